import { Button, CloseButton, Group, Input, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldContext } from '../event-form.ts';
import { useServerComplaints } from '../server-complaints.ts';
import type { Start } from './preview-reminders.ts';
import { draftOf, isSound, type ReminderDraft } from './reminder-drafts.ts';
import classes from './reminders-field.module.css';
import { RemindersPreview } from './reminders-preview.tsx';

const MOST = 5;
const USUAL = [
  { label: 'addDay', rule: { kind: 'before', minutes: 1_440 } },
  { label: 'addMorning', rule: { kind: 'at', daysBefore: 1, time: '09:00' } },
  { label: 'addHour', rule: { kind: 'before', minutes: 60 } },
] as const;

/** When people are reminded: a short list, each line of which is a rule. */
export function RemindersField({ start }: { start: Start }) {
  const { t } = useTranslation('reminders');
  const field = useFieldContext<ReminderDraft[]>();
  const complaints = useServerComplaints();
  const adding = useRef<HTMLDivElement>(null);
  const drafts = field.state.value;
  const own: unknown = field.state.meta.errors[0];
  const complaint = typeof own === 'string' ? own : complaints.of.reminders;

  function change(next: ReminderDraft[]): void {
    complaints.forget('reminders');
    field.handleChange(next);
  }
  return (
    <Input.Wrapper
      role="group"
      label={t('title')}
      description={t('hint')}
      labelElement="div"
      aria-label={t('title')}
    >
      <Stack gap="xs" mt="xs">
        {drafts.length === 0 && <p className={classes.none}>{t('none')}</p>}
        {drafts.map((draft, index) => (
          <ReminderLine
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else, and keep no state of their own
            key={index}
            number={index + 1}
            draft={draft}
            isInvalid={complaint !== undefined && (typeof own !== 'string' || !isSound(draft))}
            onChange={(changed) => change(drafts.with(index, changed))}
            onRemove={() => {
              change(drafts.toSpliced(index, 1));
              requestAnimationFrame(() => adding.current?.querySelector('button')?.focus());
            }}
          />
        ))}
        <RemindersPreview drafts={drafts} start={start} />
        {complaint !== undefined && <Input.Error role="alert">{complaint}</Input.Error>}
        <Group gap="xs" ref={adding}>
          {USUAL.map(({ label, rule }) => (
            <Button
              key={label}
              size="xs"
              variant="default"
              disabled={drafts.length >= MOST}
              onClick={() => change([...drafts, draftOf(rule)])}
            >
              {t(label)}
            </Button>
          ))}
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}

type ReminderLineProps = {
  number: number;
  draft: ReminderDraft;
  isInvalid: boolean;
  onChange: (draft: ReminderDraft) => void;
  onRemove: () => void;
};

function ReminderLine({ number, draft, isInvalid, onChange, onRemove }: ReminderLineProps) {
  const { t } = useTranslation('reminders');
  return (
    <Group gap="xs" role="group" aria-label={t('line', { number })}>
      <TextInput
        className={classes.amount}
        aria-label={t('amount')}
        inputMode="numeric"
        autoComplete="off"
        value={draft.amount}
        error={isInvalid}
        onChange={(event) => onChange({ ...draft, amount: event.currentTarget.value })}
      />
      <NativeSelect
        className={classes.unit}
        aria-label={t('unit')}
        value={draft.unit}
        data={[
          { value: 'minutes', label: t('minutes') },
          { value: 'hours', label: t('hours') },
          { value: 'days', label: t('days') },
        ]}
        onChange={(event) => onChange({ ...draft, unit: event.currentTarget.value as ReminderDraft['unit'] })}
      />
      {draft.unit === 'days' && (
        <TextInput
          className={classes.time}
          type="time"
          aria-label={t('time')}
          value={draft.time}
          onChange={(event) => onChange({ ...draft, time: event.currentTarget.value })}
        />
      )}
      <CloseButton aria-label={t('remove', { number })} onClick={onRemove} />
    </Group>
  );
}
