import type { AccountDetails, AccountFactor } from '@foyer/client';
import { useTranslation } from 'react-i18next';
import { AccountRow } from '../../account/account-row.tsx';
import { foyer } from '../../client/foyer.ts';
import { KeyIcon, LockIcon, MailIcon, PasskeyIcon, PhoneIcon, WebhookIcon } from '../../shell/icons.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { ActWithReason } from './act-with-reason.tsx';

const ICONS = {
  password: LockIcon,
  passkey: PasskeyIcon,
  'passkey-as-second-factor': KeyIcon,
  totp: PhoneIcon,
  'mail-code': MailIcon,
  'webhook-code': WebhookIcon,
};

type FactorRowProps = { person: AccountDetails; factor: AccountFactor; mayRemove: boolean };

/** Something that the account is asked for. A password is not taken off: whoever has lost it recovers by mail. */
export function FactorRow({ person, factor, mayRemove }: FactorRowProps) {
  const { t } = useTranslation('people');
  const format = useTimeFormat();
  const { kind, passkeyId, name, addedAt, lastUsedAt } = factor;
  const Icon = ICONS[kind];
  const label = name ?? t(kind);
  const used = lastUsedAt ? t('lastUsed', { time: format.relative(lastUsedAt, new Date()) }) : t('neverUsed');
  return (
    <AccountRow
      level={3}
      icon={<Icon size={22} />}
      name={label}
      actions={
        mayRemove &&
        kind !== 'password' && (
          <ActWithReason
            label={t('removeFactor')}
            accessibleLabel={t('removeFactorNamed', { name: label })}
            title={t('removeFactorTitle', { name: label })}
            text={t('removeFactorText', { name: person.fullName })}
            done={t('factorRemoved')}
            act={(reason) =>
              foyer.accounts.removeFactor({
                accountId: person.id,
                reason,
                ...(kind === 'passkey' ? { passkeyId: passkeyId ?? '' } : { kind }),
              })
            }
          />
        )
      }
    >
      {name !== null && `${t(kind)} · `}
      {t('addedAt', { time: format.dateTime(addedAt) })}
      {kind !== 'password' && `, ${used}`}
    </AccountRow>
  );
}
