import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { createLimits } from '../../kernel/limits/limits.ts';
import { mutation, router } from '../../kernel/procedure.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { CODE_WAIT, CODE_WRONG } from '../codes/codes.contract.ts';
import { TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { staticPagesRoutes } from './static-pages.routes.ts';

/**
 * The procedures that the page asks, by their contracts alone: each says which step it is and refuses what is out of
 * order. That they really change a password is proved beside them.
 */
const PASSWORD_WEAK = declareFault('PASSWORD_WEAK', 'BAD_REQUEST', 'Choose another one.');
let owed: string[] = [];
const asked: [name: string, input: object][] = [];

function standIn<Input extends z.ZodObject, Output extends z.ZodType>(
  name: string,
  [input, output]: [Input, Output],
  answer: (input: Record<string, string>) => object,
) {
  return mutation({
    summary: name,
    demands: 'open',
    rest: `POST /${name}`,
    input,
    output,
    run: async (_ctx, given) => {
      asked.push([name, given]);
      return answer(given as Record<string, string>) as never;
    },
  });
}

const text = z.string().min(1).max(300);
const appRouter = router({
  recoveries: router({
    redeem: standIn(
      'redeem',
      [
        z.object({ ticket: text, code: z.string().regex(/^\d{8}$/) }),
        z.object({ ticket: z.string(), secondFactor: z.object({ factors: z.array(z.string()) }).nullable() }),
      ],
      ({ code }) => {
        if (code !== '12345678') return new Fault(CODE_WRONG);
        return { ticket: 'recovery-ticket', secondFactor: owed.length === 0 ? null : { factors: owed } };
      },
    ),
    finish: standIn(
      'finish',
      [
        z.object({ ticket: text, password: text.optional(), deliver: z.enum(['body', 'cookie']) }),
        z.object({}),
      ],
      ({ ticket, password }) => {
        if (ticket !== 'recovery-ticket') return new Fault(TICKET_INVALID);
        return password === 'hunter2hunter2' ? new Fault(PASSWORD_WEAK) : {};
      },
    ),
  }),
  secondFactors: router({
    requestCode: standIn('requestCode', [z.object({ ticket: text, kind: text }), z.object({})], () => ({})),
    redeemForRecovery: standIn(
      'redeemForRecovery',
      [z.object({ ticket: text, kind: text, code: text }), z.object({})],
      ({ code }) => {
        if (code === 'wait') return new Fault(CODE_WAIT, undefined, { retryAfterSeconds: 120 });
        return code === '123456' ? {} : new Fault(CODE_WRONG);
      },
    ),
  }),
});

let installation: TestInstallation;
let app: FastifyInstance;
beforeAll(async () => {
  installation = await openTestInstallation();
  const { config, clock, log, database, queue } = installation;
  const limits = createLimits({ fork: database.fork, clock, callsPerMinute: 0 });
  const doors = {
    config,
    clock,
    log,
    database,
    limits,
    jobsIn: queue.jobsIn,
    identify: async () => Promise.reject(new Error('nobody signs in here')),
  };
  app = Fastify();
  await app.register(fastifyCookie, { hook: false });
  await app.register(staticPagesRoutes, { doors, router: appRouter });
});
afterAll(async () => {
  await app?.close();
  await installation?.close();
});
beforeEach(() => {
  asked.length = 0;
  owed = [];
});

async function post(fields: Record<string, string>) {
  const { statusCode, body } = await app.inject({
    method: 'POST',
    url: '/reset-password?lang=en',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  return { status: statusCode, body, title: /<h1>(.*)<\/h1>/.exec(body)?.[1], forms: formsOf(body) };
}

/** The hidden fields of each form of a page. */
function formsOf(body: string): Record<string, string>[] {
  return (body.match(/<form[\s\S]*?<\/form>/g) ?? []).map((form) =>
    Object.fromEntries(
      [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    ),
  );
}

const begin = () => post({ ticket: 'mailed', code: '12345678' });

describe('the page of a recovery', () => {
  it('goes from the link by a new password to a session in the cookie', async () => {
    const asksForPassword = await begin();
    expect(asksForPassword.title).toBe('Choose a new password');
    const [hidden = {}] = asksForPassword.forms;
    const done = await post({ ...hidden, password: 'four words in a row' });
    expect(done).toMatchObject({ status: 200, title: 'Your password is set' });
    expect(asked).toEqual([
      ['redeem', { ticket: 'mailed', code: '12345678' }],
      ['finish', { ticket: 'recovery-ticket', password: 'four words in a row', deliver: 'cookie' }],
    ]);
  });

  it('goes on without a password too, and says first what becomes of the one that is there', async () => {
    const asksForPassword = await begin();
    expect(asksForPassword.body).toContain('Then the password of your account, if it has one, is removed');
    const done = await post(asksForPassword.forms[1] ?? {});
    expect(done).toMatchObject({ status: 200, title: 'You are signed in' });
    expect(asked.at(-1)).toEqual(['finish', { ticket: 'recovery-ticket', deliver: 'cookie' }]);
  });

  it('A7 asks for the second factor before the password, whatever the account can show', async () => {
    owed = ['passkey', 'totp', 'webhook-code', 'mail-code', 'password', 'recovery-code'];
    const asksForFactor = await begin();
    expect(asksForFactor.title).toBe('One more step');
    expect(asksForFactor.body).not.toContain('Choose a new password');
    const kinds = asksForFactor.forms.filter(({ step }) => step === 'factor').map(({ kind }) => kind);
    // What has to be delivered first has its field once that is done.
    expect(kinds).toEqual(['totp', 'password', 'recovery-code']);
    expect(asksForFactor.forms.filter(({ step }) => step === 'send').map(({ kind }) => kind)).toEqual([
      'webhook-code',
      'mail-code',
    ]);
    const totp = asksForFactor.forms.find(({ kind }) => kind === 'totp');
    const shown = await post({ ...totp, code: '123456' });
    expect(shown.title).toBe('Choose a new password');
    expect(shown.forms).toEqual([
      { step: 'password', ticket: 'recovery-ticket' },
      { step: 'no-password', ticket: 'recovery-ticket' },
    ]);
    expect(asked.at(-1)).toEqual([
      'redeemForRecovery',
      { ticket: 'recovery-ticket', kind: 'totp', code: '123456' },
    ]);
  });

  it('has a code sent where one has to be, and says so', async () => {
    owed = ['webhook-code', 'recovery-code'];
    const { forms } = await begin();
    const sent = await post(forms.find(({ step }) => step === 'send') ?? {});
    expect(sent.body).toContain('A code is on its way.');
    expect(asked.at(-1)).toEqual(['requestCode', { ticket: 'recovery-ticket', kind: 'webhook-code' }]);
    expect(sent.forms.map(({ kind, step }) => `${step} ${kind}`)).toEqual([
      'factor webhook-code',
      'send webhook-code',
      'factor recovery-code',
    ]);
    const shown = await post({ ...sent.forms[0], code: '123456' });
    expect(shown.title).toBe('Choose a new password');
  });

  it.each([
    ['no', 400, 'is wrong'],
    ['', 400, 'Something is missing'],
    ['wait', 429, 'Try again in 2 minutes'],
  ])(
    'A8 keeps to the step when the factor %o is refused, and says so at its field',
    async (code, status, said) => {
      owed = ['totp', 'recovery-code'];
      const { forms } = await begin();
      const refused = await post({ ...forms[1], code });
      expect(refused).toMatchObject({ status, title: 'One more step', forms });
      expect(refused.body).toContain(said);
      expect(refused.body).toMatch(/id="recovery-code-wrong" role="alert"/);
      expect(refused.body).not.toMatch(/id="totp-wrong"/);
    },
  );

  it('lets another password be chosen when the first is too weak, and never shows what was typed', async () => {
    const { forms } = await begin();
    const refused = await post({ ...forms[0], password: 'hunter2hunter2' });
    expect(refused).toMatchObject({ status: 400, title: 'Choose a new password', forms });
    expect(refused.body).toContain('too easy to guess');
    expect(refused.body).not.toContain('hunter2hunter2');
  });

  it('lets the code be typed again when it is wrong, and ends when the ticket does', async () => {
    const wrong = await post({ ticket: 'mailed', code: '00000000' });
    expect(wrong).toMatchObject({ status: 400, forms: [{ ticket: 'mailed' }] });
    expect(wrong.body).toContain('<label for="code">');
    const over = await post({ step: 'password', ticket: 'forged', password: 'four words in a row' });
    expect(over).toMatchObject({ status: 401, title: 'That did not work', forms: [] });
  });

  it('offers no factor that its form was made to name', async () => {
    const { forms } = await post({
      step: 'factor',
      ticket: 'x',
      kind: 'nonsense',
      code: 'no',
      factors: 'nonsense totp totp',
    });
    expect(forms.map(({ kind }) => kind)).toEqual(['totp']);
  });
});
