import type { WebhookStart } from '@foyer/client';
import { Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { DialogForm } from '../../shell/form-dialog.tsx';
import { useRefusal } from '../../shell/refusal.ts';
import { SecretText } from '../../shell/secret-text.tsx';
import { DigitsField } from './digits-field.tsx';
import type { FactorDialogState } from './use-factor-dialog.ts';

/** Where codes go, then the first code that came there. */
export function WebhookForm({ dialog }: { dialog: FactorDialogState }) {
  const [start, setStart] = useState<WebhookStart | null>(null);
  return start === null ? (
    <AddressForm onStarted={setStart} onCancel={dialog.close} />
  ) : (
    <CodeForm start={start} dialog={dialog} />
  );
}

type AddressFormProps = { onStarted: (start: WebhookStart) => void; onCancel: () => void };

function AddressForm({ onStarted, onCancel }: AddressFormProps) {
  const { t } = useTranslation('security');
  const faultText = useFaultText();
  const [url, setUrl] = useState('');
  const [complaint, setComplaint] = useState<string>();
  const setting = useMutation({
    mutationFn: () => foyer.secondFactors.setWebhook({ url: url.trim() }),
    onSuccess: onStarted,
  });
  const { at, fault } = useRefusal(setting.error, ['url']);
  const refused = codeOf(setting.error) === 'WEBHOOK_REFUSED' ? faultText(setting.error) : undefined;
  return (
    <DialogForm
      submitLabel={t('sendCode')}
      onCancel={onCancel}
      isPending={setting.isPending}
      fault={refused === undefined ? fault : null}
      onSubmit={() => {
        const isAddress = URL.canParse(url.trim());
        setComplaint(isAddress ? undefined : t('webhookInvalid'));
        if (isAddress) setting.mutate();
      }}
    >
      <Text>{t('webhookLead')}</Text>
      <TextInput
        type="url"
        label={t('webhookUrl')}
        placeholder="https://hooks.example.org/foyer"
        autoComplete="off"
        required
        withAsterisk={false}
        size="md"
        data-autofocus
        value={url}
        onChange={(change) => {
          setUrl(change.currentTarget.value);
          setComplaint(undefined);
          setting.reset();
        }}
        error={complaint ?? refused ?? at.url}
      />
    </DialogForm>
  );
}

function CodeForm({ start, dialog }: { start: WebhookStart; dialog: FactorDialogState }) {
  const { t } = useTranslation('security');
  const faultText = useFaultText();
  const [code, setCode] = useState('');
  const [complaint, setComplaint] = useState<string>();
  const confirming = useMutation({
    mutationFn: () => foyer.secondFactors.confirmWebhook({ code }),
    onSuccess: dialog.added,
  });
  const isWrong = codeOf(confirming.error) === 'CODE_WRONG';
  return (
    <DialogForm
      submitLabel={t('confirm')}
      onCancel={dialog.close}
      isPending={confirming.isPending}
      fault={isWrong ? null : confirming.error}
      onSubmit={() => {
        setComplaint(code.length === 8 ? undefined : t('eightDigits'));
        if (code.length === 8) confirming.mutate();
      }}
    >
      <Text>{t('webhookSent')}</Text>
      <SecretText label={t('signingSecret')} text={start.signingSecret} />
      <DigitsField
        label={t('webhookCode')}
        length={8}
        value={code}
        onChange={(digits) => {
          setCode(digits);
          setComplaint(undefined);
          confirming.reset();
        }}
        error={complaint ?? (isWrong ? faultText(confirming.error) : undefined)}
      />
    </DialogForm>
  );
}
