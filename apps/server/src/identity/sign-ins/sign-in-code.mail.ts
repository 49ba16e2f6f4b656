import { declareCodeMail } from '../codes/declare-code-mail.ts';

export const signInCodeMail = declareCodeMail('sign-in-code', (words) => words.signInCode);
