import { beforeEach, expect, it } from 'vitest';
import { createFakeBell } from '../../../test/fakes/bell.ts';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeNotifier } from '../../../test/fakes/notifier.ts';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import { words } from '../i18n/index.ts';
import { type Alarms, createAlarms } from './alarms.ts';

const DAY = 86_400_000;
const account = { id: 'alice@cloud.example.org', key: '0123456789ab' };
let clock = createFakeClock();
let settings = createFakeSettings();
let notifier = createFakeNotifier();
let bell = createFakeBell();
let told = 0;
let keepsLog = true;

beforeEach(() => {
  clock = createFakeClock();
  settings = createFakeSettings();
  notifier = createFakeNotifier();
  bell = createFakeBell();
  told = 0;
  keepsLog = true;
});

/** @param withBell false: nothing but notifications can make a sound */
function start(withBell = true): Alarms {
  const alarms = createAlarms({
    clock,
    settings,
    notifier,
    bell: withBell ? bell : undefined,
    say: words('en'),
    language: () => 'en',
    sound: () => 'siren',
    hidesText: () => false,
    keepsLog: () => keepsLog,
    onChange: () => {
      told += 1;
    },
  });
  alarms.start();
  return alarms;
}

function hear(alarms: Alarms, message: number, text = `message ${message}`): void {
  const book = alarms.open({ account, settings, label: () => null });
  book.follow('tok', 0, 0);
  const found = [{ message, writtenAt: message, ageS: 0 }];
  book.hear(
    { token: 'tok', conversation: 'Wache 1', upTo: message, found },
    new Map([[message, { sender: 'Bob', text, edited: 0 }]]),
  );
}
const ids = () => bell.alarms().map(({ id }) => id.replace(/^.*\//, ''));

it('a test alarm rings like an alarm and is acknowledged like one', () => {
  const alarms = start();
  const id = alarms.probe({ sender: 'Talkmelder', text: 'This is a test.' });
  expect(bell.alarms()).toMatchObject([{ id, kind: 'probe', token: null, text: 'This is a test.', state: 'ringing' }]);
  expect(bell.card()).toMatchObject({ sounds: true, sound: 'siren' });
  alarms.acknowledge([id], 'key');
  expect(bell.card()).toBeNull();
  expect(alarms.log()).toMatchObject([{ kind: 'probe', end: 'acknowledged', by: 'key' }]);
});

it('nothing is told before the start, and what rang before rings then', () => {
  start().probe({ sender: '', text: 'test' });
  told = 0;
  bell = createFakeBell();
  const alarms = createAlarms({
    clock,
    settings,
    notifier,
    bell,
    say: words('en'),
    language: () => 'en',
    sound: () => 'gong',
    hidesText: () => false,
    onChange: () => {
      told += 1;
    },
  });
  expect([told, bell.card()]).toEqual([0, null]);
  alarms.start();
  expect(told).toBe(1);
  expect(bell.sounds()).toBe(true);
});

it('the newest alarm is on top, whichever was found first', () => {
  const alarms = start();
  for (const message of [3, 1, 2]) hear(alarms, message);
  expect(ids()).toEqual(['3', '2', '1']);
});

it('a flood of alarms does not flood the screen with notifications, and all are on the card', () => {
  const alarms = start();
  for (let message = 1; message <= 150; message += 1) hear(alarms, message);
  expect(bell.alarms()).toHaveLength(150);
  const late = Array.from({ length: 50 }, (_none, at) => at + 1_000);
  const before = notifier.asked.length;
  const book = alarms.open({ account, settings, label: () => null });
  const found = late.map((message) => ({ message, writtenAt: message, ageS: 0 }));
  book.hear({ token: 'tok', conversation: 'Wache 1', upTo: 2_000, found }, new Map());
  expect(notifier.asked.length - before).toBe(5);
});

it('without a bell, the notification makes the sound each time that it begins to ring', async () => {
  const alarms = start(false);
  hear(alarms, 1);
  await clock.advance(16 * 60_000);
  expect(notifier.asked.map(({ silent }) => silent)).toEqual([false, false]);
  alarms.stop();
});

it('the administrator can switch off the log', () => {
  keepsLog = false;
  const alarms = start();
  hear(alarms, 1);
  expect(alarms.log()).toEqual([]);
  expect([...settings.documents.values()].join()).toContain('"log":[]');
});

it('the log keeps no line for longer than 30 days, however long the app runs', async () => {
  const alarms = start();
  alarms.acknowledge([alarms.probe({ sender: '', text: 'test' })], 'key');
  await clock.advance(29 * DAY);
  expect(alarms.log()).toHaveLength(1);
  await clock.advance(2 * DAY);
  expect(alarms.log()).toEqual([]);
  expect(settings.documents.get('alarms')).toContain('"log":[]');
  alarms.stop();
});

it('the log of the test alarms is erased with the last account', () => {
  const alarms = start();
  alarms.acknowledge([alarms.probe({ sender: '', text: 'test' })], 'key');
  expect(alarms.forgetTests()).toBe(true);
  expect(alarms.log()).toEqual([]);
  expect(settings.documents.get('alarms')).toContain('"log":[]');
  alarms.acknowledge([alarms.probe({ sender: '', text: 'test' })], 'key');
  settings.write = () => false;
  expect(alarms.forgetTests()).toBe(false);
});

it('no name of a conversation becomes a formula in the table', () => {
  const alarms = start();
  const book = alarms.open({ account, settings, label: () => null });
  book.follow('tok', 0, 0);
  const found = [{ message: 1, writtenAt: 1, ageS: 0 }];
  book.hear({ token: 'tok', conversation: '=HYPERLINK("x");1', upTo: 1, found }, new Map());
  expect(alarms.logAsCsv()).toContain(`"'=HYPERLINK(""x"");1"`);
});

it('does nothing while nothing rings, but to look for old lines of the log', async () => {
  const alarms = start();
  hear(alarms, 1);
  alarms.acknowledge([bell.alarms()[0]?.id ?? ''], 'card');
  expect(clock.pending()).toBe(1);
  await clock.advance(31 * DAY);
  expect(clock.pending()).toBe(0);
});
