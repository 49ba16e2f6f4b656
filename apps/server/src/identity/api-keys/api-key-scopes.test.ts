import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { appRouter } from '../../app-router.ts';
import type { AccountActor } from '../../kernel/actor.ts';
import { assertAssurance, assertScope, scopeOf } from '../../kernel/assurance.ts';
import type { Fault } from '../../kernel/fault.ts';
import type { ProcedureMeta } from '../../kernel/procedure.ts';
import { accountActor } from '../../testing/account-actor.ts';
import { API_KEY_SCOPES } from './api-keys.contract.ts';

type Procedure = { _def: { type: 'query' | 'mutation'; meta: ProcedureMeta } };
type Router = { _def: { procedures: Record<string, unknown> } };

const NOW = new Date('2027-03-14T12:00:00Z');
const procedures = Object.entries(appRouter._def.procedures) as unknown as [string, Procedure][];

/** A key with every scope there is, of an account that may everything, that was made this moment. */
const mightiest = accountActor(NOW, { role: 'superuser', scopes: API_KEY_SCOPES });

/** What the gate says to an actor, in the order in which every procedure asks it. */
function outcomeOf(name: string, { _def: it }: Procedure, actor: AccountActor): string {
  try {
    assertScope(scopeOf(name, it.type), actor);
    assertAssurance(it.meta.demands, actor, NOW);
    return 'OK';
  } catch (error) {
    return (error as Fault).kind.code;
  }
}

/** Every procedure of every feature of identity, whatever it is called in the router. */
async function identityProcedures(): Promise<Set<unknown>> {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const files = globSync('*/*.procedures.ts', { cwd: folder });
  const modules = await Promise.all(files.map((file) => import(/* @vite-ignore */ `${folder}${file}`)));
  const routers = modules.flatMap((module) => Object.values(module) as Router[]);
  return new Set(routers.flatMap((router) => Object.values(router._def.procedures)));
}

describe('with every scope there is, a key', () => {
  it('reaches no procedure that signs somebody in or changes what does', async () => {
    const ofIdentity = await identityProcedures();
    const found = procedures.filter(([, procedure]) => ofIdentity.has(procedure));
    expect(found.length).toBeGreaterThan(12);
    for (const [name, procedure] of found)
      expect(outcomeOf(name, procedure, mightiest), name).toBe('SCOPE_REQUIRED');
  });

  it('reaches nothing that wants a fresh sign-in', () => {
    for (const [name, procedure] of procedures)
      if (/^fresh/.test(procedure._def.meta.demands))
        expect(outcomeOf(name, procedure, mightiest), name).not.toBe('OK');
  });
});

it('each scope opens something, and nothing but what it names', () => {
  for (const scope of API_KEY_SCOPES) {
    const actor = { ...mightiest, scopes: [scope] };
    const open = procedures.filter(([name, it]) => outcomeOf(name, it, actor) === 'OK');
    expect(open.length, scope).toBeGreaterThan(0);
    const [feature, verb] = scope.split(':');
    for (const [name, { _def }] of open)
      expect([name.split('.')[0], _def.type]).toEqual([feature, verb === 'read' ? 'query' : 'mutation']);
  }
});

it('without a scope, a key reaches nothing, not even what is open to everybody', () => {
  for (const [name, it] of procedures)
    expect(outcomeOf(name, it, { ...mightiest, scopes: [] }), name).toBe('SCOPE_REQUIRED');
});

it('a refusal by scope stands among what every procedure can refuse with', () => {
  for (const [name, { _def }] of procedures)
    expect(
      _def.meta.faults.map(({ code }) => code),
      name,
    ).toContain('SCOPE_REQUIRED');
});
