import type { ChosenFactorKind, TotpStart } from '@foyer/client';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { notifyFailed } from '../../shell/notify.tsx';
import { factorTexts } from './factor-texts.ts';

/** What is being added, and with what it begins. */
export type Adding = { kind: Exclude<ChosenFactorKind, 'totp'> } | { kind: 'totp'; start: TotpStart };

type AddFactorButtonProps = { kind: ChosenFactorKind; onAdd: (adding: Adding) => void };

export function AddFactorButton({ kind, onAdd }: AddFactorButtonProps) {
  const { t } = useTranslation('security');
  const faultText = useFaultText();
  // The secret of an app is made first: what may be asked for before that comes before the dialog.
  const starting = useMutation({
    mutationFn: () => foyer.secondFactors.startTotp({}),
    onSuccess: (start) => onAdd({ kind: 'totp', start }),
    onError: (error) => notifyFailed(faultText(error)),
  });
  const { add, addShort } = factorTexts[kind];
  return (
    <Button
      variant="default"
      size="xs"
      aria-label={t(add)}
      loading={starting.isPending}
      onClick={() => {
        if (kind === 'totp') starting.mutate();
        else onAdd({ kind });
      }}
    >
      {t(addShort)}
    </Button>
  );
}
