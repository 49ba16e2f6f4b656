import type { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { DeliveryLane } from '../deliveries/deliveries.entity.ts';
import type { AnyNotice, Notice } from '../notifications/notice.ts';
import type { MailTopic } from '../unsubscribes/unsubscribes.contract.ts';
import type { MailContent } from './mail-content.ts';

/** Why a mail that was posted is not to be sent any more: for the ledger, not for people. */
export class NotWanted {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

export type Letter = {
  readonly locale: Locale;
  /** An address on this installation. Mailed links are made with this alone, and so begin with PUBLIC_URL. */
  link(path: `/${string}`): string;
};

/** A kind of mail: what is kept of it until it is sent, and how it becomes words then. */
export type MailDeclaration<Payload = never> = {
  readonly kind: string;
  readonly lane: DeliveryLane;
  readonly payload: z.ZodType<Payload>;
  /** What one may do without: it can be unsubscribed from. Left out for what must come. */
  readonly topic: MailTopic | undefined;
  /** Whether the payload holds something that nobody may read in the ledger: it is then kept encrypted. */
  readonly isSecret: boolean;
  /** What its reader is told within the product besides, if they have an account. */
  readonly notice: AnyNotice | undefined;
  compose(ctx: Context, payload: Payload, letter: Letter): Promise<MailContent | NotWanted>;
};

// biome-ignore lint/suspicious/noExplicitAny: a list of mails does not care for their payloads
export type AnyMail = MailDeclaration<any>;

/**
 * Declares a mail. `read` looks at the state of things when the mail is about to be sent, not when it was
 * posted, and answers NotWanted if it has become pointless: an event cancelled, a code used, a person gone.
 */
export function declareMail<Payload, Props = Payload, Kept = Payload>(mail: {
  kind: string;
  lane: DeliveryLane;
  payload: z.ZodType<Payload>;
  topic?: MailTopic;
  isSecret?: boolean;
  notice?: Notice<Payload, Kept>;
  read?: (ctx: Context, payload: Payload) => Promise<Props | NotWanted>;
  write: (props: Props, letter: Letter) => MailContent;
}): MailDeclaration<Payload> {
  if (mail.isSecret && mail.notice && !mail.notice.keep)
    throw new Error(`the notice of ${mail.kind} would keep what nobody may read`);
  return {
    kind: mail.kind,
    lane: mail.lane,
    payload: mail.payload,
    topic: mail.topic,
    isSecret: mail.isSecret ?? false,
    notice: mail.notice,
    async compose(ctx, payload, letter) {
      const props = mail.read ? await mail.read(ctx, payload) : (payload as unknown as Props);
      return props instanceof NotWanted ? props : mail.write(props, letter);
    },
  };
}
