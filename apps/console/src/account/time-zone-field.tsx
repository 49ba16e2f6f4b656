import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZones } from '../times/time-zones.ts';

type TimeZoneFieldProps = {
  /** Empty: each device shows its own. */
  value: string;
  onChange: (timeZone: string) => void;
  error?: string | undefined;
};

export function TimeZoneField({ value, onChange, error }: TimeZoneFieldProps) {
  const { t } = useTranslation('account');
  const zones = useMemo(
    () => timeZones(value).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    [value],
  );
  return (
    <Select
      label={t('timeZone')}
      description={t('timeZoneHint')}
      size="md"
      value={value}
      onChange={(chosen) => onChange(chosen ?? '')}
      data={[{ value: '', label: t('timeZoneOfDevice') }, ...zones]}
      filter={({ options, search }) =>
        options.filter((option) => 'label' in option && plain(option.label).includes(plain(search)))
      }
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      openOnFocus={false}
      // What is typed replaces what was chosen, as in any other list.
      onFocus={(focus) => focus.currentTarget.select()}
      nothingFoundMessage={t('timeZoneNone')}
      // Outside the landmarks of the page readers would not find the list.
      comboboxProps={{ withinPortal: false }}
      error={error}
    />
  );
}

/** New York is found as america/new_york as well. */
function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll('_', ' ');
}
