import type { AccountSummary } from '../../main/core/model/connected.ts';

/** Of which accounts the server was asked, by id, and how each stood then. */
export type Asked = ReadonlyMap<string, string>;

export const NOTHING_ASKED: Asked = new Map();

/** The call only starts the question; its end, good or bad, shows in one of these. */
const standing = ({ connection: { lastSyncAt, nextTryAt } }: AccountSummary): string => `${lastSyncAt} ${nextTryAt}`;

/** These are asked now. */
export const askedOf = (accounts: AccountSummary[]): Asked =>
  new Map(accounts.map((account) => [account.id, standing(account)]));

/** One of these has not answered yet, its first question included. */
export const isAwaited = (accounts: AccountSummary[], asked: Asked): boolean =>
  accounts.some((account) => account.connection.state === 'loading' || asked.get(account.id) === standing(account));
