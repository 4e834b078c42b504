/** Alarms ring until a person acknowledges them, whatever else keeps quiet, fails or lies. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { AlarmRule } from '../../main/core/model/alarm.ts';
import { WEEKDAYS } from '../../main/core/model/quiet-hours.ts';
import { NO_POLICY } from '../../main/core/settings/policy.ts';
import { accountId, named, nextcloud, ports, restart, talkmelder, usePc } from '../fakes/pc.ts';
import { bob, look, passOnServer, rung, station, useLooks } from './looking.ts';

usePc();
useLooks();

const EVERYTHING: AlarmRule = { keywords: [], senders: [] };
const KEYWORD: AlarmRule = { keywords: ['Einsatz'], senders: [] };

/** Declares alarm conversations, as an earlier run of the app has stored them. */
async function declare(...declared: (readonly [string, AlarmRule])[]): Promise<void> {
  await restart(() => ports.settings.write(`alarm-conversations/${accountId()}`, { chosen: declared }));
  await look();
}

const control = () => nextcloud.control;
const alarm = (text = 'Einsatz: Wohnungsbrand', token = station): number => control().send('bob', token, text);
const idOf = (message: number, token = station): string => `${named(token)}/${message}`;
const texts = () => ports.bell.alarms().map(({ text }) => text);
const states = () => ports.bell.alarms().map(({ state }) => state);
/** The notifications of alarms on the screen. */
const notified = () =>
  [...ports.notifier.visible.values()].flatMap(({ acknowledge, title }) => (acknowledge ? title : []));
const minutes = (count: number): Promise<void> => ports.clock.advance(count * 60_000);

beforeEach(() => declare([station, KEYWORD], [bob, EVERYTHING]));

it('an alarm rings on the card until it is acknowledged, and never again', async () => {
  const message = alarm();
  await look();
  expect(ports.bell.sounds()).toBe(true);
  expect(ports.bell.alarms()).toMatchObject([
    { id: idOf(message), conversation: 'Wache', sender: 'Bob Böhm', text: 'Einsatz: Wohnungsbrand', state: 'ringing' },
  ]);
  expect(notified()).toEqual(['ALARM: Wache']);
  expect(talkmelder.state().alarm?.open).toHaveLength(1);
  talkmelder.acknowledgeAlarms([idOf(message)], 'card');
  expect(ports.bell.card()).toBeNull();
  expect(notified()).toEqual([]);
  await look();
  await restart(() => {});
  await look();
  expect(ports.bell.rang).toEqual([idOf(message)]);
});

it('it does not also ring as a message, and other messages do', async () => {
  alarm();
  control().send('bob', station, 'Wer bringt Kuchen mit?');
  await look();
  expect(texts()).toEqual(['Einsatz: Wohnungsbrand']);
  expect(rung().filter((told) => !told.startsWith('ALARM'))).toEqual(['Wache: Bob Böhm: Wer bringt Kuchen mit?']);
});

