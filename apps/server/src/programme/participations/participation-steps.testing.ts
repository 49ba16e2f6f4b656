import fc from 'fast-check';
import type { Own, Plain, Steering, Step } from './participation-model.testing.ts';

export const PEOPLE = 6;

const someone = fc.nat({ max: PEOPLE - 1 });
const own = (kind: Own) => fc.record({ kind: fc.constant(kind), who: someone });
const steering = (kind: Steering) => fc.record({ kind: fc.constant(kind), who: someone });
const plain = (kind: Plain) => fc.constant({ kind } as Step);
const capacity = (seats: fc.Arbitrary<number | null>) =>
  fc.record({ kind: fc.constant('capacity' as const), seats });
/** What people do themselves, and what staff does with one of them. */
export const personal: fc.WeightedArbitrary<Step>[] = [
  { weight: 10, arbitrary: own('join') },
  { weight: 7, arbitrary: own('leave') },
  { weight: 4, arbitrary: own('accept') },
  { weight: 2, arbitrary: own('decline') },
  { weight: 4, arbitrary: steering('approve') },
  { weight: 2, arbitrary: steering('reject') },
  { weight: 4, arbitrary: steering('invite') },
  { weight: 2, arbitrary: steering('ask') },
  { weight: 2, arbitrary: steering('record') },
  { weight: 3, arbitrary: steering('queue') },
  { weight: 1, arbitrary: steering('remove') },
  { weight: 1, arbitrary: steering('blacklist') },
  { weight: 2, arbitrary: steering('pardon') },
  { weight: 1, arbitrary: steering('ban') },
  { weight: 2, arbitrary: steering('unban') },
  { weight: 2, arbitrary: steering('invite-address') },
];
/** What is done with the event, and what becomes of accounts. */
const others: fc.WeightedArbitrary<Step>[] = [
  { weight: 1, arbitrary: steering('override') },
  { weight: 2, arbitrary: steering('disable') },
  { weight: 3, arbitrary: steering('enable') },
  { weight: 3, arbitrary: capacity(fc.option(fc.integer({ min: 1, max: 4 }), { nil: null })) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('waitlist' as const),
      mode: fc.constantFrom('off', 'auto', 'offer'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('policy' as const),
      policy: fc.constantFrom('open', 'open', 'approval', 'invitation', 'closed'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('registration' as const),
      phase: fc.constantFrom('ahead', 'open', 'open', 'open-to-the-end', 'over'),
      isByStaff: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: plain('offers-lapse') },
  { weight: 2, arbitrary: plain('minute') },
  { weight: 1, arbitrary: plain('cancel') },
];

/** Somebody gives a seat up while registration is closed, and somebody comes when it is open again. */
const closedForAWhile = fc.tuple(someone, someone).map(([leaver, comer]): Step[] => [
  { kind: 'registration', phase: 'over', isByStaff: false },
  { kind: 'leave', who: leaver },
  { kind: 'registration', phase: 'open', isByStaff: false },
  { kind: 'join', who: comer },
]);
/** Everybody goes, so that it may be a draft again; staff records somebody at it meanwhile, and shows it. */
const draftForAWhile = fc
  .tuple(steering('override'), fc.oneof(steering('reject'), steering('blacklist'), steering('queue')))
  .map(([recorded, other]): Step[] => [
    ...Array.from({ length: PEOPLE }, (_, who): Step => ({ kind: 'reject', who })),
    { kind: 'unpublish' },
    recorded,
    other,
    { kind: 'join', who: 0 },
    { kind: 'publish' },
  ]);
/** Whoever waits cannot come when a seat is free, and is there again when it is taken. */
const awayForAWhile: Step[] = [
  { kind: 'disable', who: 2 },
  { kind: 'leave', who: 0 },
  { kind: 'join', who: 3 },
  { kind: 'enable', who: 2 },
];
/** Whoever was invited by their address comes at once where everybody else has to ask. */
const invitedByAddress: Step[] = [
  { kind: 'policy', policy: 'approval' },
  { kind: 'invite-address', who: 4 },
  { kind: 'join', who: 4 },
  { kind: 'policy', policy: 'open' },
];
/** It begins while people wait and registration goes on: seats that become free then are for whoever comes. */
const beginsWithALine = fc
  .constantFrom('auto' as const, 'offer' as const)
  .map((mode): Step[] => [
    { kind: 'registration', phase: 'open-to-the-end', isByStaff: false },
    { kind: 'waitlist', mode },
    { kind: 'capacity', seats: 1 },
    { kind: 'queue', who: 3 },
    { kind: 'queue', who: 4 },
    { kind: 'start' },
    { kind: 'capacity', seats: null },
    { kind: 'remove', who: 5 },
    { kind: 'invite', who: 5 },
    { kind: 'accept', who: 5 },
  ]);
/** It begins, or is over: what comes after has other rules, and there is no way back. */
const theEnd = fc
  .tuple(
    fc.oneof(
      { weight: 1, arbitrary: fc.constant<Step[]>([]) },
      { weight: 2, arbitrary: fc.constant<Step[]>([{ kind: 'start' }]) },
      { weight: 3, arbitrary: beginsWithALine },
    ),
    fc.constantFrom<Step[]>([], [{ kind: 'end' }]),
    fc.array(fc.oneof(...personal, ...others), { minLength: 3, maxLength: 10 }),
  )
  .map((chunks) => chunks.flat());
/** Begins with every seat taken and somebody in line: what is rare otherwise. */
export const history = fc
  .tuple(
    fc.subarray([awayForAWhile, invitedByAddress]),
    fc.array(
      fc.oneof(
        { weight: 10, arbitrary: fc.oneof(...personal, ...others).map((one): Step[] => [one]) },
        { weight: 1, arbitrary: closedForAWhile },
        { weight: 1, arbitrary: draftForAWhile },
      ),
      { minLength: 6, maxLength: 20 },
    ),
    theEnd,
  )
  .map(([begun, chunks, end]): Step[] => [
    ...[0, 1, 2].map((who) => ({ kind: 'join' as const, who })),
    ...[...begun, ...chunks, end].flat(),
  ]);

/** Whoever is disabled or enabled meanwhile, and whatever the seats become. */
export const unsettled: fc.WeightedArbitrary<Step>[] = [
  ...personal,
  { weight: 3, arbitrary: steering('disable') },
  { weight: 3, arbitrary: steering('enable') },
  { weight: 2, arbitrary: plain('offers-lapse') },
  { weight: 3, arbitrary: plain('minute') },
  { weight: 10, arbitrary: capacity(fc.integer({ min: 1, max: 5 })) },
];
