import type { Account, UpdateProfileInput } from '@foyer/client';

const longestOrganisation = 120;
export const longestAbout = 500;

/** What the fields of the profile hold: an empty one stands for nothing. */
export type ProfileValues = {
  fullName: string;
  organisation: string;
  about: string;
  timeZone: string;
  locale: Account['locale'];
};

export function profileValuesOf(account: Account): ProfileValues {
  const { fullName, organisation, about, timeZone, locale } = account;
  return {
    fullName,
    organisation: organisation ?? '',
    about: about ?? '',
    timeZone: timeZone ?? '',
    locale,
  };
}

export function profileInputOf(values: ProfileValues): UpdateProfileInput {
  const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    fullName: values.fullName.trim(),
    organisation: textOrNull(values.organisation),
    about: textOrNull(values.about),
    timeZone: textOrNull(values.timeZone),
    locale: values.locale,
  };
}

/** What a browser can say before the server is asked; the server decides. */
export function organisationComplaint(organisation: string): 'organisationTooLong' | undefined {
  return organisation.trim().length <= longestOrganisation ? undefined : 'organisationTooLong';
}

export function aboutComplaint(about: string): 'aboutTooLong' | undefined {
  return about.trim().length <= longestAbout ? undefined : 'aboutTooLong';
}
