import type { Account } from '@foyer/client';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusHeading } from '../../shell/focus-heading.ts';
import { WayIn } from '../way-in.tsx';
import { PasskeyOffer } from './passkey-offer.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

const AuthenticatorOffer = lazy(() =>
  import('./authenticator-offer.tsx').then((it) => ({ default: it.AuthenticatorOffer })),
);

/** What is shown once, and what is offered, to somebody who has just signed up. */
export type ArrivalStep = 'recovery-codes' | 'authenticator' | 'passkey';

type ArrivalProps = {
  account: Account;
  recoveryCodes: string[] | null;
  /** In their order; there is one at least. */
  steps: readonly ArrivalStep[];
  hasStandIn: boolean;
  onEnter: () => void;
};

export function Arrival({ account, recoveryCodes, steps, hasStandIn, onEnter }: ArrivalProps) {
  const { t } = useTranslation('identity');
  const [left, setLeft] = useState(steps);
  const [step] = left;
  // The button that led here is gone with the step before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each step
  useEffect(focusHeading, [step]);
  const goOn = () => (left.length > 1 ? setLeft(left.slice(1)) : onEnter());
  switch (step) {
    case 'recovery-codes':
      return (
        <WayIn step="recovery-codes" title={t('recoveryCodesTitle')}>
          <RecoveryCodes codes={recoveryCodes ?? []} address={account.address} onKept={goOn} />
        </WayIn>
      );
    case 'authenticator':
      return (
        <WayIn step="authenticator" title={t('appOfferTitle')}>
          <Suspense>
            <AuthenticatorOffer hasStandIn={hasStandIn} onDone={goOn} />
          </Suspense>
        </WayIn>
      );
    default:
      return (
        <WayIn step="passkey" title={t('passkeyOfferTitle')}>
          <PasskeyOffer onDone={goOn} />
        </WayIn>
      );
  }
}
