/** Quiet hours, the wall display and a locked screen: what rings, what is counted, and which texts can be read. */
import { describe, expect, it } from 'vitest';
import { WEEKDAYS } from '../../main/core/model/quiet-hours.ts';
import { group, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { expectRang, polls, rang, row, shown, textsIn, useStationWithOther, wache, write } from './station-pc.ts';

useStationWithOther();

const MINUTE = 60_000;
const timeIn = (minutes: number): string => new Date(ports.clock.now() + minutes * MINUTE).toTimeString().slice(0, 5);
/** Makes the next minutes quiet. */
const quietFor = (minutes: number): void =>
  talkmelder.changeSettings({ quietHours: { on: true, days: [...WEEKDAYS], from: timeIn(-1), to: timeIn(minutes) } });

describe('quiet hours', () => {
  it('hold back and count every message, and none of these rings afterwards', async () => {
    await signIn();
    quietFor(20);
    expect(talkmelder.state().quietUntil).not.toBeNull();
    write(group, 'eins', 'zwei');
    write(wache, 'drei');
    nextcloud.control.startCall('bob', wache);
    await polls(2);
    expect(rang()).toEqual([]);
    expect([row(group)?.unread, row(wache)?.unread]).toEqual([2, 1]);
    const counted = (shown().conversations ?? []).reduce((sum, { unread }) => sum + unread, 0);
    expect(shown().unread).toBe(counted);
    await ports.clock.advance(20 * MINUTE);
    expect(talkmelder.state().quietUntil).toBeNull();
    await polls(2);
    expect(rang()).toEqual([]);
    write(group, 'vier');
    await expectRang(group, ['vier']);
    expect(textsIn(wache)).toEqual([]);
  });

  it('last through a restart, and messages that came meanwhile stay silent', async () => {
    await signIn();
    quietFor(60);
    await restart(() => write(group, 'eins'));
    await polls(2);
    expect(rang()).toEqual([]);
    expect(row(group)?.unread).toBe(1);
    await ports.clock.advance(60 * MINUTE);
    await polls(2);
    expect(rang()).toEqual([]);
  });
});

const visibleTexts = () => [...ports.notifier.visible.values()].map(({ title, body }) => `${title} ${body}`).join('\n');

describe('a screen with the wall display', () => {
  it('shows no message texts in notifications, unless the station has chosen to show them', async () => {
    await signIn();
    write(group, 'geheim eins');
    await expectRang(group, ['geheim eins']);
    talkmelder.setOnWall(true);
    expect(visibleTexts()).not.toContain('geheim');
    expect(ports.notifier.visible.size).toBe(1);
    write(wache, 'geheim zwei');
    await expectRang(wache, ['New message']);
    talkmelder.changeSettings({ wallText: true });
    write(wache, 'offen');
    await expectRang(wache, ['New message', 'offen']);
    // When the choice is taken back, the notifications on the screen lose their texts.
    talkmelder.changeSettings({ wallText: false });
    expect(visibleTexts()).not.toMatch(/geheim|offen/);
    talkmelder.setOnWall(false);
    write(wache, 'drei');
    await expectRang(wache, ['New message', 'offen', 'drei']);
  });
});

describe('a locked screen', () => {
  it('shows no message texts, neither old nor new ones, and nothing rings when it is unlocked', async () => {
    talkmelder.changeSettings({ textWhenLocked: false });
    await signIn();
    write(group, 'geheim eins');
    await expectRang(group, ['geheim eins']);
    talkmelder.lockScreen();
    expect(visibleTexts()).not.toContain('geheim');
    expect(ports.notifier.visible.size).toBe(1);
    const before = ports.notifier.asked.length;
    write(wache, 'geheim zwei');
    await expectRang(wache, ['New message']);
    expect(visibleTexts()).not.toContain('geheim');
    expect(ports.notifier.asked.slice(before)).toMatchObject([{ silent: false }]);
    talkmelder.unlockScreen();
    await polls(2);
    expect(ports.notifier.asked).toHaveLength(before + 1);
    write(wache, 'drei');
    await expectRang(wache, ['New message', 'drei']);
  });
});
