import type { Control } from '../nextcloud/control.ts';
import type { Ledger, Level } from './ledger.ts';
import type { OwnStep } from './schedule.ts';
import { USER } from './stage.ts';

/** The user's actions on one conversation in the app. */
const OWN_ACTION = /\/(?:chat|room)\/(\w+)(\/read|\/notify|\/favorite)?$/;

/** Returns whether this request sends a user's action to the server. */
export const isOwnAction = (method: string, path: string): boolean => method !== 'GET' && OWN_ACTION.test(path);

/** Writes the user's actions into the ledger at the moment when the server handles them. */
export function followOwnActions(control: Control, ledger: Ledger): void {
  control.on('request', ({ method, path, status, user, body }) => {
    if (!isOwnAction(method, path) || user !== USER || status !== 200) return;
    const [, token = '', what] = OWN_ACTION.exec(path) ?? [];
    const told = new URLSearchParams(body);
    const { entries } = ledger.snapshot(token);
    const newest = entries.at(-1)?.id ?? 0;
    if (what === '/read' && method === 'POST')
      ledger.set(token, { lastRead: Number(told.get('lastReadMessage') ?? newest) });
    else if (what === '/read') ledger.set(token, { lastRead: entries.at(-2)?.id ?? 0 });
    else if (what === '/notify') ledger.set(token, { level: Number(told.get('level')) as Level });
    // A favourite does not affect ringing, and a written message is already in the ledger.
  });
}

const LEVELS = { 1: 'always', 2: 'mention', 3: 'never' } as const;

/** Returns the action in the form of the app's command. */
export const actionOf = ({ what, level, on }: OwnStep) =>
  what === 'set-level'
    ? ({ kind: what, level: LEVELS[level] } as const)
    : what === 'set-favourite'
      ? ({ kind: what, on } as const)
      : ({ kind: what === 'mark-unread' ? what : 'mark-read' } as const);
