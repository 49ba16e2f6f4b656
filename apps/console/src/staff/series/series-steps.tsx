import type { SeriesDetails } from '@foyer/client';
import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { DialogForm, FormDialog } from '../../shell/form-dialog.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { ReasonDialog } from '../../shell/reason-dialog.tsx';
import { useRefusal } from '../../shell/refusal.ts';

type StepProps = { series: SeriesDetails; onChanged: () => Promise<void> };

const words = {
  publish: { label: 'publishAll', title: 'publishAllTitle', done: 'publishedAllNow' },
  end: { label: 'end', title: 'endTitle', done: 'endedNow' },
} as const;

/** A step of a whole series that needs no more than a yes. */
export function SeriesStep({ step, series, onChanged }: StepProps & { step: keyof typeof words }) {
  const { t } = useTranslation('series');
  const [isAsking, { open, close }] = useDisclosure(false);
  const { label, title, done } = words[step];
  const take = useMutation({
    mutationFn: () => foyer.series[step]({ seriesId: series.id }),
    onSuccess: async () => {
      await onChanged();
      close();
      notifyDone(t(done));
      focusHeading();
    },
  });
  return (
    <>
      <Button variant={step === 'publish' ? 'filled' : 'default'} size="sm" onClick={open}>
        {t(label)}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t(title)}
        text={step === 'publish' ? t('publishAllText', { count: series.drafts }) : t('endText')}
        confirmLabel={t(label)}
        isPending={take.isPending}
        fault={take.error}
        onConfirm={() => take.mutate()}
      />
    </>
  );
}

export function AddDate(props: StepProps) {
  const { t } = useTranslation('series');
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size="sm" onClick={open}>
        {t('addDate')}
      </Button>
      <FormDialog isOpen={isOpen} onClose={close} title={t('addDateTitle')}>
        <AddDateForm {...props} onDone={close} />
      </FormDialog>
    </>
  );
}

function AddDateForm({ series, onChanged, onDone }: StepProps & { onDone: () => void }) {
  const { t } = useTranslation('series');
  const [date, setDate] = useState('');
  const [isMissing, setMissing] = useState(false);
  const add = useMutation({
    mutationFn: () => foyer.series.addDate({ seriesId: series.id, date }),
    onSuccess: async () => {
      await onChanged();
      onDone();
      notifyDone(t('dateAddedNow'));
    },
  });
  const { at, fault } = useRefusal(add.error, ['date']);
  return (
    <DialogForm
      submitLabel={t('addDate')}
      isPending={add.isPending}
      fault={fault}
      onCancel={onDone}
      onSubmit={() => {
        setMissing(date === '');
        if (date !== '') add.mutate();
      }}
    >
      <TextInput
        type="date"
        label={t('date')}
        description={t('addDateHint', { time: series.startTime })}
        value={date}
        onChange={(change) => setDate(change.currentTarget.value)}
        error={isMissing ? t('dateMissing') : at.date}
        data-autofocus
      />
    </DialogForm>
  );
}

type SkipDateProps = StepProps & { date: string; shown: string };

/** Asks for the reason, because whoever wanted to come will read it. */
export function SkipDate({ series, onChanged, date, shown }: SkipDateProps) {
  const { t } = useTranslation('series');
  const [isAsking, { open, close }] = useDisclosure(false);
  const skip = useMutation({
    mutationFn: (reason: string) => foyer.series.skipDate({ seriesId: series.id, date, reason }),
    onSuccess: async () => {
      close();
      await onChanged();
      notifyDone(t('skippedNow'));
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={open} aria-label={t('skipOne', { date: shown })}>
        {t('skip')}
      </Button>
      <ReasonDialog
        isOpen={isAsking}
        onClose={close}
        title={t('skipTitle', { date: shown })}
        text={t('skipText')}
        confirmLabel={t('skip')}
        hint={t('reasonHint')}
        isPending={skip.isPending}
        fault={skip.error}
        onConfirm={skip.mutate}
      />
    </>
  );
}
