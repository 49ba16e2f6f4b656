// Runs one step of the test run as a child process, and says how it ended and how long it took.
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @typedef {{ name: string, command: string[], minutes?: number, environment?: Record<string, string> }} Step
 *   `command` is the name of an installed tool (or `node`, `npm`) and its arguments.
 * @typedef {{ name: string, outcome: 'passed' | 'failed' | 'skipped', reason?: string }} Result
 */

const running = new Set();
let nodeFolder = '';

/** Every step runs on this Node, whatever the machine has. @param {string} binary */
export function useNode(binary) {
  nodeFolder = dirname(binary);
}

/**
 * Runs a step with its output shown as it comes.
 * @param {Step} step
 * @returns {Promise<Result>}
 */
export async function runStep(step) {
  console.log(`\n── ${step.name}`);
  return report(step, await run(step, 'inherit'));
}

/**
 * Runs steps that do not depend on each other, two at a time; the output of each is shown when it has ended.
 * @param {Step[]} steps
 * @returns {Promise<Result[]>}
 */
export async function runSteps(steps) {
  const waiting = [...steps];
  const results = [];
  async function work() {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const ended = await run(step, 'pipe');
      console.log(`\n── ${step.name}`);
      process.stdout.write(ended.output);
      results.push(report(step, ended));
    }
  }
  await Promise.all([work(), work()]);
  return results;
}

/** @param {string} name @param {string} reason @returns {Result} */
export function skip(name, reason) {
  console.log(`\n── ${name}\nskipped: ${reason}`);
  return { name, outcome: 'skipped', reason };
}

function report(step, { complaint, seconds }) {
  console.log(
    `${complaint === undefined ? 'passed' : 'FAILED'}: ${step.name} (${seconds} s)${complaint ? `, ${complaint}` : ''}`,
  );
  if (complaint === undefined) return { name: step.name, outcome: 'passed' };
  return { name: step.name, outcome: 'failed', reason: complaint };
}

function run(step, output) {
  const [tool = '', ...commandArguments] = step.command;
  const startedAt = performance.now();
  const minutes = step.minutes ?? 3;
  return new Promise((resolve) => {
    // A group of its own, so that a step that hangs ends with everything that it started.
    const child = spawn(tool, commandArguments, {
      cwd: root,
      detached: true,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...step.environment, PATH: searchPath() },
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    running.add(child);
    let outOfTime = false;
    const timer = setTimeout(() => {
      outOfTime = true;
      endGroup(child);
    }, minutes * 60_000);
    function ended(complaint) {
      clearTimeout(timer);
      running.delete(child);
      resolve({
        complaint: outOfTime ? `it took more than ${minutes} minutes` : complaint,
        seconds: ((performance.now() - startedAt) / 1000).toFixed(1),
        output: Buffer.concat(chunks),
      });
    }
    child.on('error', (error) => ended(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) ended(undefined);
      else ended(signal === null ? `exit code ${code}` : `ended by ${signal}`);
    });
  });
}

function searchPath() {
  return [nodeFolder, join(root, 'node_modules', '.bin'), process.env.PATH].filter(Boolean).join(delimiter);
}

function endGroup(child) {
  signalGroup(child, 'SIGTERM');
  setTimeout(() => signalGroup(child, 'SIGKILL'), 10_000).unref();
}

function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    process.exitCode = 1;
    for (const child of running) signalGroup(child, 'SIGTERM');
    setTimeout(() => {
      for (const child of running) signalGroup(child, 'SIGKILL');
      process.exit(1);
    }, 10_000).unref();
    Promise.all([...running].map((child) => new Promise((done) => child.once('close', done)))).then(() =>
      process.exit(1),
    );
  });
}
