import * as v from 'valibot';
import { NotSaved, PinNeeded, SettingLocked } from '../errors.ts';
import { PIN_HASH, type PinAnswer, type PinSource } from '../model/pin.ts';
import type { Clock, PinHasher, SettingsStore } from '../ports.ts';
import { PIN_RESET } from './policy-schema.ts';

const DOCUMENT = 'pin';
/** A person who knows the PIN has finished by then, and each change begins the time anew. */
const GRANT_MS = 2 * 60_000;
/** So many wrong PINs in a row cost nothing. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** How long no PIN is accepted after so many wrong ones in a row, in milliseconds. */
export const waitAfter = (wrong: number): number =>
  wrong < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT_MS);

const Stored = v.object({
  hash: v.fallback(v.nullable(v.pipe(v.string(), v.regex(PIN_HASH))), null),
  /** Wrong PINs since the last right one. */
  wrong: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000)), 0),
  /** When the last of them was typed, milliseconds since 1970. */
  triedAt: v.fallback(v.number(), 0),
});

export interface PinLockDeps {
  clock: Clock;
  settings: SettingsStore;
  pins: PinHasher;
  /** The hash that the administrator has set, or `reset`; null: the user chooses. */
  preset: string | null;
  /** Station mode is on. Without it, the PIN protects nothing. */
  isWanted: () => boolean;
  onChange: () => void;
}

export type PinLock = ReturnType<typeof createPinLock>;

/**
 * The PIN of station mode. It prevents mistakes and is no security boundary: a person who can use the computer's account
 * can also change the app's files. After wrong PINs, the app waits longer and longer; a restart does not shorten that.
 */
export function createPinLock({ clock, settings, pins, preset, isWanted, onChange }: PinLockDeps) {
  let stored = v.parse(v.fallback(Stored, { hash: null, wrong: 0, triedAt: 0 }), settings.read(DOCUMENT));
  if (preset === PIN_RESET && stored.hash !== null && settings.remove(DOCUMENT))
    stored = { hash: null, wrong: 0, triedAt: 0 };
  /** The end of the wait, and of the permission, by the monotonic clock. */
  let waitsUntil = clock.monotonic() + waitLeft();
  let grantedUntil = Number.NEGATIVE_INFINITY;

  /** A clock that was set back does not make the wait longer. */
  function waitLeft(): number {
    const passed = Math.max(0, clock.now() - stored.triedAt);
    return Math.max(0, waitAfter(stored.wrong) - passed);
  }

  function store(next: typeof stored): boolean {
    stored = next;
    return settings.write(DOCUMENT, stored);
  }

  function hash(): string | null {
    if (preset === PIN_RESET) return null;
    return preset ?? stored.hash;
  }

  function source(): PinSource {
    if (preset !== null) return preset === PIN_RESET ? 'reset' : 'policy';
    return stored.hash === null ? 'none' : 'own';
  }

  const isGuarding = (): boolean => isWanted() && hash() !== null;
  const mayPass = (): boolean => !isGuarding() || clock.monotonic() < grantedUntil;

  function grant(): void {
    grantedUntil = clock.monotonic() + GRANT_MS;
  }

  return {
    source,
    /** Some commands need the PIN first. */
    isGuarding,
    /** Lets a command pass that the PIN protects. @throws PinNeeded */
    check(): void {
      if (!mayPass()) throw new PinNeeded('the PIN has not been typed');
      if (isGuarding()) grant();
    },
    /** A person has typed a PIN in the window. While the app waits, even the right one is not accepted. */
    async enter(pin: string): Promise<PinAnswer> {
      const expected = hash();
      if (expected === null) return { right: true, waitSeconds: 0 };
      if (clock.monotonic() < waitsUntil) return { right: false, waitSeconds: secondsLeft() };
      // It counts as wrong before it is checked, so that neither a crash nor many at once help.
      store({ ...stored, wrong: stored.wrong + 1, triedAt: clock.now() });
      waitsUntil = clock.monotonic() + waitAfter(stored.wrong);
      if (!(await pins.matches(pin, expected))) return { right: false, waitSeconds: secondsLeft() };
      store({ ...stored, wrong: 0 });
      waitsUntil = clock.monotonic();
      grant();
      return { right: true, waitSeconds: 0 };
    },
    /**
     * Chooses the PIN, or removes it (null).
     * @throws SettingLocked when the administrator decides; NotSaved, and then the choice lasts until the app ends
     */
    async choose(pin: string | null): Promise<void> {
      if (preset !== null) throw new SettingLocked('the PIN');
      const isSaved = store({ hash: pin === null ? null : await pins.hash(pin), wrong: 0, triedAt: 0 });
      grant();
      onChange();
      if (!isSaved) throw new NotSaved('the PIN');
    },
    /** The window is hidden: the next person has to type the PIN. */
    end(): void {
      grantedUntil = Number.NEGATIVE_INFINITY;
    },
  };

  function secondsLeft(): number {
    return Math.max(0, Math.ceil((waitsUntil - clock.monotonic()) / 1_000));
  }
}
