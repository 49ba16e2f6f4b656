import type { Account, RegistrationOutcome, SecondFactorStep, SignInOutcome } from '@foyer/client';
import { isPasskeySupported } from '@foyer/client/passkeys';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { AlreadySignedIn } from '../already-signed-in.tsx';
import { CodeStep } from '../code-step.tsx';
import { mailLocale } from '../mail-locale.ts';
import { forgetPendingCode, usePendingCode } from '../pending-code.ts';
import { SecondFactorForm } from '../second-factor/second-factor-form.tsx';
import { showForSignIn } from '../second-factor/show-for-sign-in.ts';
import { typedAddress } from '../typed-address.ts';
import { useAlreadySignedIn } from '../use-already-signed-in.ts';
import { useEnter } from '../use-session.ts';
import { WayIn } from '../way-in.tsx';
import { PasskeyOffer } from './passkey-offer.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { RegistrationForm, type RegistrationValues } from './registration-form.tsx';

type RegistrationProps = {
  kind: 'sign-up' | 'enrol';
  title: string;
  lead: string;
  enrolmentToken?: string | undefined;
  next?: string | undefined;
  footer?: ReactNode;
};

/** After the code: what is owed, what is shown once, and what is offered, in this order. */
type Arrival = {
  account?: Account | undefined;
  owed?: SecondFactorStep | null;
  recoveryCodes: string[] | null;
};

/** Name and address, then the code: signing up and enrolling differ in the token that enrolling has. */
export function Registration({ kind, title, lead, enrolmentToken, next, footer }: RegistrationProps) {
  const { t } = useTranslation('identity');
  const signedIn = useAlreadySignedIn();
  const enter = useEnter();
  const code = usePendingCode(kind);
  const { pending } = code;
  const [values, setValues] = useState<RegistrationValues>(() => ({
    fullName: pending?.fullName ?? '',
    address: pending?.address ?? typedAddress(),
    password: '',
    asksForCode: false,
  }));
  const [arrival, setArrival] = useState<Arrival>();
  const [over, setOver] = useState<unknown>(null);

  async function send(given: RegistrationValues): Promise<void> {
    const { fullName, address, password, asksForCode } = given;
    setValues(given);
    const sent = await foyer.registrations.start({
      fullName,
      address,
      locale: mailLocale(),
      ...(password !== '' && { password, secondFactor: asksForCode ? 'mail-code' : 'none' }),
      ...(enrolmentToken !== undefined && { enrolmentToken }),
    });
    code.keep(sent, { address, fullName, enrolmentToken, hasPassword: password !== '' });
    setOver(null);
  }
  async function arrive(outcome: SignInOutcome & Partial<RegistrationOutcome>): Promise<void> {
    forgetPendingCode();
    const { session, secondFactor, recoveryCodes = arrival?.recoveryCodes ?? null } = outcome;
    const account = session?.account;
    if (account && recoveryCodes === null && !isPasskeySupported()) return enter(account, next);
    setArrival({ account, owed: secondFactor, recoveryCodes });
  }
  function startAgain(why: unknown = null): void {
    code.forget();
    setArrival(undefined);
    setOver(why);
  }

  if (arrival?.owed) {
    return (
      <WayIn step="second-factor" title={t('secondFactorTitle')}>
        <SecondFactorForm
          step={arrival.owed}
          show={showForSignIn(arrival.owed, arrive)}
          onOver={startAgain}
        />
      </WayIn>
    );
  }
  if (arrival?.account) {
    const { account, recoveryCodes } = arrival;
    const goOn = () => void enter(account, next);
    return recoveryCodes === null ? (
      <WayIn step="passkey" title={t('passkeyOfferTitle')}>
        <PasskeyOffer onDone={goOn} />
      </WayIn>
    ) : (
      <WayIn step="recovery-codes" title={t('recoveryCodesTitle')}>
        <RecoveryCodes
          codes={recoveryCodes}
          address={account.address}
          onKept={() => (isPasskeySupported() ? setArrival({ account, recoveryCodes: null }) : goOn())}
        />
      </WayIn>
    );
  }
  if (pending !== undefined) {
    // The password is not kept over a reload: then everything has to be sent again from the form.
    const isWhole = !pending.hasPassword || values.password !== '';
    return (
      <WayIn step="code" title={t('codeTitle')}>
        <CodeStep
          address={pending.address}
          redeem={async (digits) =>
            arrive(await foyer.registrations.verify({ ticket: pending.ticket, code: digits }))
          }
          sendAgain={isWhole ? () => send(values) : undefined}
          onOtherAddress={() => startAgain()}
        />
      </WayIn>
    );
  }
  if (signedIn !== null && kind !== 'enrol') return <AlreadySignedIn account={signedIn} next={next} />;
  return (
    <WayIn step="form" title={title} lead={lead} fault={over} footer={footer}>
      <RegistrationForm initial={values} onSend={send} />
    </WayIn>
  );
}
