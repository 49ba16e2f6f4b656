import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/dist/**', '.foyer/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    // Two cores are what the run is sized for: one for the tests, one for Postgres and what they wait for.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          include: ['apps/server/src/**/*.test.{ts,tsx}', 'apps/server/test/**/*.test.ts'],
          exclude: never,
          // One Postgres for the run; every test file gets a database of its own, cloned from a template.
          globalSetup: ['apps/server/src/testing/global-setup.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['packages/*/**/*.test.{ts,tsx}'],
          exclude: never,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'console',
          include: ['apps/console/**/*.test.{ts,tsx}'],
          exclude: never,
          globalSetup: ['apps/server/src/testing/global-setup.ts'],
          // A browser and a server a file: one after the other, when the rest is done.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'top',
          include: ['*.test.mjs', 'checks/**/*.test.mjs'],
          exclude: never,
          // They start and stop whole installations.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
