import type { SecondFactor } from '@foyer/client';
import { useTranslation } from 'react-i18next';
import { MailIcon, PasskeyIcon, PhoneIcon, WebhookIcon } from '../../shell/icons.tsx';
import { Tag } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { AccountRow } from '../account-row.tsx';
import { AddFactorButton, type Adding } from './add-factor-button.tsx';
import { factorTexts } from './factor-texts.ts';
import { RemoveFactor } from './remove-factor.tsx';

const icons = {
  totp: PhoneIcon,
  passkey: PasskeyIcon,
  'mail-code': MailIcon,
  'webhook-code': WebhookIcon,
} as const;

type FactorRowProps = {
  kind: Adding['kind'];
  factor: SecondFactor | undefined;
  isLast: boolean;
  /** It stands on something that the account does not have yet. */
  isBaseMissing: boolean;
  onAdd: (adding: Adding) => void;
};

export function FactorRow({ kind, factor, isLast, isBaseMissing, onAdd }: FactorRowProps) {
  const { t } = useTranslation('security');
  const Icon = icons[kind];
  const texts = factorTexts[kind];
  return (
    <AccountRow
      level={3}
      icon={<Icon size={22} />}
      name={t(texts.name)}
      tag={factor && <Tag tone="good">{t('on')}</Tag>}
      actions={
        factor ? (
          <RemoveFactor kind={kind} isLast={isLast} />
        ) : isBaseMissing ? undefined : (
          <AddFactorButton kind={kind} onAdd={onAdd} />
        )
      }
    >
      {factor ? <Since factor={factor} /> : t(isBaseMissing ? texts.missing : texts.text)}
    </AccountRow>
  );
}

function Since({ factor: { createdAt, lastUsedAt, webhookHost } }: { factor: SecondFactor }) {
  const { t } = useTranslation('security');
  const format = useTimeFormat();
  const used = lastUsedAt ? t('lastUsed', { time: format.relative(lastUsedAt, new Date()) }) : t('neverUsed');
  return (
    <>
      {webhookHost !== null && `${t('webhookTo', { host: webhookHost })} `}
      {t('addedAt', { time: format.dateTime(createdAt) })}, {used}
    </>
  );
}
