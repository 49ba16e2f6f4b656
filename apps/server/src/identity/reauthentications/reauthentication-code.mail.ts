import { declareCodeMail } from '../codes/declare-code-mail.ts';

export const reauthenticationCodeMail = declareCodeMail(
  'reauthentication-code',
  (words) => words.reauthenticationCode,
);
