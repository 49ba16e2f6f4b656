import { useTranslation } from 'react-i18next';
import { TimeZoneField } from '../times/time-zone-field.tsx';

type OwnTimeZoneFieldProps = {
  /** Empty: each device shows its own. */
  value: string;
  onChange: (timeZone: string) => void;
  error?: string | undefined;
};

export function OwnTimeZoneField(props: OwnTimeZoneFieldProps) {
  const { t } = useTranslation('account');
  return <TimeZoneField {...props} description={t('timeZoneHint')} none={t('timeZoneOfDevice')} size="md" />;
}
