// What the snippets of the docs take from the text around them.
import type * as sdk from '@foyer/client';

declare global {
  const createClient: typeof sdk.createClient;
  const client: sdk.Client;
  const eventId: string;
  const participationIds: string[];
  const passkeyId: string;
  const address: string;
  const fullName: string;
  const password: string;
  const code: string;
  const ticket: string;
  const csv: string;
  const sendAt: Date;
  const scannedAt: Date;
  const idempotencyKey: string;
  const input: { files: ArrayLike<File> | null };
  const bell: { textContent: string };
  const process: { env: Record<string, string> };
  function show(told: unknown, action?: unknown): void;
  function badge(count: number): void;
  function showWaitlist(): void;
  function askPerson(question: string): Promise<string | undefined>;
}
