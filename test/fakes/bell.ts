import type { Alarm, AlarmCard } from '../../main/core/model/alarm.ts';
import type { AlarmBell } from '../../main/core/ports.ts';

export interface FakeBell extends AlarmBell {
  /** What the card shows now; null: there is no card. */
  card(): AlarmCard | null;
  /** The alarms on the card now, newest first. */
  alarms(): Alarm[];
  /** Whether the sound is playing. */
  sounds(): boolean;
  /** The ids of the alarms that have ever rung, in order, once for each time that one began to ring. */
  readonly rang: string[];
  /** How many short tones were played. */
  tones(): number;
}

export function createFakeBell(): FakeBell {
  let card: AlarmCard | null = null;
  const rang: string[] = [];
  let tones = 0;
  const ringing = (shown: AlarmCard | null): string[] =>
    (shown?.alarms ?? []).flatMap(({ id, state }) => (state === 'ringing' ? id : []));
  return {
    rang,
    show(next) {
      const before = ringing(card);
      rang.push(...ringing(next).filter((id) => !before.includes(id)));
      card = next;
    },
    tone: () => {
      tones += 1;
    },
    tones: () => tones,
    card: () => card,
    alarms: () => card?.alarms ?? [],
    sounds: () => card?.sounds ?? false,
  };
}
