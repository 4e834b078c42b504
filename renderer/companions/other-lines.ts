import { createMemo } from 'solid-js';
import type { CompanionLine, CompanionView, CompanionViews } from '../../main/core/model/companion.ts';

/** A line about an app of an account. `line`: null when the app has never answered. */
export type OtherLine = {
  /** Names account, app and line, and stays the same while they do. */
  key: string;
  view: CompanionView;
  line: CompanionLine | null;
  isStale: boolean;
};

/**
 * Returns the lines to show: apps with nothing new have none, and an app that fails has one that says so.
 * @param accounts the ids of the accounts on screen
 */
export const othersOf = (views: CompanionViews, accounts: readonly string[]): OtherLine[] =>
  views
    .filter(({ id, account }) => ['mail', 'news', 'widgets'].includes(id) && accounts.includes(account))
    .flatMap((view): OtherLine[] => {
      const isStale = view.state === 'failed';
      if (view.content === null) return isStale ? [{ key: keyOf(view, null), view, line: null, isStale }] : [];
      const lines = 'lines' in view.content ? view.content.lines : [];
      return lines.filter(({ count }) => count > 0).map((line) => ({ key: keyOf(view, line), view, line, isStale }));
    });

const keyOf = ({ account, id }: CompanionView, line: CompanionLine | null): string =>
  JSON.stringify([account, id, line?.id ?? null]);

/**
 * Returns the keys of the lines to show, and each line by its key. A row for each key stays when its line changes; a row
 * for each line would be drawn anew with every answer, and lose the focus.
 */
export function createOtherLines(lines: () => readonly OtherLine[]) {
  const all = createMemo(lines);
  return {
    keys: createMemo(() => all().map(({ key }) => key)),
    /** Returns what the row of a key shows. A row that is about to go keeps what it showed. */
    lineOf: (key: string): (() => OtherLine | undefined) =>
      createMemo((before: OtherLine | undefined) => all().find((line) => line.key === key) ?? before),
  };
}
