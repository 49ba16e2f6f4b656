import { account } from './account.en.ts';
import { participation } from './participation.en.ts';
import { seatNews } from './seat-news.en.ts';
import { unsubscribe } from './unsubscribe.en.ts';

/** Every mail in English. A language is one such file; what it must say is this file's type. */
export const en = {
  greeting: (name: string | null) => (name === null ? 'Hello,' : `Hello ${name},`),
  linkHint: 'If the button does not work, open this address:',
  sentBy: (host: string) => `You get this mail because this address was given at ${host}.`,
  codeLasts: 'It works once and for ten minutes. We never ask for it by phone or mail: give it to nobody.',
  device: 'Device',
  place: 'Place',
  networkAddress: 'Network address',
  time: 'Time',
  when: 'When',
  where: 'Where',
  payment: 'Payment',
  reason: 'Reason',
  formerly: 'Before',
  unknownDevice: 'Unknown device',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,

  registrationCode: {
    subject: 'Your code to finish signing up',
    preheader: 'Enter it where you signed up. It works for ten minutes.',
    heading: 'Confirm your address',
    text: 'Enter this code where you signed up, and your account is ready.',
    notYou:
      'Somebody gave this address to sign up. If it was not you, do nothing: without the code there is no account.',
  },
  welcome: {
    subject: 'Welcome',
    preheader: 'Your account is ready.',
    heading: 'Your account is ready',
    text: 'Your address is confirmed. You can now look for events and join them.',
    asks: (factors: string) => `Whoever signs in is asked for a second factor as well: ${factors}.`,
    factors: {
      'mail-code': 'a code by mail',
      passkey: 'a passkey',
      totp: 'a code from your authenticator app',
      'webhook-code': 'a code at your webhook',
    },
    action: 'See the events',
    safety:
      'A passkey signs you in with a fingerprint, your face or the code of your device, and nobody can steal it by a false page. You can add one on your account’s security page.',
  },
  addressKnown: {
    subject: 'You already have an account',
    preheader: 'Somebody tried to sign up with this address. Sign in instead.',
    heading: 'You already have an account',
    text: 'Somebody, most likely you, tried to sign up with this address. It has an account already: sign in, and we send you a code.',
    action: 'Sign in',
    notYou: 'If it was not you, do nothing: nothing has changed, and whoever tried was not told.',
  },
  signInCode: {
    subject: 'Your code to sign in',
    preheader: 'Enter it where you are signing in. It works for ten minutes.',
    heading: 'Sign in',
    text: 'Enter this code where you are signing in.',
    notYou: 'If it was not you, do nothing: without the code nobody gets in.',
  },
  reauthenticationCode: {
    subject: 'Your code to confirm that it is you',
    preheader: 'Enter it where you were asked for it. It works for ten minutes.',
    heading: 'Confirm that it is you',
    text: 'You are about to change something important in your account. Enter this code where you were asked for it.',
    notYou:
      'If it was not you, somebody is signed in to your account. Give them no code, and end the devices that you do not know.',
  },
  secondFactorCode: {
    subject: 'Your code for the second step',
    preheader: 'Enter it where you were asked for it. It works for ten minutes.',
    heading: 'The second step',
    text: 'Your first step was right. Enter this code where you were asked for it, as the second.',
    notYou:
      'If it was not you, somebody has passed the first step, most likely with your password: give them no code, and change it.',
  },
  signInUnknown: {
    subject: 'There is no account with this address',
    preheader: 'Somebody tried to sign in with this address. You can sign up.',
    heading: 'No account with this address yet',
    text: 'Somebody, most likely you, tried to sign in with this address. There is no account with it: you may have used another address, or can sign up now.',
    action: 'Sign up',
    notYou: 'If it was not you, do nothing: whoever tried was not told.',
  },
  recoveryCode: {
    subject: 'Your code to get back into your account',
    preheader: 'Enter it where you asked for it, or open the link. Both work for ten minutes.',
    heading: 'Get back into your account',
    text: 'Enter this code where you asked for it, or open the link. You can then choose a new password, and every other device is signed out.',
    action: 'Choose a new password',
    notYou:
      'If it was not you, do nothing: without the code and your second factor, if you have one, nobody gets in.',
  },
  recoveryUnknown: {
    subject: 'There is no account to get back into',
    preheader: 'Somebody asked for a way back into an account with this address.',
    heading: 'No account with this address',
    text: 'Somebody, most likely you, asked for a way back into an account with this address. There is no account with it: you may have used another address, or can sign up now.',
    action: 'Sign up',
    notYou: 'If it was not you, do nothing: whoever tried was not told.',
  },
  sessionReused: {
    subject: 'We ended one of your sessions to protect you',
    preheader: 'A sign-in was used from two places. Check your devices.',
    heading: 'A session was ended',
    text: 'What keeps one of your devices signed in was used a second time. That happens when it was copied, so we ended that session everywhere. The second use came from here:',
    advice: 'Sign in again, and look through your devices. End whatever you do not know.',
    action: 'See my devices',
  },
  securityNotice: {
    preheader: 'If this was you, there is nothing to do.',
    advice: 'If this was you, there is nothing to do. If not, end that session now and secure your account.',
    action: 'This was not me',
    byOthers: {
      preheader: 'The people who run this service did this.',
      advice:
        'The people who run this service did this. If you do not know why, ask them. If you do not trust it, sign out every device of yours.',
      action: 'Sign out every device',
    },
    events: {
      'new-device': {
        subject: 'Your account was used on a new device',
        text: 'Somebody signed in to your account on a device that we have not seen before.',
      },
      'password-set': {
        subject: 'Your account now has a password',
        text: 'A password was set for your account.',
      },
      'password-changed': {
        subject: 'Your password was changed',
        text: 'The password of your account was changed.',
      },
      'password-removed': {
        subject: 'Your password was removed',
        text: 'The password of your account was removed; the other ways to sign in stay.',
      },
      'account-recovered': {
        subject: 'Your account was recovered',
        text: 'Somebody who can read your mail recovered your account. All other sessions were ended.',
      },
      'passkey-added': {
        subject: 'A passkey was added to your account',
        text: 'A new passkey can now be used to sign in to your account.',
      },
      'passkey-removed': {
        subject: 'A passkey was removed from your account',
        text: 'One of your passkeys can no longer be used to sign in.',
      },
      'second-factor-added': {
        subject: 'A second factor was added to your account',
        text: 'Signing in to your account now asks for a second factor.',
      },
      'second-factor-removed': {
        subject: 'A second factor was removed from your account',
        text: 'Signing in to your account no longer asks for one of your second factors.',
      },
      'recovery-codes-made': {
        subject: 'You have new recovery codes',
        text: 'New recovery codes were made for your account. The earlier ones no longer work.',
      },
      'recovery-code-used': {
        subject: 'A recovery code was used',
        text: 'Somebody signed in to your account with one of your recovery codes. It does not work again.',
      },
      'api-key-made': {
        subject: 'An API key was made for your account',
        text: 'Whoever holds the new key can act in your name, within what it is allowed.',
      },
      'became-member': {
        subject: 'You no longer help to run this service',
        text: 'You take part like everybody else now. Your account and what you have joined stay as they are.',
      },
      'became-staff': {
        subject: 'You are now staff of this service',
        text: 'You may run events and look after the people who take part. If you were a member before, your API keys have ended: make new ones for what they may reach now.',
      },
      'became-superuser': {
        subject: 'You are now a superuser of this service',
        text: 'You may do everything here, and appoint staff. Your API keys have ended: make new ones for what they may reach now.',
      },
    },
  },
  addressChangeCode: {
    subject: 'Confirm your new address',
    preheader: 'Enter the code, or open the link. Both work for ten minutes.',
    heading: 'Confirm your new address',
    text: 'Enter this code where you changed the address of your account:',
    orLink: 'Or open this link and confirm there:',
    action: 'Confirm the address',
    notYou:
      'If you did not ask for this, do nothing: somebody may have mistyped their address. Without the code nothing changes.',
  },
  addressInUse: {
    subject: 'Your address was given for another account',
    preheader: 'This address belongs to your account. Nothing has changed.',
    heading: 'This address already has an account',
    text: 'Somebody, most likely you, wanted to use this address for another account. It belongs to yours, so nothing was changed.',
    action: 'Sign in',
    notYou: 'If it was not you, do nothing: whoever tried was not told that this address has an account.',
  },
  addressChanged: {
    subject: 'The address of your account was changed',
    preheader: 'If this was not you, take it back within three days.',
    heading: 'Your address was changed',
    text: 'Your account has another address now, and mails no longer come here. The change was confirmed from here:',
    advice:
      'If this was you, there is nothing to do. If not, take your address back: it becomes the address of your account again, and every device is signed out.',
    action: 'Take my address back',
    lasts: 'The link works once, for 72 hours.',
  },
  addressChangeUndone: {
    subject: 'The change of your address was undone',
    preheader: 'The account has its earlier address again.',
    heading: 'The change was undone',
    text: 'Somebody who reads the earlier address of the account took that address back. Mails no longer come here, and every device was signed out.',
    advice: 'If this is your account, sign in with the earlier address.',
    action: 'Sign in',
  },
  account,
  participation,
  ...seatNews,
  invitation: {
    subject: (event: string) => `You are invited: ${event}`,
    preheader: (when: string) => `Say whether you come. ${when}`,
    heading: 'You are invited',
    text: (event: string) =>
      `You are invited to “${event}”. Sign up with this address, and say on the event’s page whether you come: your seat is taken only then.`,
  },
  eventCancelled: {
    subject: (event: string) => `Cancelled: ${event}`,
    preheader: 'This event does not take place.',
    heading: 'This event does not take place',
    text: (event: string) => `“${event}” has been cancelled. You need not do anything.`,
    action: 'Find another event',
  },
  eventRescheduled: {
    subject: (event: string) => `New time: ${event}`,
    preheader: (when: string) => `Now: ${when}`,
    heading: 'There is a new time',
    text: (event: string) => `“${event}” has been moved.`,
  },
  eventReminder: {
    subject: (event: string) => `Soon: ${event}`,
    preheader: (when: string) => `You have a seat. ${when}`,
    heading: 'See you soon',
    text: (event: string) => `You have a seat at “${event}”.`,
  },
  announcement: {
    preheader: (event: string) => `About “${event}”`,
    why: (event: string) => `You get this because you take part in “${event}” or were asked to.`,
  },
  takeSeat: 'Take the seat',
  answerInvitation: 'Say whether you come',
  seeEvent: 'See the event',
  unsubscribe,
  cannotCome: 'You cannot come? Leave the event on its page, so that somebody else can have the seat.',
  leaveWaitlist: 'You no longer want to come? Leave the waitlist on the event’s page.',
};

export type Words = typeof en;