describe('it rings', () => {
  it.each<[string, () => void | Promise<void>]>([
    ['during a pause', () => talkmelder.pause('hour')],
    [
      'in quiet hours',
      () => talkmelder.changeSettings({ quietHours: { on: true, from: '00:00', to: '00:00', days: [...WEEKDAYS] } }),
    ],
    ['during "do not disturb"', () => control().setStatus('alice', 'dnd')],
    ['with all notifications off', () => talkmelder.changeSettings({ notify: 'off' })],
    ['without sound and texts', () => talkmelder.changeSettings({ sound: false, previewText: false })],
    ['in a muted conversation', () => control().setLevel('alice', station, 3)],
    ['in an archived conversation', () => control().configure('alice', station, { archived: true })],
    ['in a sensitive conversation', () => control().configure('alice', station, { sensitive: true })],
    ['while the conversation is being answered', () => talkmelder.answer(named(station))],
    [
      'while a browser tab has the conversation open',
      () => control().openConversation('alice', station, { visible: true }),
    ],
    [
      'while a browser tab has a sensitive conversation open',
      () => {
        control().configure('alice', station, { sensitive: true });
        control().openConversation('alice', station, { visible: true });
      },
    ],
    ['on a PC whose clock is a day behind', () => ports.clock.jump(-86_400_000)],
    ['on a PC whose clock is a day ahead', () => ports.clock.jump(86_400_000)],
  ])('%s', async (_name, happens) => {
    await happens();
    talkmelder.refresh();
    await ports.clock.advance(2_000);
    alarm();
    await untilRings();
    expect(texts()).toEqual(['Einsatz: Wohnungsbrand']);
    expect(ports.bell.sounds()).toBe(true);
  });

  it('although it is already read, and hidden behind the answer of this account', async () => {
    alarm();
    control().send('alice', station, 'Wir kommen');
    control().markRead('alice', station);
    await untilRings();
    expect(texts()).toEqual(['Einsatz: Wohnungsbrand']);
  });

  it('although more messages follow than one answer holds', async () => {
    alarm();
    for (let count = 0; count < 130; count += 1) control().send('bob', station, `Funkspruch ${count}`);
    await untilRings();
    expect(texts()).toEqual(['Einsatz: Wohnungsbrand']);
  });

  it('although the server at first answers falsely that there is nothing', async () => {
    alarm();
    control().send('bob', station, 'Wer bringt Kuchen mit?');
    control().fail({ status: 304 }, { path: `/chat/${station}`, count: 1 });
    await look();
    expect(texts()).toEqual(['Einsatz: Wohnungsbrand']);
    expect(rung().filter((told) => !told.startsWith('ALARM'))).toEqual(['Wache: Bob Böhm: Wer bringt Kuchen mit?']);
  });
  it('from the list alone while the messages cannot be fetched, and those before it afterwards', async () => {
    const end = control().fail({ status: 500 }, { path: /\/chat\// });
    alarm('Einsatz 1');
    alarm('Einsatz 2');
    await untilRings();
    expect(texts()).toEqual(['Einsatz 2']);
    end();
    for (let tries = 0; tries < 5; tries += 1) await minutes(1);
    await untilRings(2);
    expect(texts().toSorted()).toEqual(['Einsatz 1', 'Einsatz 2']);
    expect(ports.bell.rang).toHaveLength(2);
  });
});

/** Lets the app look until so many alarms are on the card. */
async function untilRings(count = 1): Promise<void> {
  for (let tries = 0; tries < 8 && ports.bell.alarms().length < count; tries += 1) {
    passOnServer(1_000);
    talkmelder.refresh();
    await ports.clock.advance(2_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(ports.bell.alarms()).toHaveLength(count);
}

describe('is silent for', () => {
  it.each<[string, () => void]>([
    ['a message without the keyword', () => control().send('bob', station, 'Einsatzgruppe trifft sich')],
    ['an own message', () => control().send('alice', station, 'Einsatz')],
    ['a silent message', () => control().send('bob', station, 'Einsatz', { silent: true })],
    [
      'a message in another conversation',
      () =>
        control().send(
          'carla',
          control().addRoom({ type: 'group', name: 'Kantine', members: ['carla', 'alice'] }),
          'Einsatz',
        ),
    ],
  ])('%s', async (_name, comes) => {
    comes();
    await look();
    await look();
    expect(ports.bell.card()).toBeNull();
  });

  it('messages that were there when the conversation was declared', async () => {
    const wache = control().addRoom({ type: 'group', name: 'Wache 2', members: ['bob', 'alice'] });
    control().send('bob', wache, 'Einsatz von gestern');
    await look();
    await declare([wache, KEYWORD]);
    await look();
    expect(ports.bell.card()).toBeNull();
    const message = alarm('Einsatz von heute', wache);
    await look();
    expect(ports.bell.rang).toEqual([idOf(message, wache)]);
  });
});

describe('people change the message:', () => {
  it('a message that is edited into an alarm rings once', async () => {
    const message = control().send('bob', station, 'Moment …');
    await look();
    passOnServer(2_000);
    control().edit(station, message, 'Einsatz: Wohnungsbrand');
    control().send('bob', station, 'so');
    await untilRings();
    expect(texts()).toEqual(['Einsatz: Wohnungsbrand']);
    talkmelder.acknowledgeAlarms([idOf(message)], 'card');
    passOnServer(2_000);
    control().edit(station, message, 'Einsatz: Wohnungsbrand, Hauptstr. 5');
    control().send('bob', station, 'fertig');
    await look();
    await look();
    expect(ports.bell.rang).toEqual([idOf(message)]);
  });

  it('an earlier message that is edited into an alarm rings, although no list shows it', async () => {
    const message = control().send('bob', station, 'Moment …');
    control().send('bob', station, 'gleich');
    await look();
    passOnServer(2_000);
    control().edit(station, message, 'Einsatz: Wohnungsbrand');
    for (let tries = 0; tries < 20 && ports.bell.rang.length === 0; tries += 1) {
      await minutes(1);
      await look();
    }
    expect(ports.bell.rang).toEqual([idOf(message)]);
  });

  it('the card follows an edit, without ringing again', async () => {
    const message = alarm();
    await untilRings();
    passOnServer(2_000);
    control().edit(station, message, 'Einsatz: Hauptstr. 5');
    await look();
    await look();
    expect(texts()).toEqual(['Einsatz: Hauptstr. 5']);
    expect(ports.bell.rang).toEqual([idOf(message)]);
  });

  it('a message that is deleted while it rings stops the sound, and stays with a note', async () => {
    const message = alarm();
    await untilRings();
    control().deleteMessage(station, message);
    await look();
    await look();
    expect(ports.bell.sounds()).toBe(false);
    expect(ports.bell.alarms()).toMatchObject([{ deleted: true, state: 'missed' }]);
    talkmelder.acknowledgeAlarms([idOf(message)], 'card');
    expect(ports.bell.card()).toBeNull();
  });
});

describe('acknowledging', () => {
  it('a reaction of this account on another device acknowledges, one of another person does not', async () => {
    const message = alarm();
    await untilRings();
    control().react('carla', station, message, '👍');
    await look();
    expect(ports.bell.sounds()).toBe(true);
    control().react('alice', station, message, '👍');
    await look();
    await look();
    expect(ports.bell.card()).toBeNull();
    expect(talkmelder.alarmLog()).toMatchObject([{ end: 'acknowledged', by: 'reaction' }]);
  });

  it('a reaction that is taken back at once acknowledges nothing; taken back later, it still counts', async () => {
    const message = alarm();
    await untilRings();
    control().react('alice', station, message, '👍');
    control().revokeReaction('alice', station, message, '👍');
    await look();
    await look();
    expect(ports.bell.sounds()).toBe(true);
    control().react('alice', station, message, '✅');
    await look();
    await look();
    control().revokeReaction('alice', station, message, '✅');
    await look();
    await look();
    expect(ports.bell.card()).toBeNull();
    expect(ports.bell.rang).toHaveLength(1);
  });

  it('reading on another device, and opening it in the browser, acknowledge nothing', async () => {
    const message = alarm();
    await untilRings();
    control().markRead('alice', station);
    await talkmelder.openAlarm(idOf(message));
    await look();
    await look();
    expect(ports.opener.opened.at(-1)?.url).toContain(`/call/${station}`);
    expect(ports.bell.sounds()).toBe(true);
  });

  it('several alarms are acknowledged one by one, the newest on top', async () => {
    const [first, second] = [alarm('Einsatz 1'), alarm('Einsatz 2')];
    const third = alarm('Einsatz 3', bob);
    await untilRings(3);
    talkmelder.acknowledgeAlarms([idOf(second)], 'tray');
    expect(states()).toEqual(['ringing', 'ringing']);
    talkmelder.acknowledgeAlarms([idOf(first), idOf(third, bob)], 'card');
    expect(ports.bell.card()).toBeNull();
    expect(talkmelder.alarmLog().map(({ end }) => end)).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
  });
});

describe('the app ends while it rings:', () => {
  it('it rings on at the next start, before any network, and shows its text again', async () => {
    const message = alarm();
    await untilRings();
    await minutes(2);
    talkmelder.stop();
    expect(ports.bell.card()).toBeNull();
    const end = control().fail({ status: 500 }, {});
    await restart(() => end());
    expect(ports.bell.sounds()).toBe(true);
    await look();
    expect(texts()).toEqual(['Einsatz: Wohnungsbrand']);
    expect(ports.bell.rang).toEqual([idOf(message), idOf(message)]);
  });

  it('an alarm from a time without the app is missed when it is older than half an hour', async () => {
    await restart(() => {
      alarm('Einsatz 1');
      passOnServer(31 * 60_000);
      alarm('Einsatz 2');
    });
    await untilRings(2);
    expect(ports.bell.alarms().map(({ text, state }) => [text, state])).toEqual([
      ['Einsatz 2', 'ringing'],
      ['Einsatz 1', 'missed'],
    ]);
  });

  it('disconnecting the account ends its alarms and erases them', async () => {
    alarm();
    await untilRings();
    const id = accountId();
    await talkmelder.disconnect(id);
    expect(ports.bell.card()).toBeNull();
    expect([...ports.settings.documents.keys()].filter((name) => name.startsWith('alarms'))).toEqual([]);
  });

  it('the end of the session ends no alarm', async () => {
    const message = alarm();
    await untilRings();
    control().revoke('alice');
    talkmelder.refresh();
    await ports.clock.advance(2_000);
    await minutes(1);
    expect(ports.bell.sounds()).toBe(true);
    talkmelder.acknowledgeAlarms([idOf(message)], 'card');
    expect(ports.bell.card()).toBeNull();
  });
});

it('it rings for ten minutes, then again and again, and is missed after two hours', async () => {
  const message = alarm();
  await untilRings();
  await minutes(11);
  expect(states()).toEqual(['resting']);
  expect(ports.bell.sounds()).toBe(false);
  await minutes(5);
  expect(ports.bell.rang).toEqual([idOf(message), idOf(message)]);
  await minutes(110);
  expect(states()).toEqual(['missed']);
  expect(notified()).toEqual(['Missed alarm: Wache']);
  expect(talkmelder.alarmLog()).toMatchObject([{ end: 'missed' }]);
});

it('the log and its table name no person and no text', async () => {
  const message = alarm();
  alarm('Einsatz 2', bob);
  await untilRings(2);
  talkmelder.acknowledgeAlarms([idOf(message)], 'card');
  const table = talkmelder.alarmLogAsCsv();
  expect(table).toContain('Wache');
  expect(table).toContain('the button on the card');
  expect(table).not.toMatch(/Bob|Einsatz/);
});

describe('the settings', () => {
  it('say how long an alarm rings, when again, and until when, also while it rings', async () => {
    alarm();
    await look();
    talkmelder.changeSettings({ alarmRingMinutes: 1, alarmAgainMinutes: 2, alarmHours: 1 });
    await minutes(1);
    expect(states()).toEqual(['resting']);
    await minutes(2);
    expect(states()).toEqual(['ringing']);
    await minutes(58);
    expect(states()).toEqual(['missed']);
  });

  it('let reading on another device acknowledge, and only a reading that follows the alarm', async () => {
    talkmelder.changeSettings({ alarmReadElsewhere: true });
    alarm();
    control().markRead('alice', station);
    await look();
    expect(states()).toEqual(['ringing']);
    const message = alarm('Einsatz: Keller unter Wasser');
    await look();
    control().markRead('alice', station);
    await look();
    expect(texts()).toEqual(['Einsatz: Wohnungsbrand']);
    expect(talkmelder.alarmLog()[0]).toMatchObject({ id: idOf(message), end: 'acknowledged', by: 'elsewhere' });
  });

  it('hide the text everywhere, and show it again', async () => {
    alarm();
    await look();
    talkmelder.changeSettings({ alarmText: false });
    expect(ports.bell.alarms()).toMatchObject([{ conversation: 'Wache', sender: 'Bob Böhm', text: null }]);
    expect(JSON.stringify([...ports.notifier.visible.values()])).not.toContain('Wohnungsbrand');
    talkmelder.changeSettings({ alarmText: true });
    expect(texts()).toEqual(['Einsatz: Wohnungsbrand']);
  });

  it('switch the log off, which erases it for good', async () => {
    const message = alarm();
    await look();
    talkmelder.acknowledgeAlarms([idOf(message)], 'card');
    talkmelder.changeSettings({ alarmLog: false });
    expect(JSON.stringify([...ports.settings.documents])).not.toContain('rangAt');
    alarm('Einsatz 2');
    await look();
    talkmelder.changeSettings({ alarmLog: true });
    expect(talkmelder.alarmLog()).toEqual([]);
    expect(texts()).toEqual(['Einsatz 2']);
  });

  it('of a policy apply to what an earlier run has kept', async () => {
    const message = alarm();
    await look();
    talkmelder.acknowledgeAlarms([idOf(message)], 'card');
    await restart(() => {}, { ...NO_POLICY, locked: { alarmLog: false, alarmText: false } });
    expect(talkmelder.alarmLog()).toEqual([]);
    expect(JSON.stringify([...ports.settings.documents])).not.toContain('rangAt');
    expect(() => talkmelder.changeSettings({ alarmText: true })).toThrow('alarmText');
  });
});
