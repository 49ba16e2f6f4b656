import type { SecondFactorStep } from '@foyer/client';
import { isPasskeySupported } from '@foyer/client/passkeys';
import { Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { OtherWays } from '../other-ways.tsx';
import { PasskeyForm } from '../passkey-form.tsx';
import { type FactorKind, knownFactors, type TypedKind } from './factor-kinds.tsx';
import { secondsLeftOf, ticketOver } from './ticket-over.ts';
import { TypedFactorForm } from './typed-factor-form.tsx';

/** How a second factor is shown, which differs by what it is shown for; each also does what follows from it. */
export type ShowFactor = {
  typed: (kind: TypedKind, code: string) => Promise<void>;
  passkey: () => Promise<void>;
};

type SecondFactorFormProps = {
  step: SecondFactorStep;
  show: ShowFactor;
  /** The ticket has run out, or was used: everything begins again, with this sentence. */
  onOver: (fault: unknown) => void;
};

/** What is owed after a first factor: the strongest way first, the others behind a button. */
export function SecondFactorForm({ step, show, onOver }: SecondFactorFormProps) {
  const { t } = useTranslation('identity');
  const ways = knownFactors(step.factors, isPasskeySupported());
  const [chosen, setChosen] = useState<FactorKind | undefined>(ways[0]);
  // Codes that are delivered are asked for once a ticket, however often one comes back to them.
  const [delivered, setDelivered] = useState<readonly FactorKind[]>([]);

  const newestOnOver = useRef(onOver);
  useEffect(() => {
    newestOnOver.current = onOver;
  });
  useEffect(() => {
    const timer = setTimeout(() => newestOnOver.current(ticketOver()), secondsLeftOf(step) * 1_000);
    return () => clearTimeout(timer);
  }, [step]);

  async function orOver(showing: Promise<void>): Promise<void> {
    await showing.catch((error) => {
      if (codeOf(error) !== 'TICKET_INVALID') throw error;
      onOver(error);
    });
  }

  if (chosen === undefined) return <Text>{t('noWayHere')}</Text>;
  return (
    <Stack gap="lg">
      {chosen === 'passkey' ? (
        <PasskeyForm text={t('askPasskey')} show={() => orOver(show.passkey())} />
      ) : (
        <TypedFactorForm
          key={chosen}
          kind={chosen}
          ticket={step.ticket}
          wasDelivered={delivered.includes(chosen)}
          onDelivered={() => setDelivered((before) => [...before, chosen])}
          show={(code) => orOver(show.typed(chosen, code))}
          onOver={onOver}
        />
      )}
      <OtherWays ways={ways.filter((kind) => kind !== chosen)} onChoose={setChosen} />
    </Stack>
  );
}
