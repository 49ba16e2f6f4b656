import { accountOf } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import { isUnreachable } from '../../kernel/database/is-unreachable.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import {
  giveKeysBack,
  type KeyedCall,
  keepAnswers,
  takeKeys,
} from '../../kernel/idempotency/kept-answers.ts';
import { answerParticipations } from './answer-participation.ts';
import { foresee, isEntering, letIn, type Outcome } from './let-in.ts';
import { personOf } from './lock-people.ts';
import type { Place } from './lock-seats.ts';
import type { JoinEventInput, Participation } from './participations.contract.ts';
import type { Comer } from './see-comers.ts';

type Joining = { eventId: string; comer: Comer; contextIn: Call['contextIn'] };

type Answer = Participation | Fault | undefined;

/**
 * Joins an event together with all who want to at the same moment: one transaction reads, decides and writes for all of
 * them, in the order in which they came, and waits once for the event's row and once for the disk. Undefined for whoever
 * has to come alone. See decision 0025.
 */
export function joinTogether(
  call: Pick<Call, 'context' | 'contextIn'>,
  { eventId }: JoinEventInput,
  keyed: KeyedCall | undefined,
): Promise<Answer> {
  const ctx = call.context();
  const comer = { actor: accountOf(ctx.actor), person: personOf(ctx), keyed };
  return join(ctx, { eventId, comer, contextIn: call.contextIn });
}

const join = coalesce(joinAll, { lineOf: ({ eventId }: Joining) => eventId });

async function joinAll(ctx: Context, joinings: readonly Joining[]): Promise<Answer[]> {
  const [{ contextIn }] = joinings as [Joining];
  try {
    return await transactional(ctx.em, (em) => joinInOrder(contextIn(em), joinings));
  } catch (error) {
    if (isUnreachable(error)) throw error;
    // What is wrong with one of them is no fault of the others: each comes alone.
    ctx.log.warn({ err: error }, 'people who came to an event together were not let in together');
    return joinings.map(() => undefined);
  }
}

async function joinInOrder(ctx: Context, joinings: readonly Joining[]): Promise<Answer[]> {
  const { eventId } = joinings[0] as Joining;
  // Whoever comes twice comes the second time alone, and finds what became of the first.
  const first = new Map<string, Comer>();
  for (const { comer } of joinings)
    if (!first.has(comer.person.accountId)) first.set(comer.person.accountId, comer);
  const comers = [...first.values()];
  const outcomes = new Map<Comer, Outcome>();
  const entering: Comer[] = [];
  for (const [at, decision] of (await foresee(ctx, eventId, comers)).entries()) {
    const comer = comers[at] as Comer;
    if (isEntering(decision)) entering.push(comer);
    else outcomes.set(comer, decision);
  }
  if (entering.length > 0) {
    await takeKeys(ctx, keysOf(entering));
    const entered = await letIn(ctx, eventId, entering);
    for (const [at, outcome] of entered.entries()) outcomes.set(entering[at] as Comer, outcome);
  }
  const answers = await answer(ctx, eventId, outcomes);
  await settleKeys(ctx, entering, answers);
  return joinings.map(({ comer }) => answers.get(comer));
}

/** What each is told; nothing to whoever comes alone. */
async function answer(
  ctx: Context,
  eventId: string,
  outcomes: ReadonlyMap<Comer, Outcome>,
): Promise<Map<Comer, Participation | Fault>> {
  const answers = new Map<Comer, Participation | Fault>();
  const placed: [Comer, Place][] = [];
  for (const [comer, outcome] of outcomes)
    if (outcome instanceof Fault) answers.set(comer, outcome);
    else if (outcome !== 'alone') placed.push([comer, outcome.place]);
  const places = placed.map(([, place]) => place);
  const participations = await answerParticipations(ctx, eventId, places);
  for (const [at, [comer]] of placed.entries()) answers.set(comer, participations[at] as Participation);
  return answers;
}

async function settleKeys(
  ctx: Context,
  entering: readonly Comer[],
  answers: ReadonlyMap<Comer, Participation | Fault>,
): Promise<void> {
  const kept: { call: KeyedCall; result: Participation }[] = [];
  const unused: KeyedCall[] = [];
  for (const comer of entering) {
    const result = answers.get(comer);
    if (comer.keyed === undefined) continue;
    if (result === undefined || result instanceof Fault) unused.push(comer.keyed);
    else kept.push({ call: comer.keyed, result });
  }
  await keepAnswers(ctx, kept);
  await giveKeysBack(ctx, unused);
}

function keysOf(comers: readonly Comer[]): KeyedCall[] {
  return comers.flatMap(({ keyed }) => keyed ?? []);
}
