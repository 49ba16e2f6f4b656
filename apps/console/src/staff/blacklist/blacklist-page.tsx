import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { SignedInOnly } from '../../identity/signed-in-only.tsx';
import { Page } from '../../shell/page.tsx';
import { StaffSections } from '../staff-sections.tsx';
import { BanDialog } from './ban-dialog.tsx';
import { BlacklistRows } from './blacklist-rows.tsx';

/** Who may not take part, in whatever event. */
export function BlacklistPage() {
  const { t } = useTranslation('attendees');
  const [isAdding, { open, close }] = useDisclosure(false);
  return (
    <SignedInOnly staff>
      <StaffSections />
      <Page
        title={t('blacklistTitle')}
        lead={t('blacklistLead')}
        actions={<Button onClick={open}>{t('banTitle')}</Button>}
      >
        <BlacklistRows />
        <BanDialog isOpen={isAdding} onClose={close} />
      </Page>
    </SignedInOnly>
  );
}
