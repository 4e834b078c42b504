import { describe, expect, it } from 'vitest';
import { nextcloud, ports, replaceServer, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { account, add, connected, synced } from '../fakes/two-servers.ts';
import { eventually, pass, useStationPc } from './station-pc.ts';

/* Alice and Bob are signed in on one server. Both have the calendar "Dienstplan". */

const MINUTE = 60_000;

useStationPc();

const now = (): number => ports.clock.now();
const reminders = (): string[] =>
  ports.notifier.asked
    .filter(({ key }) => key.includes('/appointment/'))
    .map(({ title }) => title.split(' · ')[0] ?? '');
const visible = (): string[] => [...ports.notifier.visible.keys()].filter((key) => key.includes('/appointment/'));

function addEvent(user: 'alice' | 'bob', event: Parameters<typeof nextcloud.control.addEvent>[2]): void {
  nextcloud.control.addEvent(user, 'dienstplan', event);
}

function addShared(event: Parameters<typeof nextcloud.control.addEvent>[2]): void {
  addEvent('alice', event);
  addEvent('bob', event);
}

/** Returns how many accounts know appointments, and how many each knows. */
const known = (): number[] =>
  talkmelder.companions().flatMap(({ content }) => (content?.of === 'appointments' ? content.items.length : []));

async function signInBoth({ rememberBob = true } = {}): Promise<void> {
  for (const user of ['alice', 'bob']) nextcloud.control.addCalendar(user, 'dienstplan', 'Dienstplan');
  await signIn();
  await add(nextcloud, 'bob', rememberBob);
  talkmelder.changeSettings({ companions: ['appointments'] });
}

describe('an appointment that two accounts of one server have', () => {
  it.each([true, false])(
    'reminds once each time, also across restarts (Bob is remembered: %s)',
    async (rememberBob) => {
      await signInBoth({ rememberBob });
      const lines = ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT1H', 'END:VALARM'];
      const start = now() + 2 * 60 * MINUTE;
      addShared({ uid: 'shared', title: 'Übung', start, lines });
      await eventually(known).toEqual([1, 1]);
      await pass((start - now()) / 1_000 - 59 * 60);
      expect(reminders()).toEqual(['Übung']);
      await restart(() => {});
      await synced(rememberBob ? 2 : 1);
      await pass(60);
      expect(reminders()).toEqual(['Übung']);
      await pass((start - now()) / 1_000 - 14 * 60);
      expect(reminders()).toEqual(['Übung', 'Übung']);
      await restart(() => {});
      await pass(20 * 60);
      expect(reminders()).toEqual(['Übung', 'Übung']);
    },
  );

  it('has the same name in both, so that the window shows it once', async () => {
    await signInBoth();
    const rule = ['RRULE:FREQ=DAILY;COUNT=3'];
    addShared({ uid: 'shared', title: 'Übung', start: now() + 60 * MINUTE, lines: rule });
    await eventually(known).toEqual([3, 3]);
    const [alice, bob] = talkmelder
      .companions()
      .flatMap(({ content }) => (content?.of === 'appointments' ? [content] : []))
      .map(({ items, calendars }) => ({ items: items.map(({ id }) => id), calendars: calendars.map(({ id }) => id) }));
    expect(alice?.items).toEqual(bob?.items);
    expect(new Set(alice?.items).size).toBe(3);
    expect(alice?.calendars.filter((id) => bob?.calendars.includes(id))).toEqual([]);
  });

  it('reminds once where CalDAV is missing, too', async () => {
    await replaceServer({ now });
    nextcloud.control.setCalendars({ calDav: false });
    await signInBoth();
    addShared({ uid: 'shared', title: 'Übung', start: now() + 30 * MINUTE });
    const place = `${nextcloud.url}/call/${nextcloud.control.addRoom({ type: 'group', name: 'Rat', members: ['alice', 'bob'] })}`;
    addShared({ uid: 'talk', title: 'Besprechung', place, start: now() + 30 * MINUTE });
    await pass(20 * 60);
    expect(reminders().toSorted()).toEqual(['Besprechung', 'Übung']);
  });

  it('reminds in the account that stays when the one that has reminded leaves', async () => {
    await signInBoth();
    addShared({ uid: 'shared', title: 'Übung', start: now() + 20 * MINUTE });
    await pass(6 * 60);
    expect(reminders()).toEqual(['Übung']);
    const [key] = visible();
    const leaving = connected().accounts.find((one) => key?.startsWith(`${one.key}/`));
    await talkmelder.disconnect(leaving?.id ?? '');
    await pass(6 * 60);
    expect(visible()).toHaveLength(1);
    await pass(6 * 60);
    expect(reminders()).toHaveLength(2);
  });
});

it('appointments that only look alike remind each', async () => {
  await signInBoth();
  addEvent('alice', { uid: 'one', title: 'Übung', start: now() + 20 * MINUTE });
  addEvent('bob', { uid: 'other', title: 'Übung', start: now() + 20 * MINUTE });
  await pass(6 * 60);
  expect(reminders()).toEqual(['Übung', 'Übung']);
  expect(account('Bob Böhm').connection.state).toBe('polling');
});
