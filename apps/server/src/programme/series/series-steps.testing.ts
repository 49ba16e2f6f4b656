import fc from 'fast-check';
import type { Own } from '../participations/participation-model.testing.ts';
import type { Scope } from './series-model.testing.ts';
import type { Words } from './series-paper.testing.ts';

export const PEOPLE = 4;

type Steering = 'override' | 'queue' | 'reject' | 'invite';
type Single = 'cancel' | 'publish' | 'unpublish' | 'archive' | 'duplicate' | 'skip';
/** `at` says which of the events that come into question. */
export type Step =
  | { kind: Own | Steering | 'check-in'; at: number; who: number }
  | { kind: 'edit'; scope: 'this' | Scope; at: number; words: Partial<Words>; time?: string; days: number }
  | {
      kind: 'rule';
      scope: Scope;
      at: number;
      days: number[];
      interval: number;
      count: number;
      isMoved: boolean;
    }
  | { kind: 'cancel-many'; scope: Scope; at: number }
  | { kind: 'add'; at: number; days: number }
  | { kind: Single; at: number }
  | { kind: 'publish-all'; at: number }
  | { kind: 'stale'; at: number }
  | { kind: 'pass'; to: 'reminders' | 'start' | 'end' }
  | { kind: 'send' };

const at = fc.nat({ max: 59 });
const by = (kind: Own | Steering | 'check-in') =>
  fc.record({ kind: fc.constant(kind), at, who: fc.nat({ max: PEOPLE - 1 }) });
const single = (kind: Single | 'publish-all' | 'stale') => fc.record({ kind: fc.constant(kind), at });
const scope = fc.constantFrom<Scope>('following', 'all');

export const REMINDERS: Words['reminders'][] = [
  [{ kind: 'before', minutes: 60 }],
  [
    { kind: 'before', minutes: 60 },
    { kind: 'at', daysBefore: 1, time: '09:00' },
  ],
  [{ kind: 'before', minutes: 1_440 }],
];

const everyWord = {
  name: fc.constantFrom('Choir', 'Singing', 'Yoga'),
  locationName: fc.constantFrom(null, 'The hall', 'Outside'),
  capacity: fc.integer({ min: 1, max: 3 }),
  waitlist: fc.constantFrom<Words['waitlist']>('off', 'auto', 'offer'),
  reminders: fc.constantFrom(...REMINDERS),
};
const words: fc.Arbitrary<Partial<Words>> = fc.record(everyWord, { requiredKeys: [] });
const edit: fc.Arbitrary<Step> = fc.record(
  {
    kind: fc.constant('edit' as const),
    scope: fc.constantFrom('this' as const, 'following' as const, 'all' as const),
    at,
    words,
    time: fc.constantFrom('18:00', '19:30', '20:15'),
    // Of one date alone: to another day than its own.
    days: fc.constantFrom(0, 0, 0, -1, 1, 9),
  },
  { requiredKeys: ['kind', 'scope', 'at', 'words', 'days'] },
);
const rule: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('rule' as const),
  scope,
  at,
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1, maxLength: 2 }),
  interval: fc.constantFrom(1, 1, 2),
  count: fc.integer({ min: 1, max: 6 }),
  isMoved: fc.boolean(),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 16, arbitrary: by('join') },
  { weight: 7, arbitrary: by('leave') },
  { weight: 3, arbitrary: by('accept') },
  { weight: 1, arbitrary: by('decline') },
  { weight: 2, arbitrary: by('override') },
  { weight: 2, arbitrary: by('queue') },
  { weight: 1, arbitrary: by('reject') },
  { weight: 2, arbitrary: by('invite') },
  { weight: 2, arbitrary: by('check-in') },
  { weight: 14, arbitrary: edit },
  { weight: 6, arbitrary: rule },
  { weight: 3, arbitrary: single('cancel') },
  { weight: 2, arbitrary: single('skip') },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel-many' as const), scope, at }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('add' as const), at, days: fc.integer({ min: 1, max: 20 }) }),
  },
  { weight: 1, arbitrary: single('publish') },
  { weight: 1, arbitrary: single('unpublish') },
  { weight: 3, arbitrary: single('archive') },
  { weight: 1, arbitrary: single('duplicate') },
  { weight: 1, arbitrary: single('publish-all') },
  { weight: 1, arbitrary: single('stale') },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      to: fc.constantFrom('reminders' as const, 'start' as const, 'end' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'send' as const }) },
);

