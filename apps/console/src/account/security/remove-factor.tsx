import type { ChosenFactorKind } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { factorTexts } from './factor-texts.ts';
import { secondFactorsQuery } from './security.queries.ts';

export function RemoveFactor({ kind, isLast }: { kind: ChosenFactorKind; isLast: boolean }) {
  const { t } = useTranslation('security');
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const removing = useMutation({
    mutationFn: async () => {
      await foyer.secondFactors.remove({ kind }).catch((error) => {
        // Gone already is what was wanted.
        if (codeOf(error) !== 'SECOND_FACTOR_NOT_FOUND') throw error;
      });
    },
    onSuccess: async () => {
      close();
      notifyDone(t('factorRemoved'));
      await queryClient.invalidateQueries({ queryKey: secondFactorsQuery.queryKey });
      focusHeading();
    },
  });
  const label = t(factorTexts[kind].remove);
  return (
    <>
      <Button variant="default" size="xs" aria-label={label} onClick={open}>
        {t('turnOff')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={`${label}?`}
        text={t(isLast ? 'removeLastFactorText' : 'removeFactorText')}
        confirmLabel={t('turnOff')}
        isDangerous
        isPending={removing.isPending}
        fault={removing.error}
        onConfirm={() => removing.mutate()}
      />
    </>
  );
}
