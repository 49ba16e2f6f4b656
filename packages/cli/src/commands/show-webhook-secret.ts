import { ADMIN_OPTIONS, askAdmin } from '../admin-listener.ts';
import { type Command, noWords } from '../command.ts';

export const showWebhookSecret: Command = {
  name: 'superuser webhook-secret',
  takes: '',
  summary: 'Show what signs the calls to the webhook of INITIAL_WEBHOOKS_2F_URL.',
  details: 'It asks the admin listener, which by default answers on the machine of the server alone.',
  options: ADMIN_OPTIONS,
  async run(invocation) {
    noWords(invocation.words);
    const webhook = await askAdmin(invocation, { call: 'GET /initial-webhook', isAnswer: isWebhook });
    return { json: webhook, text: `${webhook.signingSecret}\nIt signs what is sent to ${webhook.url}.` };
  },
};

function isWebhook(body: unknown): body is { url: string; signingSecret: string } {
  const { url, signingSecret } = (body ?? {}) as Record<string, unknown>;
  return typeof url === 'string' && typeof signingSecret === 'string';
}
