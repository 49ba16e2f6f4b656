import { Checkbox, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { localeFor } from '../../languages/languages.ts';
import { dayOf, type RuleChoice, WEEKDAYS } from './rule-choice.ts';
import { useRuleText, weekdayName } from './use-rule-text.ts';

type RuleFieldsProps = {
  choice: RuleChoice;
  onChange: (choice: RuleChoice) => void;
  startsAtLocal: string;
  countLabel: string;
};

/** How an event comes back, in the words of people. Rarer rules are for the command line and the API. */
export function RuleFields({ choice, onChange, startsAtLocal, countLabel }: RuleFieldsProps) {
  const { t, i18n } = useTranslation('series');
  const { nthDay } = useRuleText();
  const { weekday, number, nth, isLast } = dayOf(startsAtLocal);
  const set = (change: Partial<RuleChoice>) => onChange({ ...choice, ...change });
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label={t('frequency')}
          value={choice.frequency}
          onChange={(change) => set({ frequency: change.currentTarget.value as RuleChoice['frequency'] })}
          data={[
            { value: 'DAILY', label: t('daily') },
            { value: 'WEEKLY', label: t('weekly') },
            { value: 'MONTHLY', label: t('monthly') },
            { value: 'YEARLY', label: t('yearly') },
          ]}
          data-autofocus
        />
        <TextInput
          label={t('interval')}
          description={t('intervalHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          inputMode="numeric"
          value={choice.interval}
          onChange={(change) => set({ interval: change.currentTarget.value })}
        />
      </SimpleGrid>
      {choice.frequency === 'WEEKLY' && (
        <Checkbox.Group
          label={t('weekdays')}
          value={choice.weekdays}
          onChange={(weekdays) => set({ weekdays })}
        >
          <Group gap="sm" mt={4}>
            {WEEKDAYS.map((day) => (
              <Checkbox key={day} value={day} label={weekdayName(day, localeFor(i18n.language), 'short')} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      {choice.frequency === 'MONTHLY' && (
        <NativeSelect
          label={t('monthDay')}
          value={choice.monthDay}
          onChange={(change) => set({ monthDay: change.currentTarget.value as RuleChoice['monthDay'] })}
          data={[
            { value: 'number', label: t('onDay', { day: number }) },
            { value: 'nth', label: nthDay(`${nth}${weekday}`) },
            ...(isLast || choice.monthDay === 'last'
              ? [{ value: 'last', label: nthDay(`-1${weekday}`) }]
              : []),
          ]}
        />
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label={t('ends')}
          value={choice.ends}
          onChange={(change) => set({ ends: change.currentTarget.value as RuleChoice['ends'] })}
          data={[
            { value: 'count', label: t('endsAfter') },
            { value: 'until', label: t('endsOn') },
            { value: 'never', label: t('endsNever') },
          ]}
        />
        {choice.ends === 'count' && (
          <TextInput
            label={countLabel}
            inputMode="numeric"
            value={choice.count}
            onChange={(change) => set({ count: change.currentTarget.value })}
          />
        )}
        {choice.ends === 'until' && (
          <TextInput
            type="date"
            label={t('until')}
            value={choice.until}
            onChange={(change) => set({ until: change.currentTarget.value })}
          />
        )}
      </SimpleGrid>
    </>
  );
}
