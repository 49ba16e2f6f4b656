import type { Participant } from '@foyer/client';
import { Checkbox, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../../client/faults.ts';
import { foyer } from '../../../client/foyer.ts';
import { DialogForm, FormDialog } from '../../../shell/form-dialog.tsx';
import { Notice } from '../../../shell/notice.tsx';
import { notifyDone } from '../../../shell/notify.tsx';
import { ReasonField, useReason } from '../../../shell/reason-field.tsx';
import { useRefusal } from '../../../shell/refusal.ts';
import { askForPeople } from './use-settling.ts';

type RecordDialogProps = {
  eventId: string;
  /** Whose record is changed; left out: somebody is added, by address. */
  person?: Participant;
  isOpen: boolean;
  onClose: () => void;
};

const choices = [
  { value: 'going', label: 'stateGoing', hint: 'goingHint' },
  { value: 'asked', label: 'asksToConfirm', hint: 'asksToConfirmHint' },
  { value: 'waitlisted', label: 'stateWaitlisted', hint: 'waitlistedHint' },
  { value: 'left', label: 'stateLeft', hint: 'leftHint' },
  { value: 'rejected', label: 'stateRejected', hint: 'rejectedHint' },
] as const;
type Choice = (typeof choices)[number]['value'];

/** Says how somebody stands with the event, also against its rules: then by a choice of its own, never by accident. */
export function RecordDialog({ person, isOpen, onClose, ...more }: RecordDialogProps) {
  const { t } = useTranslation('attendees');
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={person ? t('changeTitle', { name: person.fullName }) : t('addTitle')}
    >
      <RecordForm person={person} onClose={onClose} {...more} />
    </FormDialog>
  );
}

type RecordFormProps = { eventId: string; person: Participant | undefined; onClose: () => void };

function RecordForm({ eventId, person, onClose }: RecordFormProps) {
  const { t } = useTranslation('attendees');
  const queryClient = useQueryClient();
  const [address, setAddress] = useState('');
  const [choice, setChoice] = useState<Choice>('going');
  const reason = useReason();
  const [override, setOverride] = useState(false);
  const [isTried, setTried] = useState(false);
  const comesIn = choice === 'going' || choice === 'waitlisted';
  const complaint = person === undefined && address.trim() === '' ? t('addressMissing') : undefined;
  const recording = useMutation({
    mutationFn: () => {
      const who = { eventId, ...(person ? { accountId: person.accountId } : { address: address.trim() }) };
      const why = reason.text;
      if (choice === 'asked') return foyer.participations.recordRequest({ ...who, reason: why || undefined });
      const breaks = comesIn && override ? { override } : {};
      return foyer.participations.record({ ...who, state: choice, reason: why, ...breaks });
    },
    onSuccess: async () => {
      onClose();
      notifyDone(t(choice === 'asked' ? 'askedToConfirm' : 'recorded'));
      await askForPeople(queryClient);
    },
  });
  const { at, fault } = useRefusal(recording.error, person ? ['reason'] : ['address', 'reason']);
  const isAgainstRules = ['EVENT_FULL', 'NO_WAITLIST', 'REGISTRATION_CLOSED'].includes(
    codeOf(recording.error),
  );
  return (
    <DialogForm
      submitLabel={t('record')}
      onSubmit={() => {
        setTried(true);
        if ((reason.isGiven() || choice === 'asked') && complaint === undefined) recording.mutate();
      }}
      onCancel={onClose}
      isPending={recording.isPending}
      fault={isAgainstRules ? null : fault}
    >
      {person === undefined && (
        <TextInput
          label={t('address')}
          description={t('addressOfAccount')}
          type="email"
          value={address}
          maxLength={254}
          onChange={(change) => setAddress(change.currentTarget.value)}
          error={(isTried && complaint) || at.address}
          data-autofocus
        />
      )}
      <Radio.Group label={t('becomes')} value={choice} onChange={(value) => setChoice(value as Choice)}>
        <Stack gap="xs" mt="xs">
          {choices.map(({ value, label, hint }) => (
            <Radio
              key={value}
              value={value}
              label={t(label)}
              description={t(hint)}
              data-autofocus={(person !== undefined && value === choice) || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ReasonField
        {...reason.field}
        hint={t(choice === 'asked' ? 'reasonTold' : 'reasonHint')}
        isOptional={choice === 'asked'}
        refused={at.reason}
      />
      {comesIn && (
        <Checkbox
          label={t('overrideLabel')}
          description={t('overrideHint')}
          checked={override}
          onChange={(change) => setOverride(change.currentTarget.checked)}
        />
      )}
      {isAgainstRules && (
        <Notice tone="wait" role="alert">
          {t('rulesRefuse')}
        </Notice>
      )}
    </DialogForm>
  );
}
