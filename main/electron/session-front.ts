import { watch } from 'node:fs';
import { answerOf } from './command.ts';

/** logind replaces a file in here when another session comes to the front. libsystemd watches this folder as well. */
const SEATS = '/run/systemd/seats';
/** A switch changes several files. */
const SETTLE_MS = 200;
/** A session in the background asks again, so that a missed change cannot keep it silent. */
const AGAIN_MS = 30_000;

/** Returns the output of `loginctl` with these arguments; null: none. */
type Ask = (args: readonly string[]) => Promise<string | null>;

const askLoginctl: Ask = (args) => answerOf('loginctl', args);

/**
 * Asks logind whether a session of a person is in front at the seat of this session. In doubt false: without a seat (a
 * remote session), and while a login screen is in front, because some desktops lock the screen with that.
 * @param session its id; `auto` is the user's graphical session
 */
export async function isBehind(session: string, ask: Ask): Promise<boolean> {
  const show = async (what: string, id: string, names: readonly string[]): Promise<string[]> => {
    const answer = await ask([what, id, ...names.flatMap((name) => ['-p', name])]);
    const values = new Map(
      (answer ?? '').split('\n').map((line) => {
        const [name = '', ...value] = line.trim().split('=');
        return [name, value.join('=')];
      }),
    );
    return names.map((name) => values.get(name) ?? '');
  };
  const [active, state, seat = ''] = await show('show-session', session, ['Active', 'State', 'Seat']);
  if (active !== 'no' || state !== 'online' || seat === '') return false;
  const [front = ''] = await show('show-seat', seat, ['ActiveSession']);
  if (front === '') return false;
  const [kind] = await show('show-session', front, ['Class']);
  return kind === 'user';
}

/**
 * Watches through logind whether another session is in front. While nothing changes at the seats, a session in front
 * costs neither a timer nor a process. Without logind (also in a Flatpak), the session counts as in front.
 * @returns ends the watch
 */
export function watchLogind(
  onChange: (inBackground: boolean) => void,
  { seats = SEATS, ask = askLoginctl }: { seats?: string; ask?: Ask } = {},
): () => void {
  // An app that systemd has started has no session in its environment.
  const session = process.env.XDG_SESSION_ID ?? 'auto';
  let timer: NodeJS.Timeout | undefined;
  let inBackground = false;
  let questions = 0;

  const lookIn = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms).unref();
  };

  async function look(): Promise<void> {
    questions += 1;
    const question = questions;
    const isNow = await isBehind(session, ask);
    // The answer to a later question is newer.
    if (question !== questions) return;
    if (isNow) lookIn(AGAIN_MS);
    if (isNow === inBackground) return;
    inBackground = isNow;
    onChange(isNow);
  }

  try {
    const watcher = watch(seats, { persistent: false }, () => lookIn(SETTLE_MS));
    watcher.on('error', () => {});
    void look();
    return () => {
      watcher.close();
      clearTimeout(timer);
    };
  } catch {
    return () => {};
  }
}
