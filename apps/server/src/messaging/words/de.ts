import type { Words } from './en.ts';
import { participation } from './participation.de.ts';

export const de: Words = {
  greeting: (name) => (name === null ? 'Здравствуйте!' : `Здравствуйте, ${name}!`),
  linkHint: 'Если кнопка не работает, откройте этот адрес:',
  sentBy: (host) => `Вы получили это письмо, потому что этот адрес указали на ${host}.`,
  codeLasts:
    'Код действует один раз и десять минут. Мы никогда не спрашиваем его по телефону или в письмах: никому его не сообщайте.',
  device: 'Устройство',
  networkAddress: 'Сетевой адрес',
  time: 'Время',
  when: 'Когда',
  where: 'Где',
  payment: 'Оплата',
  reason: 'Причина',
  formerly: 'Было',
  unknownDevice: 'Неизвестное устройство',
  browserOn: (browser, system) => `${browser}, ${system}`,

  registrationCode: {
    subject: 'Код для завершения регистрации',
    preheader: 'Введите его там, где вы регистрируетесь. Он действует десять минут.',
    heading: 'Подтвердите адрес',
    text: 'Введите этот код там, где вы регистрируетесь, и учётная запись готова.',
    notYou:
      'Кто-то указал этот адрес при регистрации. Если это были не вы, ничего не делайте: без кода учётная запись не появится.',
  },
  welcome: {
    subject: 'Willkommen',
    preheader: 'Ihr Konto ist bereit.',
    heading: 'Ihr Konto ist bereit',
    text: 'Ihre Adresse ist bestätigt. Sie können jetzt Veranstaltungen suchen und daran teilnehmen.',
    action: 'Veranstaltungen ansehen',
    safety:
      'Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder Gerätecode an, und niemand kann ihn über eine gefälschte Seite stehlen. Hinzufügen können Sie ihn auf der Sicherheitsseite Ihres Kontos.',
  },
  addressKnown: {
    subject: 'У вас уже есть учётная запись',
    preheader: 'Кто-то пытался зарегистрироваться с этим адресом. Войдите вместо этого.',
    heading: 'У вас уже есть учётная запись',
    text: 'Кто-то, скорее всего вы, пытался зарегистрироваться с этим адресом. Учётная запись с ним уже есть: войдите, и мы пришлём вам код.',
    action: 'Войти',
    notYou:
      'Если это были не вы, ничего не делайте: ничего не изменилось, а тому, кто пытался, об этом не сказано.',
  },
  signInCode: {
    subject: 'Код для входа',
    preheader: 'Введите его там, где вы входите. Он действует десять минут.',
    heading: 'Вход',
    text: 'Введите этот код там, где вы входите.',
    notYou: 'Если это были не вы, ничего не делайте: без кода никто не войдёт.',
  },
  signInUnknown: {
    subject: 'С этим адресом нет учётной записи',
    preheader: 'Кто-то пытался войти с этим адресом. Вы можете зарегистрироваться.',
    heading: 'С этим адресом ещё нет учётной записи',
    text: 'Кто-то, скорее всего вы, пытался войти с этим адресом. Учётной записи с ним нет: возможно, вы указывали другой адрес, или можете зарегистрироваться сейчас.',
    action: 'Зарегистрироваться',
    notYou: 'Если это были не вы, ничего не делайте: тому, кто пытался, об этом не сказано.',
  },
  sessionReused: {
    subject: 'Мы завершили один из ваших сеансов, чтобы защитить вас',
    preheader: 'Вход использовали из двух мест. Проверьте свои устройства.',
    heading: 'Сеанс завершён',
    text: 'То, что удерживает вход на одном из ваших устройств, использовали второй раз. Так бывает, когда его скопировали, поэтому мы завершили этот сеанс везде. Второй раз это произошло отсюда:',
    advice: 'Войдите снова и просмотрите свои устройства. Завершите сеансы, которых не узнаёте.',
    action: 'Мои устройства',
  },
  securityNotice: {
    preheader: 'If this was you, there is nothing to do.',
    advice: 'If this was you, there is nothing to do. If not, end that session now and secure your account.',
    action: 'This was not me',
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
    },
  },
  participation,
  invitation: {
    subject: (event) => `Sie sind eingeladen: ${event}`,
    preheader: (when) => `Sagen Sie, ob Sie kommen. ${when}`,
    heading: 'Sie sind eingeladen',
    text: (event) =>
      `Sie sind zu „${event}“ eingeladen. Registrieren Sie sich mit dieser Adresse, und sagen Sie auf der Seite der Veranstaltung, ob Sie kommen: erst dann haben Sie einen Platz.`,
  },
  eventCancelled: {
    subject: (event) => `Отменено: ${event}`,
    preheader: 'Событие не состоится.',
    heading: 'Событие не состоится',
    text: (event) => `Событие «${event}» отменено. Делать ничего не нужно.`,
    action: 'Найти другое событие',
  },
  eventRescheduled: {
    subject: (event) => `Новое время: ${event}`,
    preheader: (when) => `Теперь: ${when}`,
    heading: 'Время изменилось',
    text: (event) => `Событие «${event}» перенесено.`,
  },
  eventReminder: {
    subject: (event) => `Скоро: ${event}`,
    preheader: (when) => `Место за вами. ${when}`,
    heading: 'До скорой встречи',
    text: (event) => `У вас есть место на событии «${event}».`,
  },
  seeEvent: 'Открыть событие',
  cannotCome: 'Не сможете прийти? Откажитесь от участия на странице события, чтобы место досталось другому.',
  leaveWaitlist: 'Больше не хотите прийти? Выйдите из листа ожидания на странице события.',
};
