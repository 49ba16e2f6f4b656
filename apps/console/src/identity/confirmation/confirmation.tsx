import type { ReauthenticationOutcome, SecondFactorStep } from '@foyer/client';
import { confirmWithPasskey, isPasskeySupported } from '@foyer/client/passkeys';
import { queryOptions } from '@foyer/client/react';
import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { ErrorState } from '../../shell/states.tsx';
import { FaultNotice } from '../fault-notice.tsx';
import { OtherWays } from '../other-ways.tsx';
import { PasskeyForm } from '../passkey-form.tsx';
import { type FactorKind, knownFactors } from '../second-factor/factor-kinds.tsx';
import { SecondFactorForm } from '../second-factor/second-factor-form.tsx';
import { TryForm } from '../try-form.tsx';
import { MailedConfirmation } from './mailed-confirmation.tsx';

type GoOn = (outcome: ReauthenticationOutcome) => void;

/** What the account can begin with, the strongest first; then whatever second factor it owes. */
export function Confirmation({ onConfirmed }: { onConfirmed: () => void }) {
  const { t } = useTranslation(['identity', 'shell']);
  const options = useQuery({
    ...queryOptions(foyer.reauthentications.options),
    // What was true for the last question may not be true for this one.
    gcTime: 0,
    staleTime: 0,
  });
  const [chosen, setChosen] = useState<FactorKind>();
  const [owed, setOwed] = useState<SecondFactorStep>();
  const [over, setOver] = useState<unknown>(null);

  const goOn: GoOn = ({ freshUntil, secondFactor }) => {
    if (secondFactor !== null) setOwed(secondFactor);
    else if (freshUntil !== null) onConfirmed();
  };
  if (owed !== undefined) {
    return (
      <SecondFactorForm
        step={owed}
        show={{
          typed: async (kind, code) =>
            goOn(await foyer.reauthentications.redeemSecondFactor({ ticket: owed.ticket, kind, code })),
          // It is both factors at once.
          passkey: async () => goOn(await confirmWithPasskey(foyer)),
        }}
        onOver={(why) => {
          setOwed(undefined);
          setOver(why);
        }}
      />
    );
  }
  if (options.data === undefined) {
    if (options.error !== null)
      return <ErrorState error={options.error} onRetry={() => void options.refetch()} />;
    return (
      <Stack aria-busy="true" role="status" aria-label={t('shell:loading')}>
        <Skeleton height={24} width="70%" />
        <Skeleton height={44} />
      </Stack>
    );
  }
  const ways = knownFactors(options.data.firstFactors, isPasskeySupported());
  const way = chosen ?? ways[0];
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t('confirmText')}</Text>
      <FaultNotice fault={over} />
      <FirstFactor key={way} kind={way} goOn={goOn} />
      <OtherWays ways={ways.filter((kind) => kind !== way)} onChoose={setChosen} />
    </Stack>
  );
}

function FirstFactor({ kind, goOn }: { kind: FactorKind | undefined; goOn: GoOn }) {
  const { t } = useTranslation('identity');
  switch (kind) {
    case 'passkey':
      return <PasskeyForm text={t('askPasskey')} show={async () => goOn(await confirmWithPasskey(foyer))} />;
    case 'password':
      return (
        <TryForm
          kind="password"
          submitLabel={t('confirmCode')}
          attempt={async (password) => goOn(await foyer.reauthentications.withPassword({ password }))}
        />
      );
    default:
      return <MailedConfirmation goOn={goOn} />;
  }
}
