import type { Signal } from './platform.ts';
import type { FieldProblems } from './problems.generated.ts';

/** A refusal. It is an `Error`, and its `code` says which; the code never changes its meaning. */
export interface Fault<Code extends string> extends Error {
  /** For programs: `EVENT_FULL`. */
  readonly code: Code;
  /** For people, in English. */
  readonly message: string;
  /** Where the input was wrong, and what is right. */
  readonly fields?: readonly FaultField[] | undefined;
  /** After how many seconds the same call may be tried again. */
  readonly retryAfterSeconds?: number | undefined;
  /** Names the request in the server's log. */
  readonly requestId?: string | undefined;
  /** The HTTP status; left out when no answer came. */
  readonly status?: number | undefined;
}

/** What is wrong with a field, as a code with what words about it need: `{ code: 'too-long', params: { maximum: 120 } }`. */
export type FaultField = {
  [Code in keyof FieldProblems]: {
    /** Where: `address`, or `items.0.name`; empty for the input as a whole. */
    readonly path: string;
    /** For programs: `too-long`. It never changes its meaning. A newer server may answer others. */
    readonly code: Code;
    readonly params: Readonly<FieldProblems[Code]>;
    /** What is right, in English. */
    readonly message: string;
  };
}[keyof FieldProblems];

/** The server could not be reached, or the connection broke. */
export interface NetworkFault extends Fault<'NETWORK'> {}

/** Something answered, but not as Foyer does: another server, a proxy, or a version too far apart. */
export interface BadAnswerFault extends Fault<'BAD_ANSWER'> {}

/** The call was given up by its own `signal`. */
export interface AbortedFault extends Fault<'ABORTED'> {}

/** What any call can end with, whatever the server says. */
export type ClientFault = NetworkFault | BadAnswerFault | AbortedFault;

/** What `.safe()` answers: look at `ok` first. */
export type Result<Output, Refusal> =
  | { readonly ok: true; readonly data: Output }
  | { readonly ok: false; readonly error: Refusal | ClientFault };

export interface CallOptions {
  /** Gives the call up when it fires; an `AbortSignal` fits. */
  signal?: Signal | undefined;
}

export interface MutationOptions extends CallOptions {
  /**
   * The server carries out one call a key, and answers the same to any repeat. The client makes a key for each
   * call and keeps it over its own retries; give one to make a retry of yours safe as well.
   */
  idempotencyKey?: string | undefined;
}

/** The input may be left out where every field of it may. */
export type Arguments<Input, Options> =
  Record<string, never> extends Input
    ? [input?: Input, options?: Options]
    : [input: Input, options?: Options];

/** A question. It changes nothing, is sent together with others of the same moment, and is tried again. */
export interface Query<Input, Output, Refusal> {
  /** Answers, or throws a `FoyerError`. */
  (...call: Arguments<Input, CallOptions>): Promise<Output>;
  /** Answers a result and does not throw. */
  safe(...call: Arguments<Input, CallOptions>): Promise<Result<Output, Refusal>>;
  /** Such as `events.list`. */
  readonly path: string;
  readonly kind: 'query';
}

/** A change. It is sent on its own. */
export interface Mutation<Input, Output, Refusal> {
  /** Answers, or throws a `FoyerError`. */
  (...call: Arguments<Input, MutationOptions>): Promise<Output>;
  /** Answers a result and does not throw. */
  safe(...call: Arguments<Input, MutationOptions>): Promise<Result<Output, Refusal>>;
  /** Such as `events.create`. */
  readonly path: string;
  readonly kind: 'mutation';
}
