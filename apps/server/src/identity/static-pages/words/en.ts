import type { FieldProblem } from '../../../kernel/field-problem.contract.ts';

type Params = FieldProblem['params'];

/** Every page in English. A language is one such file; what it must say is this file's type. */
export const en = {
  codeLabel: 'Code from the mail',
  codeHint: 'Eight digits.',
  refusedTitle: 'That did not work',
  linkIncomplete: 'This link is not complete. Open it from the mail again, or copy all of it.',
  tryAgainIn: (minutes: number) =>
    minutes === 1 ? 'Try again in a minute.' : `Try again in ${minutes} minutes.`,

  notMe: {
    title: 'This was not you?',
    text: 'Press the button, and the device that the mail tells of is signed out of your account. What it has made lately to get in again is taken back: API keys, passkeys, second factors, recovery codes and a password. If it is not known which device that was, every one is signed out, yours too.',
    action: 'It was not me: sign it out',
    doneTitle: 'Signed out',
    done: 'That device is signed out. If there was something to take back, a mail tells you what, and what had to stay. Now secure your account: whoever got in may know how to get in again.',
    recover: 'Secure my account',
  },
  confirmAddress: {
    title: 'Confirm your new address',
    text: 'Press the button, and your account has this address. Everything that we write to you comes here from then on.',
    action: 'Confirm the address',
    doneTitle: 'Your address is changed',
    done: (address: string) =>
      `The address of your account is now ${address}. We have told your old address.`,
    go: 'Go to your account',
  },
  undoAddress: {
    title: 'Take your address back',
    text: 'Press the button, and your account has the address again that this mail came to. Every device is signed out, yours too.',
    action: 'Take my address back',
    doneTitle: 'You have your address back',
    done: (address: string) =>
      `The address of your account is ${address} again, and every device is signed out.`,
    advice:
      'Whoever changed it was signed in to your account. Sign in, and remove what you do not know: passkeys, second factors and API keys. If you have a password, change it.',
    go: 'Sign in',
  },
  resetPassword: {
    title: 'Set a new password',
    text: 'You asked to get back into your account. If it was not you, close this page: nothing has changed.',
    begin: 'Continue',
    passwordTitle: 'Choose a new password',
    passwordLabel: 'New password',
    passwordHint: (least: number) =>
      `At least ${least} characters. A few words in a row are easy to remember and hard to guess.`,
    endsOthers: 'All devices that are signed in to your account are signed out.',
    save: 'Save the password',
    without:
      'You can also go on without one. Then the password of your account, if it has one, is removed: a stranger may have set it. A code by mail signs you in. It stays only where that code is your second factor and nothing but the password stands beside it.',
    enter: 'Sign in without a new password',
    doneWithoutTitle: 'You are signed in',
    doneTitle: 'Your password is set',
    done: 'You are signed in on this device, and signed out on every other.',
    go: 'Go to your account',
  },
  secondFactor: {
    title: 'One more step',
    text: 'Your account is protected by a second factor. Show one of these:',
    show: 'Continue',
    send: 'Send me a code',
    sendAgain: 'Send another code',
    sent: 'A code is on its way.',
    useElsewhere: 'Sign in with a passkey',
    kinds: {
      passkey: {
        heading: 'Passkey',
        label: '',
        hint: 'With a passkey you need no password: sign in with it.',
      },
      totp: {
        heading: 'Authenticator app',
        label: 'Code from the app',
        hint: 'The six digits that the app shows now.',
      },
      'webhook-code': {
        heading: 'Code by webhook',
        label: 'Code from the webhook',
        hint: 'The digits that were delivered there.',
      },
      'mail-code': { heading: 'Code by mail', label: 'Code from the mail', hint: 'Eight digits.' },
      password: { heading: 'Password', label: 'Your password', hint: 'The one that you have now.' },
      'recovery-code': {
        heading: 'Recovery code',
        label: 'One of your recovery codes',
        hint: 'You have kept them when they were shown. Each works once.',
      },
    },
  },
  /** What is wrong with a field, where that says more than the refusal. */
  problems: {
    'not-eight-digits': () => 'The code has eight digits.',
    'too-short': ({ minimum }: Params) => `At least ${minimum} characters.`,
    'too-long': ({ maximum }: Params) => `At most ${maximum} characters.`,
    'password-common': () => 'This is one of the passwords that are tried first.',
    'password-personal': () =>
      'This is little more than your address, your name or the name of this service.',
    'password-leaked': () => 'This password is known from a leak of another service.',
  },
  refusals: {
    CODE_WRONG: 'This code is wrong, has been used, or has run out. Check it, or ask for a new one.',
    CODE_WAIT: 'There were too many wrong codes, or too many requests for one.',
    BAD_INPUT: 'Something is missing, or is not what belongs here. Check what you entered.',
    ADDRESS_TAKEN:
      'Another account has this address by now. Nothing was changed. If that is not yours either, write to the people who run this service.',
    LINK_INVALID:
      'This link has run out after seven days, or was not copied whole. You can still secure your account.',
    UNDO_LINK_INVALID:
      'This link has run out, or is no longer needed: the address has been taken back already, or three days have passed. Nothing was changed.',
    ACCOUNT_DISABLED: 'This account has been closed by the people who run this service.',
    TICKET_INVALID: 'This took longer than ten minutes, or was finished already. Begin again.',
    SECOND_FACTOR_REQUIRED: 'Show the second factor of your account first. Begin again.',
    FACTOR_NOT_OWED: 'This second factor cannot be used here. Show another one.',
    PASSWORD_WEAK: 'This password would be too easy to guess. Choose another one.',
    PASSWORDS_BUSY: 'There is a lot going on just now. Try again in a moment.',
    TOO_MANY_REQUESTS: 'There were too many attempts.',
    TOO_LARGE: 'This is more than belongs here.',
    ORIGIN_REFUSED:
      'Your browser did not say that this form comes from our page. Open the link from the mail in a current browser.',
    UNAVAILABLE: 'We cannot reach our data just now. Nothing was changed; try again in a moment.',
    INTERNAL: 'Something went wrong on our side. Try again in a moment.',
  },
};

export type PageWords = typeof en;
