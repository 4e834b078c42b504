import type { Control } from '../nextcloud/control.ts';

export interface CrowdRoom {
  token: string;
  /** 1 always, 2 mention, 3 never. */
  level: 1 | 2 | 3;
  archived: boolean;
  sensitive: boolean;
}

/** Alice's settings in some of the conversations; the others always ring. */
const KINDS: readonly Omit<CrowdRoom, 'token'>[] = [
  { level: 1, archived: false, sensitive: false },
  { level: 2, archived: false, sensitive: false },
  { level: 1, archived: false, sensitive: false },
  { level: 2, archived: false, sensitive: false },
  { level: 1, archived: false, sensitive: true },
  { level: 1, archived: false, sensitive: false },
  { level: 3, archived: false, sensitive: false },
  { level: 2, archived: false, sensitive: false },
  { level: 1, archived: true, sensitive: false },
  { level: 1, archived: false, sensitive: false },
];
export const WRITERS = ['bob', 'carla'];

/** Fills a server with groups of alice, bob and carla, each with one message from last year that alice has read. */
export function seedCrowd(control: Control, count: number): CrowdRoom[] {
  for (const id of ['alice', ...WRITERS]) control.addUser({ id, displayName: id, password: id });
  control.setStatus('alice', 'online');
  const day = 24 * 60;
  return Array.from({ length: count }, (_, index) => {
    const kind = KINDS[index % KINDS.length] ?? { level: 1, archived: false, sensitive: false };
    const { level, archived, sensitive } = kind;
    return control.inThePast(60 * day + index, () => {
      const token = control.addRoom({
        type: 'group',
        name: `Gruppe ${index + 1}`,
        members: [
          WRITERS[index % WRITERS.length] ?? 'bob',
          'alice',
          ...WRITERS.filter((_writer, at) => at !== index % 2),
        ],
        notificationLevel: level,
      });
      control.configure('alice', token, { archived, sensitive });
      control.send('bob', token, `Übung am ${1 + (index % 28)}. um 18 Uhr am Gerätehaus, bitte pünktlich.`);
      control.markRead('alice', token);
      return { token, level, archived, sensitive };
    });
  });
}
