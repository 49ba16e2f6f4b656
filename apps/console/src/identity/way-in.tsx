import type { CodeSent, SignInOutcome } from '@foyer/client';
import { Paper } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../shell/page.tsx';
import { useAccount } from './account.query.ts';
import { AddressForm, type AddressFormValues } from './address-form.tsx';
import { AlreadySignedIn } from './already-signed-in.tsx';
import { CodeStep } from './code-step.tsx';
import { forgetPendingCode, keepPendingCode, type PendingCode, pendingCodeOf } from './pending-code.ts';
import { useEnter } from './use-session.ts';
import classes from './way-in.module.css';

type WayInProps = {
  kind: PendingCode['kind'];
  title: string;
  lead: string;
  asksName: boolean;
  enrolmentToken?: string | undefined;
  next?: string | undefined;
  send: (values: AddressFormValues) => Promise<CodeSent>;
  redeem: (input: { ticket: string; code: string }) => Promise<SignInOutcome>;
  footer?: ReactNode;
};

/** Address, then code: signing in, signing up and enrolling differ in what they ask and whom they ask. */
export function WayIn(props: WayInProps) {
  const { t } = useTranslation('identity');
  const enter = useEnter();
  const account = useAccount();
  const [pending, setPending] = useState(() => pendingCodeOf(props.kind));

  async function send(values: AddressFormValues): Promise<void> {
    const { ticket, expiresAt } = await props.send(values);
    const { kind, enrolmentToken } = props;
    const sent = { kind, ...values, ticket, enrolmentToken, expiresAt: expiresAt.toISOString() };
    keepPendingCode(sent);
    setPending(sent);
  }
  function startAgain(): void {
    forgetPendingCode();
    setPending(undefined);
  }

  if (account && pending === undefined && props.kind !== 'enrol') {
    return <AlreadySignedIn account={account} next={props.next} />;
  }
  return (
    // The key makes the second step a page of its own: its heading is new, and is announced as such.
    <Page
      key={pending === undefined ? 'address' : 'code'}
      width="narrow"
      title={pending === undefined ? props.title : t('codeTitle')}
      lead={pending === undefined ? props.lead : undefined}
    >
      <Paper className={classes.card}>
        {pending === undefined ? (
          <AddressForm asksName={props.asksName} onSend={send} />
        ) : (
          <CodeStep
            pending={pending}
            redeem={props.redeem}
            sendAgain={() => send({ address: pending.address, fullName: pending.fullName ?? '' })}
            onOtherAddress={startAgain}
            onEntered={async ({ session }) => {
              forgetPendingCode();
              if (session) await enter(session.account, props.next);
            }}
          />
        )}
      </Paper>
      {pending === undefined && props.footer}
    </Page>
  );
}
