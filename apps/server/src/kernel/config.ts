import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import {
  flag,
  hosts,
  linkBase,
  mailbox,
  numberFrom,
  oneOf,
  origins,
  port,
  proxies,
  publicUrl,
  secrets,
  tokens,
  webhookSecret,
  wholeNumberFrom,
} from './environment-values.ts';
import { machineSecret } from './machine-secret.ts';

/** Every variable that Foyer reads, with what it is for. `.env.example` is made from this. */
export const Environment = z.object({
  NODE_ENV: oneOf(['development', 'production', 'test'])
    .default('development')
    .describe(
      'In production: secrets are demanded, and the inbox, the clock and metrics leave the public listener.',
    ),
  FOYER_ROLE: oneOf(['all', 'api', 'worker'])
    .default('all')
    .describe('Which part this process plays: answer requests, run jobs, or both.'),
  DEMO: flag
    .default(true)
    .describe('Whether an empty installation begins with a small demo programme; never in production.'),
  FOYER_HOME: z
    .string()
    .default('.foyer')
    .describe('Folder for the embedded Postgres, files, and keys of this machine.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'wants postgres://user:password@host:5432/database' })
    .optional()
    .describe('The Postgres to use. Left out: an embedded one in FOYER_HOME.'),
  DATABASE_REPLICA_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'wants postgres://user:password@host:5432/database' })
    .optional()
    .describe('A read replica that lists and details may be read from.'),
  DATABASE_DIRECT_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'wants postgres://user:password@host:5432/database' })
    .optional()
    .describe(
      'Postgres itself, where DATABASE_URL leads through a pooler in transaction mode, such as PgBouncer: for what listens, locks and migrates, and for the queue.',
    ),
  DATABASE_POOL_SIZE: wholeNumberFrom(2, 500).default(10).describe('Connections per process for writes.'),
  DATABASE_POOLED: flag
    .default(false)
    .describe(
      'Whether such a pooler is the only way to Postgres: what is news is then asked for, as nobody can listen.',
    ),
  PUBLIC_URL: publicUrl.optional().describe('The address that people use; every mailed link begins with it.'),
  HOST: z.string().default('127.0.0.1').describe('Where the public listener binds.'),
  PORT: port.default(4000).describe('The public listener.'),
  ADMIN_HOST: z.string().default('127.0.0.1').describe('Where the admin listener binds.'),
  ADMIN_KEY: z
    .string()
    .min(32, 'wants at least 32 characters')
    .optional()
    .describe('Opens the admin listener. Left out: a key of this machine, in FOYER_HOME/admin.key.'),
  ADMIN_PORT: port.default(4001).describe('The admin listener: jobs, unknown mails, metrics, superusers.'),
  ADMIN_URL: publicUrl
    .optional()
    .describe(
      'The address by which superusers reach the console of the admin listener; left out: http://localhost and ADMIN_PORT, as through a tunnel.',
    ),
  SERVICE_WORKERS: wholeNumberFrom(1, 64).default(1).describe('API processes that share the port.'),
  TRUSTED_PROXIES: proxies
    .default([])
    .describe('Addresses or networks, separated by commas, whose X-Forwarded-For is believed.'),
  ALLOW_ORIGINS: origins
    .default([])
    .describe('Further origins whose pages may call the API, separated by commas.'),
  ALLOW_CREDENTIALS: flag
    .default(true)
    .describe('Whether pages of ALLOW_ORIGINS may send the session cookie.'),
  ALLOW_METHODS: tokens
    .default(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    .describe('Methods that those pages may use.'),
  ALLOW_HEADERS: tokens
    .default(['authorization', 'content-type', 'idempotency-key', 'x-request-id'])
    .describe('Headers that those pages may send.'),
  REQUIRE_TRUSTED_CLIENT: flag
    .default(false)
    .describe(
      'Whether the API exists for registered clients and pages of known origins alone; register the first by `foyer clients create`.',
    ),
  REQUIRE_SECOND_FACTOR: oneOf(['none', 'staff', 'all'])
    .default('none')
    .describe('Who has to have a second factor: until they have set one up, nothing else is open to them.'),
  JWT_ALGORITHM: oneOf(['ES256', 'EdDSA', 'HS256'])
    .default('ES256')
    .describe('How access tokens are signed.'),
  JWT_SECRET_KEY: z
    .string()
    .min(
      16,
      'wants at least 16 characters, in production 32 bytes as 64 hexadecimal digits or 43 of base64url',
    )
    .optional()
    .describe('Seeds every key. In production at least 256 bits: `openssl rand -hex 32`.'),
  JWT_PREVIOUS_SECRET_KEYS: secrets
    .default([])
    .describe('Secrets before this one, separated by commas: what they made is still believed.'),
  JWT_EXPIRE_MINS: numberFrom(1, 1_440).default(10).describe('Lifetime of an access token.'),
  SESSION_LIFETIME_DAYS: numberFrom(1, 3_650).default(30).describe('A session unused for so long ends.'),
  SESSION_MAX_LIFETIME_DAYS: numberFrom(1, 3_650)
    .default(365)
    .describe('A session ends so long after its sign-in, however often it was used.'),
  GEOIP_PATH: z
    .string()
    .optional()
    .describe('A MaxMind file (.mmdb) that says where a network address is. Left out: places are not shown.'),
  GEOIPUPDATE_ACCOUNT_ID: z
    .string()
    .regex(/^\d+$/, 'wants the number of a MaxMind account')
    .optional()
    .describe(
      'With GEOIPUPDATE_LICENSE_KEY: the file at GEOIP_PATH is fetched from MaxMind, and kept fresh.',
    ),
  GEOIPUPDATE_LICENSE_KEY: z.string().min(8).optional().describe('A license key of that account.'),
  GEOIPUPDATE_EDITION_ID: z
    .string()
    .regex(/^[\w-]+$/, 'wants a name such as GeoLite2-City')
    .default('GeoLite2-City')
    .describe('Which file is fetched.'),
  GEOIPUPDATE_URL: z
    .url({ protocol: /^https?$/, error: 'wants an address such as https://download.maxmind.com' })
    .default('https://download.maxmind.com')
    .describe('Where it is fetched from.'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'wants smtp://user:password@host:587' })
    .optional()
    .describe('The relay for mail. Left out in development: the built-in inbox at /dev/mail.'),
  MAIL_FROM: mailbox.default('Foyer <foyer@localhost>').describe('Sender of every mail.'),
  MAIL_PER_DOMAIN_PER_MINUTE: wholeNumberFrom(0, 1_000_000)
    .default(0)
    .describe(
      'Mails that go to one domain in a minute, over all processes, codes and security mails aside; 0 for no bound.',
    ),
  MAIL_PER_MAILBOX_PER_HOUR: wholeNumberFrom(0, 10_000)
    .default(0)
    .describe(
      'Mails that go to one person in an hour, codes and security mails aside: more wait. 0 for no bound.',
    ),
  MAIL_KEEP_DAYS: wholeNumberFrom(30, 3_650)
    .default(90)
    .describe('So long the ledger keeps what became of a mail; what waits or is unknown it keeps anyway.'),
  INITIAL_WEBHOOKS_2F_URL: z
    .url({ protocol: /^https?$/, error: 'wants https://host/path' })
    .optional()
    .describe(
      'Where the link for the first superuser, and their codes to sign in, are delivered; taken once, at the first start that has it.',
    ),
  INITIAL_WEBHOOKS_2F_SECRET: webhookSecret
    .optional()
    .describe(
      'Signs what goes there. Left out: derived from JWT_SECRET_KEY; `foyer superuser webhook-secret` shows it.',
    ),
  WEBHOOK_ALLOWED_HOSTS: hosts
    .default([])
    .describe('Hosts, separated by commas, that webhooks may have although their addresses are not public.'),
  STORAGE_URL: z
    .url({ protocol: /^(file|s3)$/, error: 'wants file:///absolute/path or s3://key:secret@host/bucket' })
    .optional()
    .describe(
      'Where pictures are kept; s3://…?tls=false&region=eu-central-1 for other servers than AWS. Left out: a folder in FOYER_HOME.',
    ),
  PASSWORD_MIN_LENGTH: wholeNumberFrom(8, 64)
    .default(8)
    .describe(
      'Characters that a new password has at least; NIST SP 800-63B-4 wants 15 where it is the only factor.',
    ),
  PASSWORD_RANGE_URL: z
    .url({ protocol: /^https?$/, error: 'wants an address such as https://api.pwnedpasswords.com/range' })
    .optional()
    .describe(
      'Where new passwords are looked up among leaked ones, by five digits of a hash; left out: nowhere.',
    ),
  RATE_LIMIT_PER_MINUTE: wholeNumberFrom(0, 1_000_000)
    .default(1_200)
    .describe('Calls a minute from one network address; 0 for no bound.'),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .optional()
    .describe('What is logged; left out: info in production, warn elsewhere.'),
});

