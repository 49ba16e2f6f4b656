import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { DialogForm, FormDialog } from '../../shell/form-dialog.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { ReasonField, useReason } from '../../shell/reason-field.tsx';
import { useRefusal } from '../../shell/refusal.ts';
import { useOwnTimeZone } from '../../times/use-own-time-zone.ts';
import { instantOf } from '../../times/wall-clock.ts';

type BanDialogProps = {
  /** Left out: an entry is for every event. */
  eventId?: string;
  /** Whom it is about; left out: an address is asked for. */
  person?: { accountId: string; fullName: string };
  isOpen: boolean;
  onClose: () => void;
};

/** Keeps somebody out, and says afterwards what that has ended. */
export function BanDialog({ isOpen, onClose, ...about }: BanDialogProps) {
  const { t } = useTranslation('attendees');
  return (
    <FormDialog isOpen={isOpen} onClose={onClose} title={t('banTitle')}>
      <BanForm onClose={onClose} {...about} />
    </FormDialog>
  );
}

function BanForm({ eventId, person, onClose }: Omit<BanDialogProps, 'isOpen'>) {
  const { t } = useTranslation('attendees');
  const queryClient = useQueryClient();
  const ownTimeZone = useOwnTimeZone();
  const [address, setAddress] = useState('');
  const [isHere, setHere] = useState(eventId !== undefined);
  const reason = useReason();
  const [ends, setEnds] = useState('');
  const [isTried, setTried] = useState(false);
  const endsAt = ends === '' ? undefined : instantOf(ends, ownTimeZone);
  const complaints = {
    address: person === undefined && address.trim() === '' ? t('addressMissing') : undefined,
    endsAt: endsAt !== undefined && endsAt <= new Date() ? t('banEndsPast') : undefined,
  };
  const ban = useMutation({
    mutationFn: () =>
      foyer.blacklist.add({
        ...(person ? { accountId: person.accountId } : { address: address.trim() }),
        eventId: isHere ? eventId : undefined,
        reason: reason.text,
        endsAt,
      }),
    onSuccess: async ({ endedParticipations }) => {
      onClose();
      notifyDone(endedParticipations === 0 ? t('banned') : t('bannedEnded', { count: endedParticipations }));
      await Promise.all(
        ['blacklist', 'participations', 'events', 'invitations'].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      );
    },
  });
  const { at, fault } = useRefusal(
    ban.error,
    person ? ['reason', 'endsAt'] : ['address', 'reason', 'endsAt'],
  );
  return (
    <DialogForm
      submitLabel={t('banAdd')}
      onSubmit={() => {
        setTried(true);
        const isSound = complaints.address === undefined && complaints.endsAt === undefined;
        if (reason.isGiven() && isSound) ban.mutate();
      }}
      onCancel={onClose}
      isPending={ban.isPending}
      fault={fault}
    >
      {person ? (
        <Text>{t('banPerson', { name: person.fullName })}</Text>
      ) : (
        <TextInput
          label={t('address')}
          description={t('banAddressHint')}
          type="email"
          value={address}
          maxLength={254}
          onChange={(change) => setAddress(change.currentTarget.value)}
          error={(isTried && complaints.address) || at.address}
          data-autofocus
        />
      )}
      {eventId !== undefined && (
        <Radio.Group
          label={t('banScope')}
          value={isHere ? 'here' : 'everywhere'}
          onChange={(value) => setHere(value === 'here')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="here" label={t('banHere')} />
            <Radio value="everywhere" label={t('banEverywhere')} />
          </Stack>
        </Radio.Group>
      )}
      <ReasonField
        {...reason.field}
        hint={t('banReasonHint')}
        refused={at.reason}
        isFirst={person !== undefined}
      />
      <TextInput
        label={t('banEnds')}
        description={t('banEndsHint')}
        type="datetime-local"
        value={ends}
        onChange={(change) => setEnds(change.currentTarget.value)}
        error={(isTried && complaints.endsAt) || at.endsAt}
      />
    </DialogForm>
  );
}
