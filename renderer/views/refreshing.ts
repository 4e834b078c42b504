import type { AccountSummary } from '../../main/core/model/connected.ts';

/** The accounts that were asked, by id, with their state at that moment. */
export type Asked = ReadonlyMap<string, string>;

export const NOTHING_ASKED: Asked = new Map();

/** The call only starts the request; its end, good or bad, changes one of these. */
const standing = ({ connection: { lastSyncAt, nextTryAt } }: AccountSummary): string => `${lastSyncAt} ${nextTryAt}`;

/** Remembers that these accounts are asked now. */
export const askedOf = (accounts: AccountSummary[]): Asked =>
  new Map(accounts.map((account) => [account.id, standing(account)]));

/** Returns whether one of the accounts has not answered yet, which includes its first list. */
export const isAwaited = (accounts: AccountSummary[], asked: Asked): boolean =>
  accounts.some((account) => account.connection.state === 'loading' || asked.get(account.id) === standing(account));
