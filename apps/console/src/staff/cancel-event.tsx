import type { EventDetails } from '@foyer/client';
import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { useFaultText } from '../shell/fault-text.ts';
import { useFieldTexts } from '../shell/field-texts.ts';
import { Notice } from '../shell/notice.tsx';
import { notifyDone } from '../shell/notify.tsx';
import { type Scope, ScopeField } from './series/scope-field.tsx';

type CancelEventProps = { event: EventDetails; onChanged: (event: EventDetails) => void; label: string };

/** Asks for the reason, because everybody who joined will read it. */
export function CancelEvent({ event, onChanged, label }: CancelEventProps) {
  const { t } = useTranslation(['staff', 'series']);
  const faultText = useFaultText();
  const fieldTexts = useFieldTexts();
  const [isAsking, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const [scope, setScope] = useState<Scope>('this');
  const [complaint, setComplaint] = useState<string>();
  const cancel = useMutation({
    mutationFn: async () => {
      const input = { eventId: event.id, reason: reason.trim() };
      if (event.series === null || scope === 'this') return foyer.events.cancel(input);
      await foyer.series.cancel({ ...input, scope });
      return foyer.events.get({ eventId: event.id });
    },
    onSuccess: (cancelled) => {
      close();
      onChanged(cancelled);
      notifyDone(scope === 'this' ? t('cancelledNow') : t('cancelledSeries', { ns: 'series' }));
    },
    onError: (error) => setComplaint(fieldTexts(error).reason),
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('cancelTitle')}
        text={t('cancelText')}
        confirmLabel={t('cancelEvent')}
        cancelLabel={t('keepEvent')}
        isDangerous
        isPending={cancel.isPending}
        onConfirm={() => {
          const isMissing = reason.trim() === '';
          setComplaint(isMissing ? t('cancelReasonMissing') : undefined);
          if (!isMissing) cancel.mutate();
        }}
      >
        <TextInput
          label={t('cancelReason')}
          description={t('cancelReasonHint')}
          value={reason}
          maxLength={500}
          onChange={(change) => setReason(change.currentTarget.value)}
          error={complaint}
          required
          withAsterisk={false}
          data-autofocus
        />
        {event.series !== null && (
          <ScopeField
            scope={scope}
            onChange={setScope}
            scopes={['this', 'following', 'all']}
            label={t('scope', { ns: 'series' })}
          />
        )}
        {cancel.error !== null && complaint === undefined && (
          <Notice tone="bad" role="alert">
            {faultText(cancel.error)}
          </Notice>
        )}
      </ConfirmDialog>
    </>
  );
}