export type Config = Readonly<
  Omit<
    z.output<typeof Environment>,
    'PUBLIC_URL' | 'ADMIN_URL' | 'JWT_SECRET_KEY' | 'ADMIN_KEY' | 'LOG_LEVEL'
  > & {
    LOG_LEVEL: NonNullable<z.output<typeof Environment>['LOG_LEVEL']>;
    ADMIN_KEY: string;
    PUBLIC_URL: string;
    ADMIN_URL: string;
    JWT_SECRET_KEY: string;
    isProduction: boolean;
  }
>;

/** A configuration that cannot work. Its message is for the operator, one line for each variable. */
export class ConfigError extends Error {}

/**
 * Reads the environment, the file named by ENV_FILE_PATH below it, and refuses what cannot work.
 * Keys that are not configured are this machine's own; production demands its own signing key.
 */
export function readConfig(
  environment: NodeJS.ProcessEnv = process.env,
  secretOf: (home: string, name: string) => string = machineSecret,
): Config {
  const given = withoutEmpty({ ...envFile(environment), ...withoutEmpty(environment) });
  const parsed = Environment.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => sentence(issue, given)).join('\n'));
  const values = parsed.data;
  assertWhole(values);
  const isProduction = values.NODE_ENV === 'production';
  if (isProduction) assertFitForProduction(values);
  return Object.freeze({
    ...values,
    isProduction,
    PUBLIC_URL: linkBase(values.PUBLIC_URL ?? `http://localhost:${values.PORT}`),
    ADMIN_URL: linkBase(values.ADMIN_URL ?? `http://localhost:${values.ADMIN_PORT}`),
    JWT_SECRET_KEY: values.JWT_SECRET_KEY ?? secretOf(values.FOYER_HOME, 'signing.key'),
    ADMIN_KEY: values.ADMIN_KEY ?? secretOf(values.FOYER_HOME, 'admin.key'),
    LOG_LEVEL: values.LOG_LEVEL ?? (isProduction ? 'info' : 'warn'),
  });
}

