import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZones } from '../times/time-zones.ts';
import classes from './time-zone-field.module.css';

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
      filter={({ options, search }) => {
        const found = options.filter(
          (option) => 'label' in option && plain(option.label).includes(plain(search)),
        );
        // An option itself, since a list holds nothing else.
        return found.length > 0 ? found : [{ value: 'none', label: t('timeZoneNone'), disabled: true }];
      }}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      openOnFocus={false}
      // What is typed replaces what was chosen, as in any other list.
      onFocus={(focus) => focus.currentTarget.select()}
      // Outside the landmarks of the page readers would not find the list.
      comboboxProps={{ withinPortal: false }}
      // The list itself scrolls: of a box around it readers and keyboards would know nothing.
      withScrollArea={false}
      classNames={{ options: classes.options }}
      error={error}
    />
  );
}

/** New York is found as america/new_york as well. */
function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll('_', ' ');
}
