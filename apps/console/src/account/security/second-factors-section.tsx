import type { Account, ChosenFactorKind, SecondFactorList } from '@foyer/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runsEvents } from '../../identity/account.query.ts';
import rows from '../../shell/rows.module.css';
import { Tag } from '../../shell/tag.tsx';
import { AccountSection } from '../account-section.tsx';
import type { Adding } from './add-factor-button.tsx';
import { AskedList } from './asked-list.tsx';
import { FactorDialog } from './factor-dialog.tsx';
import { FactorRow } from './factor-row.tsx';
import { factorTexts } from './factor-texts.ts';
import { KnownFactorForm } from './known-factor-form.tsx';
import { TotpForm } from './totp-form.tsx';
import { type FactorDialogState, useFactorDialog } from './use-factor-dialog.ts';
import { WebhookForm } from './webhook-form.tsx';

type SecondFactorsSectionProps = {
  account: Account;
  secondFactors: SecondFactorList;
  hasPassword: boolean;
  passkeyCount: number;
};

/** What signing in asks for beside the first thing, and what it could ask for. */
export function SecondFactorsSection(props: SecondFactorsSectionProps) {
  const { t } = useTranslation('security');
  const { account, hasPassword, passkeyCount } = props;
  const { isOn, factors } = props.secondFactors;
  const [adding, setAdding] = useState<Adding | null>(null);
  const dialog = useFactorDialog();
  const mayHaveWebhook = runsEvents(account) || factors.some(({ kind }) => kind === 'webhook-code');
  const kinds: ChosenFactorKind[] = [
    'totp',
    'passkey',
    'mail-code',
    ...(mayHaveWebhook ? (['webhook-code'] as const) : []),
  ];
  const missing = (kind: ChosenFactorKind) =>
    kind === 'passkey' ? passkeyCount === 0 : kind === 'mail-code' && !hasPassword;
  return (
    <AccountSection
      title={t('secondFactors')}
      tag={isOn ? <Tag tone="good">{t('on')}</Tag> : <Tag tone="calm">{t('off')}</Tag>}
      lead={t(isOn ? 'secondFactorsOn' : 'secondFactorsOff')}
    >
      {isOn && (
        <AskedList
          ways={{ hasPassword, hasPasskey: passkeyCount > 0, chosen: factors.map(({ kind }) => kind) }}
        />
      )}
      <ul className={rows.rows}>
        {kinds.map((kind) => (
          <li key={kind}>
            <FactorRow
              kind={kind}
              factor={factors.find((factor) => factor.kind === kind)}
              isLast={factors.length === 1}
              isBaseMissing={missing(kind)}
              onAdd={(what) => {
                setAdding(what);
                dialog.open();
              }}
            />
          </li>
        ))}
      </ul>
      <FactorDialog dialog={dialog} title={adding ? t(factorTexts[adding.kind].add) : ''}>
        {adding && <FactorForm adding={adding} dialog={dialog} />}
      </FactorDialog>
    </AccountSection>
  );
}

function FactorForm({ adding, dialog }: { adding: Adding; dialog: FactorDialogState }) {
  switch (adding.kind) {
    case 'totp':
      return <TotpForm start={adding.start} dialog={dialog} />;
    case 'webhook-code':
      return <WebhookForm dialog={dialog} />;
    default:
      return <KnownFactorForm kind={adding.kind} dialog={dialog} />;
  }
}
