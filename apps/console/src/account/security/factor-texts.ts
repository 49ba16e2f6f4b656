/** The words of each kind of second factor: what it is, what it takes, how one gets it and what it stands on. */
export const factorTexts = {
  totp: {
    name: 'totp',
    text: 'totpText',
    missing: 'totpText',
    add: 'addTotp',
    addShort: 'add',
    remove: 'removeTotp',
  },
  passkey: {
    name: 'passkeyFactor',
    text: 'passkeyFactorText',
    missing: 'passkeyFactorMissing',
    add: 'addPasskeyFactor',
    addShort: 'turnOn',
    remove: 'removePasskeyFactor',
  },
  'mail-code': {
    name: 'mailCodeFactor',
    text: 'mailCodeFactorText',
    missing: 'mailCodeFactorMissing',
    add: 'addMailCodeFactor',
    addShort: 'turnOn',
    remove: 'removeMailCodeFactor',
  },
  'webhook-code': {
    name: 'webhook',
    text: 'webhookText',
    missing: 'webhookText',
    add: 'addWebhook',
    addShort: 'add',
    remove: 'removeWebhook',
  },
} as const;
