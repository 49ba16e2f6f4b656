import { extname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Piscina } from 'piscina';
import type * as thread from './hashing-thread.ts';
import { HASHES_AT_ONCE } from './password-lanes.ts';

/** A hash takes a fiftieth of that; an old one of bcrypt perhaps half. Longer, and the machine has no time to spare. */
const STARVING_MS = 1_000;
const BUSY_MS = 60_000;

/**
 * Threads of their own, begun when they are needed. They leave the pool alone that files and signatures share, and give
 * way to everything else: a burst of sign-ins takes the processor time that nobody wants.
 */
const patient = openThreads(['patient']);
/** On a machine that is busy through and through the patient would wait for ever: these get their share of it. */
const pressing = openThreads([]);
let busyUntil = 0;

type Task = 'hash' | 'verify';
type Given<Name extends Task> = Parameters<(typeof thread)[Name]>[0];
type Answer<Name extends Task> = ReturnType<(typeof thread)[Name]>;

export async function inThread<Name extends Task>(name: Name, given: Given<Name>): Promise<Answer<Name>> {
  if (performance.now() < busyUntil) return pressing.run(given, { name });
  const patiently = patient.run(given, { name });
  if (!(await isStarving(patiently))) return patiently;
  busyUntil = performance.now() + BUSY_MS;
  // Whichever of the two is done first.
  return Promise.race([patiently, pressing.run(given, { name })]);
}

async function isStarving(task: Promise<unknown>): Promise<boolean> {
  const done = new AbortController();
  try {
    return await Promise.race([task.then(() => false), wait(STARVING_MS, true, { signal: done.signal })]);
  } finally {
    done.abort();
  }
}

function openThreads(argv: string[]): Piscina {
  return new Piscina({
    // Beside this module, as a source or as it was built.
    filename: new URL(`./hashing-thread${extname(import.meta.filename)}`, import.meta.url).href,
    argv,
    minThreads: 0,
    maxThreads: HASHES_AT_ONCE,
    idleTimeout: 60_000,
    niceIncrement: 10,
    // A thread that waits in the way that is quicker by microseconds cannot hear that the process wants to end.
    atomics: 'disabled',
  });
}
