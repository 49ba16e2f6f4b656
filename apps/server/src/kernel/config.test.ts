import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawnMain } from '../testing/spawn-server.ts';
import { ConfigError, readConfig } from './config.ts';

const ownKey = (_home: string, name: string) => `this machine's ${name}`;
const read = (environment: NodeJS.Dict<string>) => readConfig(environment, ownKey);

function refusalOf(environment: NodeJS.Dict<string>): string {
  try {
    read(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'it was accepted';
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function envFile(content: string): string {
  const path = join(folder, 'settings.env');
  writeFileSync(path, content);
  return path;
}

describe('a wrong value stops the start with a sentence', () => {
  it.each([
    ['NODE_ENV', 'prod', 'NODE_ENV is "prod": wants one of development, production, test.'],
    ['FOYER_ROLE', 'web', 'FOYER_ROLE is "web": wants one of all, api, worker.'],
    ['DEMO', 'yes', 'DEMO is "yes": wants true or false.'],
    ['DATABASE_POOL_SIZE', '1', 'DATABASE_POOL_SIZE is "1": wants a whole number from 2 to 500.'],
    [
      'JWT_PREVIOUS_SECRET_KEYS',
      'a secret that is long enough,short',
      'JWT_PREVIOUS_SECRET_KEYS is not usable: wants secrets of at least 16 characters each, separated by commas.',
    ],
    ['PORT', 'http', 'PORT is "http": wants a whole number from 0 to 65535.'],
    ['PORT', '65536', 'PORT is "65536": wants a whole number from 0 to 65535.'],
    ['PORT', '0x50', 'PORT is "0x50": wants a whole number from 0 to 65535.'],
    ['ADMIN_PORT', '-1', 'ADMIN_PORT is "-1": wants a whole number from 0 to 65535.'],
    ['SERVICE_WORKERS', '1.5', 'SERVICE_WORKERS is "1.5": wants a whole number from 1 to 64.'],
    ['ALLOW_CREDENTIALS', '1', 'ALLOW_CREDENTIALS is "1": wants true or false.'],
    ['JWT_ALGORITHM', 'none', 'JWT_ALGORITHM is "none": wants one of ES256, EdDSA, HS256.'],
    ['JWT_EXPIRE_MINS', '0', 'JWT_EXPIRE_MINS is "0": wants a number from 1 to 1440.'],
    ['SESSION_LIFETIME_DAYS', 'long', 'SESSION_LIFETIME_DAYS is "long": wants a number from 1 to 3650.'],
    ['RATE_LIMIT_PER_MINUTE', '-5', 'RATE_LIMIT_PER_MINUTE is "-5": wants a whole number from 0 to 1000000.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud": wants one of fatal, error, warn, info, debug, silent.'],
    [
      'PUBLIC_URL',
      'foyer.example.org',
      'PUBLIC_URL is "foyer.example.org": wants an http or https address, such as https://foyer.example.org.',
    ],
    ['MAIL_FROM', 'Foyer', 'MAIL_FROM is "Foyer": wants foyer@example.org or Foyer <foyer@example.org>.'],
  ])('%s=%s', (name, value, sentence) => {
    expect(refusalOf({ [name]: value })).toBe(sentence);
  });

  it.each([
    ['ALLOW_ORIGINS', '*'],
    ['ALLOW_ORIGINS', 'null'],
    ['ALLOW_ORIGINS', 'console.example.org'],
    ['ALLOW_ORIGINS', 'https://console.example.org/'],
    ['ALLOW_ORIGINS', 'https://console.example.org, https://*.example.org/x'],
    ['ALLOW_METHODS', 'GET POST'],
    ['ALLOW_HEADERS', 'authorization; x'],
    ['WEBHOOK_ALLOWED_HOSTS', 'http://hooks.internal'],
    ['WEBHOOK_ALLOWED_HOSTS', 'hooks.internal/path'],
    ['WEBHOOK_ALLOWED_HOSTS', '*'],
    ['TRUSTED_PROXIES', '*'],
    ['TRUSTED_PROXIES', 'true'],
    ['TRUSTED_PROXIES', '1'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8, proxy.example.org'],
    ['PUBLIC_URL', 'ftp://foyer.example.org'],
    ['PUBLIC_URL', 'https://foyer.example.org/?a=b'],
    ['PUBLIC_URL', 'https://foyer.example.org/#a'],
    ['PUBLIC_URL', 'https://user@foyer.example.org'],
    ['PUBLIC_URL', `https://foyer.example.org/${'a'.repeat(500)}`],
    ['MAIL_FROM', 'Foyer <foyer@example.org>\r\nBcc: x@example.org'],
  ])('%s=%s, naming both', (name, value) => {
    expect(refusalOf({ [name]: value })).toContain(`${name} is "${value}": wants `);
  });

  it.each([
    ['DATABASE_URL', 'mysql://root:hunter2-secret@db/foyer', 'wants postgres://'],
    ['DATABASE_REPLICA_URL', 'hunter2-secret', 'wants postgres://'],
    ['SMTP_URL', 'https://user:hunter2-secret@mail.example.org', 'wants smtp://'],
    ['STORAGE_URL', 'https://key:hunter2-secret@s3.example.org', 'wants file://'],
    ['JWT_SECRET_KEY', 'hunter2-secret', 'wants at least 16 characters'],
    ['ADMIN_KEY', 'hunter2-secret', 'wants at least 32 characters'],
    ['INITIAL_WEBHOOKS_2F_URL', 'ftp://hooks.example.org/hunter2-secret', 'wants https://'],
    ['INITIAL_WEBHOOKS_2F_SECRET', 'whsec_hunter2-secret', 'wants whsec_'],
  ])('%s, without saying what it was', (name, value, wanted) => {
    const refusal = refusalOf({ [name]: value });
    expect(refusal).toContain(`${name} is not usable: ${wanted}`);
    expect(refusal).not.toContain('hunter2');
  });

  it('names all that is wrong at once, a line for each', () => {
    const lines = refusalOf({ PORT: 'x', DEMO: 'x', LOG_LEVEL: 'x' }).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['DEMO', 'PORT', 'LOG_LEVEL']);
  });
});

describe('what is left out', () => {
  it('is what the schema says, and keys are this machine’s own', () => {
    expect(read({})).toMatchObject({
      PORT: 4000,
      PUBLIC_URL: 'http://localhost:4000',
      TRUSTED_PROXIES: [],
      ALLOW_ORIGINS: [],
      JWT_SECRET_KEY: "this machine's signing.key",
      ADMIN_KEY: "this machine's admin.key",
      isProduction: false,
    });
  });

  it('is what is empty or blank, too: no blank turns a limit off', () => {
    expect(read({ PORT: '', RATE_LIMIT_PER_MINUTE: ' ', PUBLIC_URL: '' })).toEqual(read({}));
  });

  it('is an address in ASCII, as browsers and mail have it', () => {
    const config = read({ PUBLIC_URL: 'HTTPS://Фойе.example:443/события/' });
    expect(config.PUBLIC_URL).toBe('https://xn--e1ahox.example/%D1%81%D0%BE%D0%B1%D1%8B%D1%82%D0%B8%D1%8F');
  });

  it('may be lists, whose items are trimmed', () => {
    const config = read({ TRUSTED_PROXIES: ' 10.0.0.0/8 , ::1,', ALLOW_ORIGINS: 'https://a.example.org' });
    expect(config.TRUSTED_PROXIES).toEqual(['10.0.0.0/8', '::1']);
    expect(config.ALLOW_ORIGINS).toEqual(['https://a.example.org']);
  });
});

describe('ENV_FILE_PATH', () => {
  it('is read below the environment, which wins, but not where it is empty', () => {
    const ENV_FILE_PATH = envFile('PORT=5000\nADMIN_PORT=5001\nMAIL_FROM="Foyer <a@example.org>"\n');
    const config = read({ ENV_FILE_PATH, PORT: '6000', ADMIN_PORT: '' });
    expect(config).toMatchObject({ PORT: 6000, ADMIN_PORT: 5001, MAIL_FROM: 'Foyer <a@example.org>' });
  });

  it('is refused with the same sentences for what stands in it', () => {
    const ENV_FILE_PATH = envFile('PORT=http\nJWT_SECRET_KEY=hunter2\n');
    expect(refusalOf({ ENV_FILE_PATH })).toMatch(
      /^PORT is "http": wants .*\nJWT_SECRET_KEY is not usable: wants .*$/,
    );
  });

  it('is refused when there is no such file', () => {
    expect(refusalOf({ ENV_FILE_PATH: '/no/such.env' })).toBe(
      'ENV_FILE_PATH names /no/such.env, and there is no such file.',
    );
  });
});

describe('production', () => {
  const fit = {
    NODE_ENV: 'production',
    JWT_SECRET_KEY: '0123456789abcdef'.repeat(4),
    PUBLIC_URL: 'https://foyer.example.org',
    DATABASE_URL: 'postgres://foyer:secret@db/foyer',
    SMTP_URL: 'smtp://mail.example.org',
  };

  it('runs with its own key, address, database and relay', () => {
    expect(read(fit)).toMatchObject({ isProduction: true, LOG_LEVEL: 'info' });
  });

  it.each(['JWT_SECRET_KEY', 'PUBLIC_URL', 'DATABASE_URL', 'SMTP_URL'])('demands %s', (name) => {
    expect(refusalOf({ ...fit, [name]: '' })).toMatch(new RegExp(`^${name} is missing; `));
  });

  it('demands them all in one go', () => {
    expect(refusalOf({ NODE_ENV: 'production' }).split('\n')).toHaveLength(4);
  });

  it.each(['0123456789abcdef'.repeat(3), 'a passphrase of forty-two letters, no more'])(
    'refuses a signing key of less than 256 bits, and does not show it: %s',
    (JWT_SECRET_KEY) => {
      const refusal = refusalOf({ ...fit, JWT_SECRET_KEY });
      expect(refusal).toMatch(/^JWT_SECRET_KEY is too short; production wants at least 256 bits/);
      expect(refusal).not.toContain(JWT_SECRET_KEY);
    },
  );

  it('refuses a previous signing key that is weaker than a current one may be', () => {
    const weak = 'a passphrase of last year';
    const refusal = refusalOf({ ...fit, JWT_PREVIOUS_SECRET_KEYS: `${'f'.repeat(64)},${weak}` });
    expect(refusal).toMatch(/^JWT_PREVIOUS_SECRET_KEYS has one that is too short; production wants/);
    expect(refusal).not.toContain(weak);
  });

  it('sends no mail from a process that only answers requests, and so wants no relay there', () => {
    expect(read({ ...fit, SMTP_URL: '', FOYER_ROLE: 'api' }).SMTP_URL).toBeUndefined();
  });
});

describe('a process with a wrong configuration', () => {
  it('ends with 1 and the sentence on stderr, and no stack', async () => {
    const spawned = spawnMain({ PORT: 'http', DATABASE_URL: 'mysql://root:hunter2@db', FOYER_HOME: folder });
    const [code] = await once(spawned.child, 'close');
    expect(code).toBe(1);
    expect(spawned.output()).toBe(
      'Foyer cannot start.\nDATABASE_URL is not usable: wants postgres://user:password@host:5432/database.\n' +
        'PORT is "http": wants a whole number from 0 to 65535.\n',
    );
  });
});
