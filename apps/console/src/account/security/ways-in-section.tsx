import type { Account, PasswordStatus } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { LockIcon, MailIcon, PasskeyIcon } from '../../shell/icons.tsx';
import { ButtonLink } from '../../shell/links.tsx';
import rows from '../../shell/rows.module.css';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { AccountRow } from '../account-row.tsx';
import { AccountSection } from '../account-section.tsx';
import { ChangeAddress } from './change-address.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { RemovePassword } from './remove-password.tsx';

type WaysInSectionProps = { account: Account; password: PasswordStatus; passkeyCount: number };

/** What signs in, first of all: the mailbox always does, the others where the account has them. */
export function WaysInSection({ account, password, passkeyCount }: WaysInSectionProps) {
  const { t } = useTranslation('security');
  return (
    <AccountSection title={t('waysIn')} lead={t('waysInLead')}>
      <ul className={rows.rows}>
        <li>
          <AccountRow
            level={3}
            icon={<MailIcon size={22} />}
            name={t('mailCode')}
            actions={<ChangeAddress account={account} />}
          >
            {t('mailCodeTo', { address: account.address })}
          </AccountRow>
        </li>
        <li>
          <PasswordRow account={account} password={password} />
        </li>
        <li>
          <AccountRow
            level={3}
            icon={<PasskeyIcon size={22} />}
            name={t('passkeys')}
            actions={
              <ButtonLink to="/account/passkeys" variant="default" size="xs">
                {t(passkeyCount === 0 ? 'addPasskey' : 'managePasskeys')}
              </ButtonLink>
            }
          >
            {passkeyCount === 0 ? t('noPasskeys') : t('passkeyCount', { count: passkeyCount })}
          </AccountRow>
        </li>
      </ul>
    </AccountSection>
  );
}

function PasswordRow({ account, password: { isSet, changedAt } }: Omit<WaysInSectionProps, 'passkeyCount'>) {
  const { t } = useTranslation('security');
  const format = useTimeFormat();
  const [isSetting, { open, close }] = useDisclosure(false);
  return (
    <>
      <AccountRow
        level={3}
        icon={<LockIcon size={22} />}
        name={t('password')}
        actions={
          <>
            <Button variant="default" size="xs" onClick={open}>
              {t(isSet ? 'changePassword' : 'setPassword')}
            </Button>
            {isSet && <RemovePassword />}
          </>
        }
      >
        {changedAt ? t('passwordSetAt', { time: format.dateTime(changedAt) }) : t('noPassword')}
      </AccountRow>
      <PasswordDialog address={account.address} isSet={isSet} isOpen={isSetting} onClose={close} />
    </>
  );
}
