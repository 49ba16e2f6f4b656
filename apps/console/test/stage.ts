import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { startTestServer, type TestServer } from '../../server/src/testing/start-test-server.ts';
import { chromiumArguments, findChromium } from './chromium.ts';
import { countRequests } from './quiet.ts';

/** A real server with a built console, and a real browser before it. */
export type Stage = {
  readonly server: TestServer;
  /** A visitor with a browser of their own: no cookie, no storage, English, in Lisbon. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
};

const built = new URL('../dist/index.html', import.meta.url);

/** Sets the stage for the tests of a file. What a page complains about, and nobody expects, fails the test. */
export function setStage(
  environment: NodeJS.Dict<string> = {},
  { browserArguments = [] }: { browserArguments?: readonly string[] } = {},
): Stage {
  const executablePath = findChromium();
  let server: TestServer;
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let errors: string[] = [];

  beforeAll(async () => {
    if (executablePath === undefined) return;
    if (!existsSync(built)) throw new Error('The console is not built: npm run build -w @foyer/console');
    server = await startTestServer(environment);
    await server.seedDemo();
    browser = await chromium.launch({ executablePath, args: [...chromiumArguments, ...browserArguments] });
  });
  beforeEach(({ skip }) => {
    skip(executablePath === undefined, 'no Chromium: neither CHROMIUM_PATH nor PATH has one');
  });
  afterEach(async () => {
    await Promise.all(contexts.map(end));
    const seen = errors;
    contexts = [];
    errors = [];
    expect(seen).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  return {
    get server() {
      return server;
    },
    async visitor(options) {
      const context = await browser.newContext({
        baseURL: server.url,
        locale: 'en-GB',
        timezoneId: 'Europe/Lisbon',
        reducedMotion: 'reduce',
        viewport: { width: 1280, height: 860 },
        ...options,
      });
      contexts.push(context);
      context.setDefaultTimeout(10_000);
      context.on('weberror', (error) => errors.push(String(error.error())));
      context.on('console', (message) => {
        // A refusal is an answer; the browser logs every one of them.
        const isRefusal = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !isRefusal) errors.push(message.text());
      });
      const page = await context.newPage();
      countRequests(page);
      return page;
    },
  };
}

/** What a test does with the requests of its pages is done before they are gone. */
async function end(context: BrowserContext): Promise<void> {
  await Promise.all(context.pages().map((page) => page.unrouteAll({ behavior: 'wait' })));
  await context.close();
}
