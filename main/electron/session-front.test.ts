import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isBehind, watchLogind } from './session-front.ts';

const MINE = 'show-session 2 -p Active -p State -p Seat';
const SEAT = 'show-seat seat0 -p ActiveSession';
const FRONT = 'show-session 5 -p Class';
/** What logind says while another user's session is in front. */
const BEHIND: Record<string, string | null> = {
  [MINE]: 'Active=no\nState=online\nSeat=seat0\n',
  [SEAT]: 'ActiveSession=5\n',
  [FRONT]: 'Class=user\n',
};
const saying = (answers: Record<string, string | null>) => async (args: readonly string[]) =>
  answers[args.join(' ')] ?? null;

describe('what logind says', () => {
  it('another user in front means the background, in each order of the lines', async () => {
    expect(await isBehind('2', saying(BEHIND))).toBe(true);
    expect(await isBehind('2', saying({ ...BEHIND, [MINE]: 'Seat=seat0\r\nState=online\r\nActive=no\r\n' }))).toBe(
      true,
    );
  });

  it.each<[string, Record<string, string | null>]>([
    ['a session in front', { [MINE]: 'Active=yes\nState=active\nSeat=seat0\n' }],
    ['a remote session', { [MINE]: 'Active=no\nState=online\nSeat=\n' }],
    ['a session that ends', { [MINE]: 'Active=no\nState=closing\nSeat=seat0\n' }],
    ['no answer', { [MINE]: null }],
    ['other words', { [MINE]: 'Active=nope\nState=online!\nSeat\n' }],
    ['an empty answer', { [MINE]: '' }],
    ['a seat without a session in front', { [SEAT]: 'ActiveSession=\n' }],
    ['a seat that does not answer', { [SEAT]: null }],
    ['a login screen in front, which is how some desktops lock', { [FRONT]: 'Class=greeter\n' }],
    ['a lock screen in front', { [FRONT]: 'Class=lock-screen\n' }],
    ['an unknown session in front', { [FRONT]: null }],
  ])('%s counts as in front', async (_what, answers) => {
    expect(await isBehind('2', saying({ ...BEHIND, ...answers }))).toBe(false);
  });
});

describe('watching', () => {
  let seats: string;
  let end = (): void => {};
  beforeEach(() => {
    seats = mkdtempSync(join(tmpdir(), 'seats-'));
    vi.stubEnv('XDG_SESSION_ID', '2');
  });
  afterEach(() => {
    end();
    vi.unstubAllEnvs();
    rmSync(seats, { recursive: true });
  });

  /** As logind does it: a new file takes the place of the old one. */
  function switchUser(): void {
    writeFileSync(join(seats, '.#seat0'), '');
    renameSync(join(seats, '.#seat0'), join(seats, 'seat0'));
  }

  /** Waits for the real folder's watcher. */
  const eventually = <V>(look: () => V) => expect.poll(look, { timeout: 10_000 });

  it('tells each change once, and takes silence for the front', async () => {
    const told: boolean[] = [];
    let answers: Record<string, string | null> = { [MINE]: 'Active=yes\nState=active\nSeat=seat0\n' };
    const ask = vi.fn((args: readonly string[]) => saying(answers)(args));
    end = watchLogind((inBackground) => told.push(inBackground), { seats, ask });
    expect(ask).toHaveBeenCalledTimes(1);
    answers = BEHIND;
    switchUser();
    await eventually(() => told).toEqual([true]);
    const before = ask.mock.calls.length;
    switchUser();
    await eventually(() => ask.mock.calls.length).toBeGreaterThan(before);
    answers = {};
    switchUser();
    await eventually(() => told).toEqual([true, false]);
  });

  it('an app that starts in the background knows it', async () => {
    const told: boolean[] = [];
    end = watchLogind((inBackground) => told.push(inBackground), { seats, ask: saying(BEHIND) });
    await eventually(() => told).toEqual([true]);
  });

  it('without logind, the session stays in front and nothing is asked', () => {
    const ask = vi.fn(saying(BEHIND));
    end = watchLogind(() => {}, { seats: join(seats, 'missing'), ask });
    expect(ask).not.toHaveBeenCalled();
  });
});
