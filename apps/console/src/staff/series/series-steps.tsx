import type { SeriesDetails } from '@foyer/client';
import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { useFieldTexts } from '../../shell/field-texts.ts';
import { DialogForm, FormDialog } from '../../shell/form-dialog.tsx';
import { notifyDone } from '../../shell/notify.tsx';

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

export function AddDate({ series, onChanged }: StepProps) {
  const { t } = useTranslation('series');
  const fieldTexts = useFieldTexts();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [date, setDate] = useState('');
  const [isMissing, setMissing] = useState(false);
  const add = useMutation({
    mutationFn: () => foyer.series.addDate({ seriesId: series.id, date }),
    onSuccess: async () => {
      await onChanged();
      close();
      setDate('');
      notifyDone(t('dateAddedNow'));
    },
  });
  const complaint = isMissing ? t('dateMissing') : fieldTexts(add.error).date;
  return (
    <>
      <Button variant="default" size="sm" onClick={open}>
        {t('addDate')}
      </Button>
      <FormDialog isOpen={isOpen} onClose={close} title={t('addDateTitle')}>
        <DialogForm
          submitLabel={t('addDate')}
          isPending={add.isPending}
          fault={complaint === undefined ? add.error : null}
          onCancel={close}
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
            error={complaint}
            data-autofocus
          />
        </DialogForm>
      </FormDialog>
    </>
  );
}

type SkipDateProps = StepProps & { date: string; shown: string };

/** Asks for the reason, because whoever wanted to come will read it. */
export function SkipDate({ series, onChanged, date, shown }: SkipDateProps) {
  const { t } = useTranslation('series');
  const [isAsking, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const skip = useMutation({
    mutationFn: () => foyer.series.skipDate({ seriesId: series.id, date, reason: reason.trim() }),
    onSuccess: async () => {
      close();
      await onChanged();
      notifyDone(t('skippedNow'));
    },
  });
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={open} aria-label={t('skipOne', { date: shown })}>
        {t('skip')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('skipTitle', { date: shown })}
        text={t('skipText')}
        confirmLabel={t('skip')}
        isDangerous
        isPending={skip.isPending}
        fault={skip.error}
        onConfirm={() => {
          const isEmpty = reason.trim() === '';
          setMissing(isEmpty);
          if (!isEmpty) skip.mutate();
        }}
      >
        <TextInput
          label={t('reason')}
          maxLength={500}
          value={reason}
          onChange={(change) => setReason(change.currentTarget.value)}
          error={isMissing ? t('reasonMissing') : undefined}
          data-autofocus
        />
      </ConfirmDialog>
    </>
  );
}
