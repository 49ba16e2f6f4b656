import type { Account } from './accounts.contract.ts';
import type { AccountRow } from './accounts.entity.ts';

/** An account as its owner sees it. A row that has just been made leaves out what is empty. */
export function describeAccount(account: AccountRow): Account {
  return {
    id: account.id,
    address: account.address,
    fullName: account.fullName,
    role: account.role,
    isSystem: account.isSystem ?? false,
    locale: account.locale,
    organisation: account.organisation ?? null,
    about: account.about ?? null,
    timeZone: account.timeZone ?? null,
    createdAt: account.createdAt,
  };
}
