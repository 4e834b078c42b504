import type { CompanionLine, CompanionView, CompanionViews } from '../../main/core/model/companion.ts';

/** A line about an app of an account. `line`: null when the app has never answered. */
export type OtherLine = { view: CompanionView; line: CompanionLine | null; isStale: boolean };

/**
 * Returns the lines to show: apps with nothing new have none, and an app that fails has one that says so.
 * @param accounts the ids of the accounts on screen
 */
export const othersOf = (views: CompanionViews, accounts: readonly string[]): OtherLine[] =>
  views
    .filter(({ id, account }) => ['mail', 'news', 'widgets'].includes(id) && accounts.includes(account))
    .flatMap((view): OtherLine[] => {
      const isStale = view.state === 'failed';
      if (view.content === null) return isStale ? [{ view, line: null, isStale }] : [];
      const lines = 'lines' in view.content ? view.content.lines : [];
      return lines.filter(({ count }) => count > 0).map((line) => ({ view, line, isStale }));
    });
