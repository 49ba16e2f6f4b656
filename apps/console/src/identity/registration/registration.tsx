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
import { Arrival, type ArrivalStep } from './arrival.tsx';
import { RegistrationForm } from './registration-form.tsx';
import { type RegistrationValues, registrationInputOf } from './registration-values.ts';

type RegistrationProps = {
  kind: 'sign-up' | 'enrol';
  title: string;
  lead: string;
  enrolmentToken?: string | undefined;
  next?: string | undefined;
  footer?: ReactNode;
};

/** After the code: the second factor that is owed before anything else, then the steps of an arrival. */
type Arrived = {
  account?: Account | undefined;
  owed?: SecondFactorStep | null;
  recoveryCodes: string[] | null;
  steps: ArrivalStep[];
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
    secondStep: pending?.secondStep ?? 'none',
    more: pending?.more,
  }));
  const [arrived, setArrived] = useState<Arrived>();
  const [over, setOver] = useState<unknown>(null);

  async function send(given: RegistrationValues): Promise<void> {
    const { password, ...kept } = given;
    setValues(given);
    const sent = await foyer.registrations.start({
      ...registrationInputOf(given),
      locale: mailLocale(),
      ...(enrolmentToken !== undefined && { enrolmentToken }),
    });
    code.keep(sent, { ...kept, enrolmentToken, hasPassword: password !== '' });
    setOver(null);
  }
  async function arrive(outcome: SignInOutcome & Partial<RegistrationOutcome>): Promise<void> {
    forgetPendingCode();
    const { session, secondFactor, recoveryCodes = arrived?.recoveryCodes ?? null } = outcome;
    const account = session?.account;
    const steps: ArrivalStep[] = [];
    if (recoveryCodes !== null) steps.push('recovery-codes');
    if (pending?.secondStep === 'totp') steps.push('authenticator');
    if (isPasskeySupported()) steps.push('passkey');
    if (account && steps.length === 0) return enter(account, next);
    setArrived({ account, owed: secondFactor, recoveryCodes, steps });
  }
  function startAgain(why: unknown = null): void {
    code.forget();
    setArrived(undefined);
    setOver(why);
  }

  if (arrived?.owed) {
    return (
      <WayIn step="second-factor" title={t('secondFactorTitle')}>
        <SecondFactorForm
          step={arrived.owed}
          show={showForSignIn(arrived.owed, arrive)}
          onOver={startAgain}
        />
      </WayIn>
    );
  }
  if (arrived?.account) {
    const { account, recoveryCodes, steps } = arrived;
    return (
      <Arrival
        account={account}
        recoveryCodes={recoveryCodes}
        steps={steps}
        // The codes come with the mailed code: an account that was there already keeps what it had.
        hasStandIn={pending?.hasPassword === true && recoveryCodes !== null}
        onEnter={() => void enter(account, next)}
      />
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
