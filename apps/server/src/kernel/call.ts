import type { Actor, AnonymousActor, Device } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Context } from './context.ts';
import type { EntityManager } from './database/entity-manager.ts';
import type { Limit } from './limits/limit.ts';

/** Where a browser keeps the refresh token: a cookie that no script can read. */
export type RefreshCookie = {
  read(): string | undefined;
  write(token: string, expiresAt: Date): void;
  clear(): void;
};

/** By what a browser is known again after signing out. It signs nobody in. */
export type DeviceCookie = {
  read(): string | undefined;
  write(token: string, expiresAt: Date): void;
};

/** One request, as the doors see it. A batch is one call that asks several procedures. */
export type Call = {
  readonly requestId: string;
  readonly device: Device;
  readonly clock: Clock;
  readonly refreshCookie: RefreshCookie;
  readonly deviceCookie: DeviceCookie;
  readonly idempotencyKey: string | undefined;
  readonly anonymous: AnonymousActor;
  /** Who calls; found once, however many procedures the batch asks. */
  identify(): Promise<Actor>;
  /** The same, asked of the database and of no memory: what another process has just changed may not be heard yet. */
  identifyAnew(): Promise<Actor>;
  /** Counts one procedure against the bound on the whole API. */
  admit(procedure: string): Promise<void> | undefined;
  /** Counts one procedure against bounds of its own: what one refuses is not counted against the next. */
  spend<Input>(
    procedure: string,
    limits: readonly [Limit<Input>, ...Limit<Input>[]],
    input: Input,
  ): Promise<void>;
  /** What a use case gets outside of a transaction. */
  context(): Context;
  /** The same within one, whose changes and jobs commit together. */
  contextIn(em: EntityManager): Context;
};
