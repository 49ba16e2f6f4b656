import type { EventDetails } from '@foyer/client';
import { Button, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { DialogForm, FormDialog } from '../shell/form-dialog.tsx';
import { notifyDone } from '../shell/notify.tsx';
import { useRefusal } from '../shell/refusal.ts';

/** Asks for the new start alone: all the rest can be changed in the draft, which opens then. */
export function DuplicateEvent({ event }: { event: EventDetails }) {
  const { t } = useTranslation('staff');
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('duplicate')}
      </Button>
      <FormDialog isOpen={isOpen} onClose={close} title={t('duplicateTitle')}>
        <DuplicateForm event={event} onCancel={close} />
      </FormDialog>
    </>
  );
}

function DuplicateForm({ event, onCancel }: { event: EventDetails; onCancel: () => void }) {
  const { t } = useTranslation('staff');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [startsAtLocal, setStartsAtLocal] = useState(event.startsAtLocal);
  const [isMissing, setMissing] = useState(false);
  const duplicate = useMutation({
    mutationFn: () => foyer.events.duplicate({ eventId: event.id, startsAtLocal }),
    onSuccess: async (draft) => {
      notifyDone(t('duplicatedNow'));
      await queryClient.invalidateQueries({ queryKey: ['events'] });
      await navigate({ to: '/staff/events/$eventId', params: { eventId: draft.id } });
    },
  });
  const { at, fault } = useRefusal(duplicate.error, ['startsAtLocal']);
  return (
    <DialogForm
      submitLabel={t('duplicate')}
      isPending={duplicate.isPending}
      fault={fault}
      onCancel={onCancel}
      onSubmit={() => {
        setMissing(startsAtLocal === '');
        if (startsAtLocal !== '') duplicate.mutate();
      }}
    >
      <Text size="sm" c="dimmed">
        {t('duplicateText')}
      </Text>
      <TextInput
        type="datetime-local"
        label={t('duplicateStart')}
        description={event.timeZone}
        value={startsAtLocal}
        onChange={(change) => setStartsAtLocal(change.currentTarget.value)}
        error={isMissing ? t('required') : at.startsAtLocal}
        data-autofocus
      />
    </DialogForm>
  );
}
