import { describe, expect, it } from 'vitest';
import { appRouter } from '../app-router.ts';
import { accountActor } from '../testing/account-actor.ts';
import type { AccountActor, Actor } from './actor.ts';
import { type Assurance, assertAssurance, FRESH_MS, faultsOfAssurance } from './assurance.ts';
import { Fault } from './fault.ts';
import type { ProcedureMeta } from './procedure.ts';

const NOW = new Date('2027-03-14T12:00:00Z');
const DEMANDS: Assurance[] = [
  'open',
  'signedIn',
  'verified',
  'fresh',
  'staff',
  'freshStaff',
  'superuser',
  'freshSuperuser',
];

function account(is: Partial<AccountActor>): AccountActor {
  return accountActor(NOW, { authenticatedAt: new Date(NOW.getTime() - FRESH_MS), ...is });
}

const device = { ipAddress: '192.0.2.1', userAgent: '' };
const stale = new Date(NOW.getTime() - FRESH_MS - 1);
const ok = 'OK';
const [who, verify, again, denied] = [
  'SIGN_IN_REQUIRED',
  'VERIFICATION_REQUIRED',
  'REAUTHENTICATION_REQUIRED',
  'NOT_ALLOWED',
];

/** For each actor, what it gets for open, signedIn, verified, fresh, staff, freshStaff, superuser, freshSuperuser. */
const TABLE: [name: string, actor: Actor, outcomes: string[]][] = [
  ['nobody', { kind: 'anonymous', device }, [ok, who, who, who, who, who, who, who]],
  ['the machine itself', { kind: 'system', name: 'job' }, [ok, ok, ok, ok, ok, ok, ok, ok]],
  ['a member', account({}), [ok, ok, ok, ok, denied, denied, denied, denied]],
  [
    'a member signed in long ago',
    account({ authenticatedAt: stale }),
    [ok, ok, ok, again, denied, denied, denied, denied],
  ],
  [
    'an unverified member',
    account({ isVerified: false }),
    [ok, ok, verify, verify, verify, verify, verify, verify],
  ],
  ['staff', account({ role: 'staff' }), [ok, ok, ok, ok, ok, ok, denied, denied]],
  ['a superuser', account({ role: 'superuser' }), [ok, ok, ok, ok, ok, ok, ok, ok]],
  [
    'a superuser signed in long ago',
    account({ role: 'superuser', authenticatedAt: stale }),
    [ok, ok, ok, again, ok, again, ok, again],
  ],
  [
    'an API key of a superuser, made this moment',
    account({ role: 'superuser', scopes: ['events:read'], authenticatedAt: NOW }),
    [ok, ok, ok, again, ok, again, ok, again],
  ],
  [
    'an unverified superuser',
    account({ role: 'superuser', isVerified: false }),
    [ok, ok, verify, verify, verify, verify, verify, verify],
  ],
];

describe('the gate', () => {
  const cases = TABLE.flatMap(([name, actor, outcomes]) =>
    DEMANDS.map((demanded, index) => ({ name, actor, demanded, outcome: outcomes[index] as string })),
  );

  it.each(cases)(
    'A3 answers $outcome to $name where $demanded is demanded',
    ({ actor, demanded, outcome }) => {
      let got = ok;
      try {
        assertAssurance(demanded, actor, NOW);
      } catch (error) {
        got = (error as Fault).kind.code;
        expect(error).toBeInstanceOf(Fault);
        expect(faultsOfAssurance(demanded).map(({ code }) => code)).toContain(got);
      }
      expect(got).toBe(outcome);
    },
  );

  it('stands before every procedure: each states its demand, and what the gate may refuse with', () => {
    const procedures = Object.entries(
      appRouter._def.procedures as unknown as Record<string, { _def: { meta: ProcedureMeta } }>,
    );
    expect(procedures.length).toBeGreaterThan(15);
    for (const [name, { _def }] of procedures) {
      expect(DEMANDS, name).toContain(_def.meta.demands);
      expect(_def.meta.faults, name).toEqual(expect.arrayContaining(faultsOfAssurance(_def.meta.demands)));
    }
  });
});
