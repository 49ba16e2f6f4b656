import { Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answerConfirmation, useConfirmationWanted } from '../../client/confirmation.ts';
import { useAccount } from '../account.query.ts';
import { Confirmation } from './confirmation.tsx';
import { escapeCancelsConfirmation } from './escape.ts';

escapeCancelsConfirmation();

/**
 * Wherever a call wants its caller to confirm that it is them, this asks, and the call goes on. It may open over
 * another dialog, whose call it was.
 */
export function ConfirmationDialog() {
  const { t } = useTranslation(['identity', 'shell']);
  const isWanted = useConfirmationWanted();
  const account = useAccount();
  useEffect(() => {
    // Signed out meanwhile, maybe in another tab: nobody is there to confirm anything.
    if (account === null) answerConfirmation(false);
  }, [account]);
  return (
    <Modal
      opened={isWanted}
      onClose={() => answerConfirmation(false)}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('confirmTitle')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
      zIndex={320}
      size="27rem"
    >
      <Confirmation onConfirmed={() => answerConfirmation(true)} />
    </Modal>
  );
}
