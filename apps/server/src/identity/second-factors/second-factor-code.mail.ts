import { declareCodeMail } from '../codes/declare-code-mail.ts';

export const secondFactorCodeMail = declareCodeMail('second-factor-code', (words) => words.secondFactorCode);
