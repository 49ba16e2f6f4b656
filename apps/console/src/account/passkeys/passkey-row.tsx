import type { Passkey } from '@foyer/client';
import { useTranslation } from 'react-i18next';
import { PasskeyIcon } from '../../shell/icons.tsx';
import { Tag } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { AccountRow } from '../account-row.tsx';
import { RemovePasskey } from './remove-passkey.tsx';
import { RenamePasskey } from './rename-passkey.tsx';

export function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const { t } = useTranslation('passkeys');
  const format = useTimeFormat();
  const { name, createdAt, lastUsedAt } = passkey;
  const used = lastUsedAt ? t('lastUsed', { time: format.relative(lastUsedAt, new Date()) }) : t('neverUsed');
  return (
    <AccountRow
      level={2}
      icon={<PasskeyIcon size={22} />}
      name={name}
      tag={<Tag tone="calm">{t(whereKept(passkey))}</Tag>}
      actions={
        <>
          <RenamePasskey passkey={passkey} />
          <RemovePasskey passkey={passkey} />
        </>
      }
    >
      {t('addedAt', { time: format.dateTime(createdAt) })}, {used}
    </AccountRow>
  );
}

/** One that may be synchronised and is not is lost with its device, as long as that stays so. */
function whereKept({ isBackupEligible, isBackedUp }: Passkey) {
  if (isBackedUp) return 'synced';
  return isBackupEligible ? 'notSynced' : 'oneDevice';
}
