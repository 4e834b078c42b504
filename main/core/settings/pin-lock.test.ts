import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/clock.ts';
import { fakePins } from '../../../test/fakes/pins.ts';
import { createFakeSettings, type FakeSettingsStore } from '../../../test/fakes/stores.ts';
import { createPinLock, type PinLock, type PinLockDeps, waitAfter } from './pin-lock.ts';

let clock: FakeClock;
let settings: FakeSettingsStore;
let isStation = true;
let lock: PinLock;

const open = (deps: Partial<PinLockDeps> = {}): PinLock =>
  createPinLock({
    clock,
    settings,
    pins: fakePins,
    preset: null,
    isWanted: () => isStation,
    onChange: () => {},
    ...deps,
  });
const passes = (): boolean => {
  try {
    lock.check();
    return true;
  } catch {
    return false;
  }
};
const enter = async (...pins: string[]) => {
  const answers: string[] = [];
  for (const pin of pins) {
    const { right, waitSeconds } = await lock.enter(pin);
    answers.push(right ? 'right' : `wrong, wait ${waitSeconds}`);
  }
  return answers;
};

beforeEach(async () => {
  clock = createFakeClock();
  settings = createFakeSettings();
  isStation = true;
  lock = open();
  await lock.choose('2468');
  lock.end();
});

it('stores no PIN', () => {
  expect(settings.documents.get('pin')).not.toContain('2468');
});

it('lets nothing pass until the right PIN was typed, and then for two minutes after each use', async () => {
  expect(passes()).toBe(false);
  expect(await enter('1111')).toEqual(['wrong, wait 0']);
  expect(passes()).toBe(false);
  expect(await enter('2468')).toEqual(['right']);
  for (let minute = 0; minute < 3; minute += 1) {
    await clock.advance(60_000);
    expect(passes(), `${minute}`).toBe(true);
  }
  await clock.advance(120_000);
  expect(passes()).toBe(false);
});

it('ends the permission with the window', async () => {
  await enter('2468');
  lock.end();
  expect(passes()).toBe(false);
});

it('protects nothing outside station mode, or without a PIN', async () => {
  isStation = false;
  expect(passes()).toBe(true);
  isStation = true;
  await lock.choose(null);
  lock.end();
  expect([lock.source(), passes()]).toEqual(['none', true]);
});

describe('after wrong PINs', () => {
  it('waits longer and longer, and accepts not even the right one meanwhile', async () => {
    expect(await enter('1', '2', '3')).toEqual(['wrong, wait 0', 'wrong, wait 0', 'wrong, wait 30']);
    expect(await enter('2468')).toEqual(['wrong, wait 30']);
    await clock.advance(10_000);
    expect(await enter('2468')).toEqual(['wrong, wait 20']);
    await clock.advance(20_000);
    expect(await enter('4')).toEqual(['wrong, wait 60']);
    await clock.advance(60_000);
    expect(await enter('2468')).toEqual(['right']);
    expect(await enter('5')).toEqual(['wrong, wait 0']);
    expect([3, 4, 5, 6, 7, 8, 9, 900].map((wrong) => waitAfter(wrong) / 1_000)).toEqual([
      30, 60, 120, 240, 480, 900, 900, 900,
    ]);
  });

  it('waits as long after a restart', async () => {
    await enter('1', '2', '3', '2468');
    await clock.advance(10_000);
    lock = open();
    expect(await enter('2468')).toEqual(['wrong, wait 20']);
    await clock.advance(20_000);
    expect(await enter('4')).toEqual(['wrong, wait 60']);
  });

  it('waits no longer because the clock was set back', async () => {
    await enter('1', '2', '3');
    clock.jump(-86_400_000);
    lock = open();
    expect(await enter('2468')).toEqual(['wrong, wait 30']);
    await clock.advance(30_000);
    expect(await enter('2468')).toEqual(['right']);
  });

  it('counts each of many at once', async () => {
    const answers = await Promise.all(['1', '2', '3', '4', '5', '2468'].map((pin) => lock.enter(pin)));
    expect(answers.map(({ right }) => right)).toEqual([false, false, false, false, false, false]);
    expect(JSON.parse(settings.documents.get('pin') ?? '').wrong).toBe(3);
  });
});

describe('the administrator', () => {
  it('sets a PIN that counts instead of the own one, and cannot be changed here', async () => {
    lock = open({ preset: await fakePins.hash('97531') });
    expect(lock.source()).toBe('policy');
    expect(await enter('2468', '97531')).toEqual(['wrong, wait 0', 'right']);
    await expect(lock.choose('1234')).rejects.toThrow('the PIN');
  });

  it('resets a forgotten one, and with it the wait', async () => {
    await enter('1', '2', '3');
    lock = open({ preset: 'reset' });
    expect([lock.source(), passes(), settings.documents.has('pin')]).toEqual(['reset', true, false]);
    lock = open();
    expect([lock.source(), passes()]).toEqual(['none', true]);
  });
});

it.each([
  ['is empty', '{}'],
  ['holds odd values', '{"hash":7,"wrong":-3,"triedAt":"x"}'],
  ['is a list', '[]'],
])('has no PIN when its file %s', (_what, text) => {
  settings.documents.set('pin', text);
  lock = open();
  expect([lock.source(), passes()]).toEqual(['none', true]);
});

it('says when the disk refuses, and keeps the PIN until the app ends', async () => {
  lock = open({ settings: { ...settings, write: () => false } });
  await expect(lock.choose('1357')).rejects.toThrow('the PIN');
  lock.end();
  expect(passes()).toBe(false);
  expect(await enter('1357')).toEqual(['right']);
});
