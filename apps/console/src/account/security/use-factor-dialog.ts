import type { FactorAdded } from '@foyer/client';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { secondFactorsQuery } from './security.queries.ts';

/**
 * A dialog that adds a second factor. With the first one come the recovery codes, which the same dialog then shows.
 * It belongs to the section, not to a row: rows change with each answer of the server, and the codes must stay. What
 * follows once the factor is added, and the codes are kept, may be given.
 */
export function useFactorDialog({ onAdded }: { onAdded?: () => void } = {}) {
  const { t } = useTranslation('security');
  const queryClient = useQueryClient();
  const [isOpen, { open, close: hide }] = useDisclosure(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const close = () => {
    hide();
    void queryClient.invalidateQueries({ queryKey: secondFactorsQuery.queryKey }).then(focusHeading);
  };
  const finish = () => {
    close();
    onAdded?.();
  };
  return {
    isOpen,
    open,
    close,
    finish,
    codes,
    show: setCodes,
    forgetCodes: () => setCodes(null),
    added: ({ recoveryCodes }: FactorAdded) => {
      notifyDone(t('factorAdded'));
      if (recoveryCodes === null) finish();
      else setCodes(recoveryCodes);
    },
  };
}

export type FactorDialogState = ReturnType<typeof useFactorDialog>;
