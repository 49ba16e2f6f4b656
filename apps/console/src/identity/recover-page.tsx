import type { RecoveryStep } from '@foyer/client';
import { completeRecoveryWithPasskey } from '@foyer/client/passkeys';
import { Text } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { codeOf } from '../client/faults.ts';
import { foyer } from '../client/foyer.ts';
import { TextLink } from '../shell/links.tsx';
import { CodeStep } from './code-step.tsx';
import { mailLocale } from './mail-locale.ts';
import { forgetPendingCode, usePendingCode } from './pending-code.ts';
import { AddressForm } from './recovery/address-form.tsx';
import { NewPasswordForm } from './recovery/new-password-form.tsx';
import { forgetLinkedCode, linkedCode } from './recovery/recovery-link.ts';
import { SecondFactorForm } from './second-factor/second-factor-form.tsx';
import { useEnter } from './use-session.ts';
import { WayIn } from './way-in.tsx';

/** The way back in, for those who have lost a password or a device. Everybody else who was signed in is out then. */
export function RecoverPage() {
  const { t } = useTranslation('identity');
  const enter = useEnter();
  const code = usePendingCode('recovery');
  const [fromLink, setFromLink] = useState(linkedCode);
  const [step, setStep] = useState<RecoveryStep>();
  const [over, setOver] = useState<unknown>(null);

  async function send(address: string): Promise<void> {
    code.keep(await foyer.recoveries.start({ address, locale: mailLocale() }), { address });
    setOver(null);
  }
  function startAgain(why: unknown = null): void {
    code.forget();
    forgetLinkedCode();
    setFromLink(undefined);
    setStep(undefined);
    setOver(why);
  }
  async function redeem(ticket: string, digits: string): Promise<void> {
    const redeemed = await foyer.recoveries.redeem({ ticket, code: digits });
    forgetPendingCode();
    forgetLinkedCode();
    setStep(redeemed);
  }
  async function finish(password: string | undefined): Promise<void> {
    if (step === undefined) return;
    try {
      const { session } = await foyer.recoveries.finish({ ticket: step.ticket, password });
      await enter(session.account, undefined);
    } catch (error) {
      if (codeOf(error) !== 'TICKET_INVALID') throw error;
      startAgain(error);
    }
  }

  if (step?.secondFactor) {
    const { ticket } = step.secondFactor;
    const goOn = () => setStep({ ...step, secondFactor: null });
    return (
      <WayIn step="second-factor" title={t('secondFactorTitle')}>
        <SecondFactorForm
          step={step.secondFactor}
          show={{
            typed: async (kind, typed) => {
              await foyer.secondFactors.redeemForRecovery({ ticket, kind, code: typed });
              goOn();
            },
            passkey: async () => {
              await completeRecoveryWithPasskey(foyer, { ticket });
              goOn();
            },
          }}
          onOver={startAgain}
        />
      </WayIn>
    );
  }
  if (step !== undefined) {
    return (
      <WayIn step="password" title={t('newPasswordTitle')}>
        <NewPasswordForm finish={finish} />
      </WayIn>
    );
  }
  const sent = fromLink ?? code.pending;
  if (sent !== undefined) {
    const address = fromLink === undefined ? code.pending?.address : undefined;
    return (
      <WayIn step="code" title={t(address === undefined ? 'codeFromLinkTitle' : 'codeTitle')}>
        <CodeStep
          address={address}
          initial={fromLink?.code}
          redeem={(digits) => redeem(sent.ticket, digits)}
          sendAgain={address === undefined ? undefined : () => send(address)}
          onOtherAddress={() => startAgain()}
        />
      </WayIn>
    );
  }
  return (
    <WayIn
      step="address"
      title={t('recoverTitle')}
      lead={t('recoverLead')}
      fault={over}
      footer={
        <Text>
          <Trans
            t={t}
            i18nKey="backToSignIn"
            components={{ way: <TextLink to="/sign-in" underline="always" /> }}
          />
        </Text>
      }
    >
      <AddressForm onSend={send} />
    </WayIn>
  );
}
