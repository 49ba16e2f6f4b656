import type { TotpStart } from '@foyer/client';
import { Anchor, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { DialogForm } from '../../shell/form-dialog.tsx';
import { SecretText } from '../../shell/secret-text.tsx';
import { DigitsField } from './digits-field.tsx';
import { QrCode } from './qr-code.tsx';
import type { FactorDialogState } from './use-factor-dialog.ts';

/** Takes the secret into an app, and shows by its first code that it is there. */
export function TotpForm({ start, dialog }: { start: TotpStart; dialog: FactorDialogState }) {
  const { t } = useTranslation('security');
  const [code, setCode] = useState('');
  const [complaint, setComplaint] = useState<string>();
  const confirming = useMutation({
    mutationFn: () => foyer.secondFactors.confirmTotp({ code }),
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
        setComplaint(code.length === 6 ? undefined : t('sixDigits'));
        if (code.length === 6) confirming.mutate();
      }}
    >
      <Text>{t('totpScan')}</Text>
      <Stack align="center" gap="xs">
        <QrCode text={start.uri} label={t('qrCode')} />
        <Anchor href={start.uri} size="sm">
          {t('openInApp')}
        </Anchor>
      </Stack>
      <SecretText label={t('totpSecret')} text={start.secret} isTyped />
      <DigitsField
        label={t('totpCode')}
        description={t('totpCodeHint')}
        length={6}
        value={code}
        onChange={(digits) => {
          setCode(digits);
          setComplaint(undefined);
          confirming.reset();
        }}
        error={complaint ?? (isWrong ? t('totpWrong') : undefined)}
      />
    </DialogForm>
  );
}
