import type { StartRegistrationInput } from '@foyer/client';
import type { ProfileValues } from '../../account/profile-values.ts';

/** What signing in is to ask for beside the first thing. */
export type SecondStep = 'none' | 'mail-code' | 'totp';

/** What most leave out; an empty field stands for nothing. */
export type MoreAboutYou = Pick<ProfileValues, 'organisation' | 'about' | 'timeZone'>;

/** What a registration begins with. */
export type RegistrationValues = {
  fullName: string;
  address: string;
  /** Empty for none. */
  password: string;
  secondStep: SecondStep;
  more?: MoreAboutYou | undefined;
};

export function registrationInputOf(values: RegistrationValues): Omit<StartRegistrationInput, 'locale'> {
  const { fullName, address, password, secondStep, more } = values;
  return {
    fullName,
    address,
    ...(password !== '' && { password }),
    // Beside a mailed code as the first one it is none.
    secondFactor: secondStep === 'mail-code' && password === '' ? 'none' : secondStep,
    ...(more && said(more)),
  };
}

function said(more: MoreAboutYou): Partial<MoreAboutYou> {
  const trimmed = Object.entries(more).map(([name, text]) => [name, text.trim()]);
  return Object.fromEntries(trimmed.filter(([, text]) => text !== ''));
}
