import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './time-zone-field.module.css';
import { timeZones } from './time-zones.ts';

type TimeZoneFieldProps = Pick<
  SelectProps,
  'description' | 'error' | 'name' | 'onBlur' | 'required' | 'size'
> & {
  value: string;
  onChange: (timeZone: string) => void;
  /** What it means to choose none, where one may; its value is the empty text. */
  none?: string;
};

export function TimeZoneField({ value, onChange, none, ...props }: TimeZoneFieldProps) {
  const { t } = useTranslation('shell');
  const zones = useMemo(
    () => timeZones(value).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    [value],
  );
  return (
    <Select
      {...props}
      label={t('timeZone')}
      value={value}
      onChange={(chosen) => onChange(chosen ?? '')}
      data={none === undefined ? zones : [{ value: '', label: none }, ...zones]}
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
    />
  );
}

/** New York is found as america/new_york as well. */
function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll('_', ' ');
}
