import { beforeEach, describe, expect, it } from 'vitest';
import { createClickGuard, createKeyGuard, type KeyGuard } from './key-guard.ts';

let guard: KeyGuard;
let at = 0;
beforeEach(() => {
  guard = createKeyGuard();
  at = 100_000;
});

const press = (key: string, later = 5_000, isRepeated = false): boolean => {
  at += later;
  return guard.counts(key, isRepeated, at);
};

describe('keys on the card of an alarm', () => {
  it('count for nothing at first', () => {
    for (const key of ['Enter', ' ', 'Escape', 'a']) expect(press(key)).toBe(false);
  });

  it('count after a click, until the window loses the focus', () => {
    guard.clicked();
    expect(press('Enter')).toBe(true);
    guard.blurred();
    expect(press('Enter')).toBe(false);
  });

  it('count after Tab', () => {
    expect(press('Tab')).toBe(true);
    expect(press('Enter')).toBe(true);
  });

  it('count for nothing while a person goes on filling in a form, whose keys the window has caught', () => {
    guard.focused(at);
    for (const key of [...'Lage', 'Tab', ...'Nordtor', 'Tab', 'Enter', 'Enter']) expect(press(key, 200)).toBe(false);
  });

  it('count for nothing when Tab is the first key that the window catches', () => {
    guard.focused(at);
    expect(press('Tab', 100)).toBe(false);
    expect(press('Enter', 100)).toBe(false);
  });

  it('do not count while they are held down', () => {
    expect(press('Tab', 5_000, true)).toBe(false);
    guard.clicked();
    expect(press('Enter', 30, true)).toBe(false);
    expect(press('Tab', 30, true)).toBe(true);
  });

  it('count for nothing after another alarm has come, until the person turns to the card again', () => {
    guard.clicked();
    guard.alarmsChanged();
    expect(press('Enter')).toBe(false);
    expect(press('Tab')).toBe(true);
    expect(press('Enter')).toBe(true);
  });
});

describe('clicks on the card of an alarm', () => {
  it('count when the card has been there for a moment', () => {
    const clicks = createClickGuard();
    clicks.pressed(true);
    expect(clicks.counts(true, true)).toBe(true);
  });

  it('count for nothing when the button went down before, however late it is released', () => {
    const clicks = createClickGuard();
    expect(clicks.counts(true, true)).toBe(false);
    clicks.pressed(false);
    expect([clicks.counts(false, true), clicks.counts(true, true)]).toEqual([false, false]);
    clicks.pressed(true);
    expect(clicks.counts(true, true)).toBe(true);
  });

  it('count for nothing when the card changes under the pressed button', () => {
    const clicks = createClickGuard();
    clicks.pressed(true);
    expect(clicks.counts(false, true)).toBe(false);
  });

  it('of a screen reader need no pointer', () => {
    const clicks = createClickGuard();
    expect([clicks.counts(true, false), clicks.counts(false, false)]).toEqual([true, false]);
  });
});
