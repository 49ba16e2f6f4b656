import type { SecondFactorStep, SignInOutcome } from '@foyer/client';
import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { TextLink } from '../shell/links.tsx';
import { AlreadySignedIn } from './already-signed-in.tsx';
import { CodeStep } from './code-step.tsx';
import { mailLocale } from './mail-locale.ts';
import { forgetPendingCode, usePendingCode } from './pending-code.ts';
import { SecondFactorForm } from './second-factor/second-factor-form.tsx';
import { showForSignIn } from './second-factor/show-for-sign-in.ts';
import { PasswordStep } from './sign-in/password-step.tsx';
import { StartForm } from './sign-in/start-form.tsx';
import { useAlreadySignedIn } from './use-already-signed-in.ts';
import { useEnter } from './use-session.ts';
import { WayIn } from './way-in.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useTranslation('identity');
  const { next } = route.useSearch();
  const account = useAlreadySignedIn();
  const enter = useEnter();
  const code = usePendingCode('sign-in');
  const [passwordOf, setPasswordOf] = useState<string>();
  const [owed, setOwed] = useState<SecondFactorStep>();
  const [over, setOver] = useState<unknown>(null);

  async function send(address: string): Promise<void> {
    code.keep(await foyer.signIns.requestCode({ address, locale: mailLocale() }), { address });
    setPasswordOf(undefined);
    setOver(null);
  }
  async function goOn({ session, secondFactor }: SignInOutcome): Promise<void> {
    forgetPendingCode();
    if (secondFactor !== null) setOwed(secondFactor);
    else if (session !== null) await enter(session.account, next);
  }
  function startAgain(why: unknown = null): void {
    code.forget();
    setPasswordOf(undefined);
    setOwed(undefined);
    setOver(why);
  }

  if (owed !== undefined) {
    return (
      <WayIn step="second-factor" title={t('secondFactorTitle')}>
        <SecondFactorForm step={owed} show={showForSignIn(owed, goOn)} onOver={startAgain} />
      </WayIn>
    );
  }
  if (passwordOf !== undefined) {
    return (
      <WayIn step="password" title={t('passwordTitle')}>
        <PasswordStep
          address={passwordOf}
          signIn={async (password) =>
            goOn(await foyer.signIns.withPassword({ address: passwordOf, password }))
          }
          onCode={() => send(passwordOf)}
          onOtherAddress={() => startAgain()}
        />
      </WayIn>
    );
  }
  if (code.pending !== undefined) {
    const { address, ticket } = code.pending;
    return (
      <WayIn step="code" title={t('codeTitle')}>
        <CodeStep
          address={address}
          redeem={async (digits) => goOn(await foyer.signIns.redeemCode({ ticket, code: digits }))}
          sendAgain={() => send(address)}
          onOtherAddress={() => startAgain()}
        />
      </WayIn>
    );
  }
  if (account !== null) return <AlreadySignedIn account={account} next={next} />;
  return (
    <WayIn
      step="address"
      title={t('signInTitle')}
      lead={t('signInLead')}
      fault={over}
      footer={
        <Text>
          <Trans
            t={t}
            i18nKey="toSignUp"
            components={{ way: <TextLink to="/sign-up" search={{ next }} underline="always" /> }}
          />
        </Text>
      }
    >
      <StartForm onCode={send} onPassword={setPasswordOf} onPasskey={goOn} />
    </WayIn>
  );
}
