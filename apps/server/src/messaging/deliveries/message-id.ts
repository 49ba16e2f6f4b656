import { senderAddress } from '../../kernel/mailer/sender-address.ts';

/** The Message-ID of a delivery, the same at every try, so that a relay or a reader can tell a double. */
export function messageIdFor(deliveryId: string, mailFrom: string): string {
  const address = senderAddress(mailFrom);
  return `<${deliveryId}@${address.slice(address.lastIndexOf('@') + 1)}>`;
}
