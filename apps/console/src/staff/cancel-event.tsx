import type { EventDetails } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { focusHeading } from '../shell/focus-heading.ts';
import { notifyDone } from '../shell/notify.tsx';
import { ReasonDialog } from '../shell/reason-dialog.tsx';
import { type Scope, ScopeField } from './series/scope-field.tsx';

type CancelEventProps = { event: EventDetails; onChanged: (event: EventDetails) => void; label: string };

/** Asks for the reason, because everybody who joined will read it. */
export function CancelEvent({ event, onChanged, label }: CancelEventProps) {
  const { t } = useTranslation(['staff', 'series']);
  const [isAsking, { open, close }] = useDisclosure(false);
  const [scope, setScope] = useState<Scope>('this');
  const cancel = useMutation({
    mutationFn: async (reason: string) => {
      const input = { eventId: event.id, reason };
      if (event.series === null || scope === 'this') return foyer.events.cancel(input);
      await foyer.series.cancel({ ...input, scope });
      return foyer.events.get({ eventId: event.id });
    },
    onSuccess: (cancelled) => {
      close();
      onChanged(cancelled);
      notifyDone(scope === 'this' ? t('cancelledNow') : t('cancelledSeries', { ns: 'series' }), event.id);
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {label}
      </Button>
      <ReasonDialog
        isOpen={isAsking}
        onClose={close}
        title={t('cancelTitle')}
        text={t('cancelText')}
        confirmLabel={t('cancelEvent')}
        cancelLabel={t('keepEvent')}
        hint={t('cancelReasonHint')}
        isPending={cancel.isPending}
        fault={cancel.error}
        onConfirm={cancel.mutate}
      >
        {event.series !== null && (
          <ScopeField
            scope={scope}
            onChange={setScope}
            scopes={['this', 'following', 'all']}
            label={t('scope', { ns: 'series' })}
          />
        )}
      </ReasonDialog>
    </>
  );
}
