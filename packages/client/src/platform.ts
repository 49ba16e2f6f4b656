// What the client uses of its surroundings, declared by shape: it compiles, and its types are read, with the DOM's
// types, with Node's, and with neither.

/** What is needed of an AbortSignal; the one of the platform fits. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What is needed of an answer of `fetch`. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export interface FetchInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: Signal | null;
  credentials?: 'include' | 'same-origin' | 'omit';
}

/** The platform's own `fetch` where its types are known, and otherwise its shape. */
export type Fetch = typeof globalThis extends { fetch: infer Native }
  ? Native
  : (url: string, init: FetchInit) => Promise<FetchAnswer>;

export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  /** Node's would keep the process alive. */
  unref?(): void;
}

interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

interface Platform {
  fetch(url: string, init: FetchInit): Promise<FetchAnswer>;
  setTimeout(task: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  AbortController: new () => { readonly signal: Signal; abort(): void };
  atob(text: string): string;
  TextDecoder: new () => { decode(bytes: Uint8Array | undefined, how: { stream: boolean }): string };
  crypto: { randomUUID?(): string; getRandomValues(bytes: Uint8Array): Uint8Array };
  document?: object;
  navigator?: { locks?: { request<T>(name: string, task: () => Promise<T>): Promise<T> } };
  BroadcastChannel?: new (name: string) => Channel;
  localStorage?: Storage;
  addEventListener?(type: 'storage', listener: (event: { key: string | null }) => void): void;
}

export const platform: Platform = globalThis as unknown as Platform;

/** Time and chance, so that a test can hold them still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after this many milliseconds. */
  wait(ms: number): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms) =>
    new Promise((resolve) => {
      platform.setTimeout(resolve, ms);
    }),
  random: () => Math.random(),
};

/** Random and unguessable. `randomUUID` is missing on pages without TLS. */
export function randomKey(): string {
  const { crypto } = platform;
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
