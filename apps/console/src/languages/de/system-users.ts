import type { Texts } from '../texts.ts';

export const systemUsers: Texts['systemUsers'] = {
  create: 'Systemkonto anlegen',
  createTitle: 'Neues Systemkonto',
  createText:
    'Ein Konto für einen Import oder Auftrag. Niemand meldet sich damit an; es handelt mit API-Schlüsseln.',
  name: 'Name',
  nameHint: 'Was es ist, zum Beispiel „Nachtimport“.',
  role: 'Was seine Schlüssel höchstens dürfen',
  roleMember: 'Was alle dürfen',
  roleStaff: 'Was das Team darf',
  submit: 'Anlegen',
  created: '{{name}} ist angelegt. Geben Sie ihm einen Schlüssel.',
  none: 'Keine Systemkonten',
  noneText: 'Legen Sie für jeden Import oder Auftrag eines an, damit Sie jedes einzeln schließen können.',
  keys: 'API-Schlüssel',
  keysRest: 'Solange das Konto geschlossen ist, gilt keiner seiner Schlüssel, und es entsteht kein neuer.',
  disableText: 'Die API-Schlüssel von {{name}} sind sofort ungültig.',
  enableText: 'Die API-Schlüssel von {{name}} gelten wieder.',
};
