import type { Message } from '../nextcloud/model.ts';
import { START_MS } from './clock.ts';
import { createLedger, type Entry } from './ledger.ts';
import { ROOMS, type RoomName } from './schedule.ts';
import type { ModelServer } from './server.ts';

export const USER = 'alice';
const PEOPLE = { alice: 'Alice Anders', bob: 'Bob Böhm', carla: 'Carla Castro' };

const NAMES: Record<RoomName, string> = { always: 'Alarm', mention: 'Kantine', direct: '', public: 'Ausbildung' };
const HIDDEN = new Set(['reaction', 'message_deleted', 'message_edited']);

const kindOf = ({ system }: Message): Entry['kind'] => {
  if (system === '') return 'message';
  if (system === 'call_started') return 'call-started';
  if (system === 'call_ended' || system === 'call_missed') return 'call-ended';
  return HIDDEN.has(system) ? 'hidden' : 'system';
};

/** Returns an author's name as the window shows it. */
export const nameOf = (id: string): string => (id === USER ? 'You' : (PEOPLE[id as keyof typeof PEOPLE] ?? id));

/** Sets the server up for a schedule, with everything recorded in the ledger. */
export function setStage({ control }: ModelServer, elapsed: () => number) {
  let skew = 0;
  let clockMoves = 0;
  const serverSeconds = (): number => Math.floor((START_MS + elapsed() + skew) / 1_000);
  const ledger = createLedger(USER, serverSeconds);
  control.on('message', ({ room, message }) =>
    ledger.wrote(room.token, { id: message.id, by: message.actorId, kind: kindOf(message), text: message.text }),
  );
  for (const [id, displayName] of Object.entries(PEOPLE)) control.addUser({ id, displayName, password: id });
  const tokens = addRooms();
  control.setStatus(USER, 'online');

  function addRooms(): Record<RoomName, string> & { changelog: string } {
    ledger.addRoom({ token: 'changelog', name: '', changelog: true, member: true, level: 1 });
    control.addRoom({ type: 'changelog', members: [USER], token: 'changelog' });
    for (const name of ROOMS) {
      const member = name !== 'public';
      const level = name === 'always' || name === 'direct' ? 1 : 2;
      ledger.addRoom({ token: name, name: NAMES[name], changelog: false, member, level });
      const type = name === 'direct' ? 'one-to-one' : name === 'public' ? 'public' : 'group';
      const members = name === 'direct' ? ['bob', USER] : member ? ['bob', USER, 'carla'] : ['bob', 'carla'];
      control.addRoom({ type, name: NAMES[name], members, token: name });
      if (member) {
        control.setLevel(USER, name, level);
        control.markRead(USER, name);
        ledger.set(name, { lastRead: control.readMarker(USER, name) });
      }
    }
    return { always: 'always', mention: 'mention', direct: 'direct', public: 'public', changelog: 'changelog' };
  }

  return {
    ledger,
    tokens,
    /** Returns seconds since 1970 by the server's clock. */
    serverSeconds,
    /** Returns how often the server's clock has been set. */
    clockMoves: (): number => clockMoves,
    moveServerClock(by: number): void {
      clockMoves += 1;
      skew += by;
      control.setClockSkew(skew);
    },
  };
}

export type Stage = ReturnType<typeof setStage>;
