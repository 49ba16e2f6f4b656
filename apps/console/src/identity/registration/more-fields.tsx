import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AboutField } from '../../account/about-field.tsx';
import { OrganisationField } from '../../account/organisation-field.tsx';
import { OwnTimeZoneField } from '../../account/own-time-zone-field.tsx';
import { aboutComplaint, organisationComplaint } from '../../account/profile-values.ts';
import type { MoreAboutYou } from './registration-values.ts';

type MoreFieldsProps = {
  value: MoreAboutYou;
  onChange: (more: MoreAboutYou) => void;
  complaints: ReturnType<typeof moreComplaints>;
  /** What the server has said of each. */
  refused: Record<string, string>;
};

export function MoreFields({ value, onChange, complaints, refused }: MoreFieldsProps) {
  const { t } = useTranslation('account');
  return (
    <Stack gap="lg">
      <OrganisationField
        value={value.organisation}
        onChange={(organisation) => onChange({ ...value, organisation })}
        error={complaints?.organisation ? t(complaints.organisation) : refused.organisation}
      />
      <AboutField
        value={value.about}
        onChange={(about) => onChange({ ...value, about })}
        error={complaints?.about ? t(complaints.about) : refused.about}
      />
      <OwnTimeZoneField
        value={value.timeZone}
        onChange={(timeZone) => onChange({ ...value, timeZone })}
        error={refused.timeZone}
      />
    </Stack>
  );
}

export function moreComplaints({ organisation, about }: MoreAboutYou) {
  const found = { organisation: organisationComplaint(organisation), about: aboutComplaint(about) };
  return found.organisation || found.about ? found : undefined;
}
