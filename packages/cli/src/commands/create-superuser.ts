import { ADMIN_OPTIONS, askAdmin } from '../admin-listener.ts';
import { type Command, noWords } from '../command.ts';

type Enrolment = { url: string; expiresAt: string };

export const createSuperuser: Command = {
  name: 'superuser create',
  takes: '',
  summary: 'Make a one-time link that makes whoever opens it a superuser.',
  details: 'It asks the admin listener, which by default answers on the machine of the server alone.',
  options: ADMIN_OPTIONS,
  async run(invocation) {
    noWords(invocation.words);
    const enrolment = await askAdmin(invocation, { call: 'POST /enrolments', isAnswer: isEnrolment });
    return { json: enrolment, text: `${enrolment.url}\nIt works once, until ${enrolment.expiresAt}.` };
  },
};

function isEnrolment(body: unknown): body is Enrolment {
  const { url, expiresAt } = (body ?? {}) as Record<string, unknown>;
  return typeof url === 'string' && typeof expiresAt === 'string';
}