function envFile(environment: NodeJS.ProcessEnv): NodeJS.Dict<string> {
  const path = environment.ENV_FILE_PATH;
  if (path === undefined || path === '') return {};
  if (!existsSync(path)) throw new ConfigError(`ENV_FILE_PATH names ${path}, and there is no such file.`);
  return parseEnv(readFileSync(path, 'utf8'));
}

/** Compose files and shells pass an unset variable on as an empty one. */
function withoutEmpty(environment: NodeJS.Dict<string>): NodeJS.Dict<string> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''));
}

/** What is of use only together with something else. */
function assertWhole(values: z.output<typeof Environment>): void {
  const { GEOIPUPDATE_ACCOUNT_ID: account, GEOIPUPDATE_LICENSE_KEY: key, GEOIP_PATH: path } = values;
  if ((account === undefined) !== (key === undefined))
    throw new ConfigError('GEOIPUPDATE_ACCOUNT_ID and GEOIPUPDATE_LICENSE_KEY want one another.');
  if (key !== undefined && path === undefined)
    throw new ConfigError('GEOIPUPDATE_LICENSE_KEY wants GEOIP_PATH: where the file is to be kept.');
}

function assertFitForProduction(values: z.output<typeof Environment>): void {
  const refusals: string[] = [];
  if (values.JWT_SECRET_KEY === undefined)
    refusals.push('JWT_SECRET_KEY is missing; production wants at least 256 bits.');
  else if (secretBits(values.JWT_SECRET_KEY) < 256)
    refusals.push(
      'JWT_SECRET_KEY is too short; production wants at least 256 bits, as `openssl rand -hex 32` gives.',
    );
  if (values.JWT_PREVIOUS_SECRET_KEYS.some((secret) => secretBits(secret) < 256))
    refusals.push(
      'JWT_PREVIOUS_SECRET_KEYS has one that is too short; production wants at least 256 bits of each.',
    );
  if (values.PUBLIC_URL === undefined)
    refusals.push('PUBLIC_URL is missing; mailed links would lead nowhere.');
  if (values.DATABASE_URL === undefined)
    refusals.push('DATABASE_URL is missing; production wants a Postgres of its own.');
  if (values.SMTP_URL === undefined && values.FOYER_ROLE !== 'api')
    refusals.push('SMTP_URL is missing; production wants a relay for mail.');
  if (values.INITIAL_WEBHOOKS_2F_URL?.startsWith('http:'))
    refusals.push('INITIAL_WEBHOOKS_2F_URL is not usable: production sends codes by https alone.');
  if (refusals.length > 0) throw new ConfigError(refusals.join('\n'));
}

/** What the secret can hold at most, read in the densest alphabet that it could be written in. */
function secretBits(secret: string): number {
  if (/^[0-9a-f]+$/i.test(secret)) return secret.length * 4;
  return secret.length * 6;
}

/** Whose value is never printed. Addresses carry passwords, but for the one that everybody is told. */
const SECRETS = /KEY|SECRET|PASSWORD|(?<!^PUBLIC|^ADMIN)_URL$/;

function sentence(issue: z.core.$ZodIssue, given: NodeJS.Dict<string>): string {
  const name = String(issue.path[0] ?? '');
  const value = given[name];
  const got = value === undefined ? 'is missing' : SECRETS.test(name) ? 'is not usable' : `is "${value}"`;
  return `${name} ${got}: ${issue.message}.`;
}