/** Called off and put away before anybody has heard of it; and then its week has another day. */
const calledOffAndPutAway = fc
  .tuple(at, fc.option(rule, { nil: undefined }))
  .map(([at, after]): Step[] => [
    { kind: 'cancel', at },
    { kind: 'archive', at },
    ...(after === undefined ? [] : [after]),
  ]);

/** One date becomes other than its series, and the series another after that. */
const exception = fc
  .tuple(fc.record(everyWord), fc.record(everyWord), at, at, scope, fc.constantFrom('18:00', '20:15'))
  .map(([own, all, here, there, scope, time]): Step[] => [
    { kind: 'edit', scope: 'this', at: here, words: own, time, days: 0 },
    { kind: 'edit', scope, at: there, words: all, time: '19:30', days: 0 },
  ]);
/** More come than there are seats, and then there are more seats, or the hour is another. */
const crowd = fc
  .tuple(
    fc.record({ capacity: fc.constant(2), waitlist: fc.constantFrom<Words['waitlist']>('auto', 'offer') }),
    ...([at, fc.constantFrom(1, 3, 3), scope, fc.constantFrom('18:00', '20:15')] as const),
  )
  .map(([words, at, capacity, scope, time]): Step[] => [
    { kind: 'edit', scope: 'all', at: 0, words, days: 0 },
    ...[0, 1, 2, 3].map((who): Step => ({ kind: 'join', at, who })),
    { kind: 'edit', scope, at: 0, words: { capacity }, days: 0 },
    { kind: 'edit', scope, at: 0, words: {}, time, days: 0 },
  ]);
/** A week has two dates, people come to one of them, and then it has one. */
const twoInAWeek = fc
  .tuple(at, fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 3, maxLength: 3 }))
  .map(([at, [first, last, only]]): Step[] => [
    {
      ...{ kind: 'rule', scope: 'all', at: 0, interval: 1, count: 5, isMoved: false },
      days: [first as number, last as number],
    },
    { kind: 'join', at, who: 0 },
    { kind: 'rule', scope: 'all', at: 0, days: [only as number], interval: 1, count: 3, isMoved: false },
  ]);

/** A date is put off to after the next one, that one comes, and those that are left follow another rule. */
const putOff = fc
  .tuple(rule, fc.constantFrom('reminders' as const, 'start' as const))
  .map(([after, to]): Step[] => [
    { kind: 'edit', scope: 'this', at: 0, words: {}, time: '20:15', days: 9 },
    { kind: 'join', at: 0, who: 3 },
    { kind: 'pass', to },
    after,
  ]);

/** Begins with people at the first dates, as far as these may be seen, and with one in line: what is rare otherwise. */
export const history = fc
  .tuple(
    fc.constantFrom(false, false, false, true),
    fc.array(
      fc.oneof(
        { weight: 16, arbitrary: step.map((one): Step[] => [one]) },
        { weight: 1, arbitrary: calledOffAndPutAway },
        { weight: 1, arbitrary: exception },
        { weight: 1, arbitrary: crowd },
        { weight: 1, arbitrary: twoInAWeek },
        { weight: 1, arbitrary: putOff },
      ),
      { minLength: 7, maxLength: 16 },
    ),
  )
  .map(([isHidden, chunks]): Step[] => [
    ...(isHidden ? [] : [{ kind: 'publish-all' as const, at: 0 }]),
    ...[0, 1, 2, 7].map((seat): Step => ({ kind: 'join', at: seat % 5, who: seat % 3 })),
    ...chunks.flat(),
  ]);
