import type { CallCard } from '../../main/core/model/call.ts';
import type { CallBell } from '../../main/core/ports.ts';

export interface FakeCallBell extends CallBell {
  /** The desktop allows the card. False at first, so that notifications announce the calls. */
  works: boolean;
  /** What the card shows now; null: there is none. */
  card(): CallCard | null;
  /** The names on the card now, newest call first; null: hidden. */
  names(): (string | null)[];
  /** Whether the tone plays. */
  sounds(): boolean;
  /** The ids of all calls that have ever been on the card, in order. */
  readonly rang: string[];
}

export function createFakeCallBell(): FakeCallBell {
  let card: CallCard | null = null;
  const rang: string[] = [];
  const bell: FakeCallBell = {
    works: false,
    rang,
    canShow: () => bell.works,
    show(next) {
      const before = card?.calls.map(({ id }) => id) ?? [];
      rang.push(...(next?.calls ?? []).flatMap(({ id }) => (before.includes(id) ? [] : id)));
      card = next;
    },
    card: () => card,
    names: () => card?.calls.map(({ conversation }) => conversation) ?? [],
    sounds: () => card?.sounds ?? false,
  };
  return bell;
}
