import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeDesktop } from '../../../test/fakes/desktop.ts';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import { NotSaved, SettingLocked } from '../errors.ts';
import { keepsDisplayOn, type SettingsChange } from '../model/settings.ts';
import { NO_POLICY } from './policy.ts';
import { createPreferences, type PreferencesDeps } from './preferences.ts';

function setUp(settings = createFakeSettings(), policy: PreferencesDeps['policy'] = NO_POLICY) {
  const changes: SettingsChange[] = [];
  const desktop = createFakeDesktop();
  const clock = createFakeClock();
  const onChange = (change: SettingsChange) => changes.push(change);
  const start = () => createPreferences({ clock, settings, desktop, locale: 'de-DE', policy, onChange });
  return { clock, settings, desktop, changes, start, preferences: start() };
}

describe('the preferences', () => {
  it('apply at once, are stored, and are back after a restart', () => {
    const { preferences, desktop, changes, start } = setUp();
    expect(desktop.applied()).toMatchObject({ theme: 'system' });
    preferences.change({ theme: 'dark' });
    preferences.change({ language: 'en', notify: 'off' });
    expect(desktop.applied()).toMatchObject({ theme: 'dark', language: 'en' });
    expect(changes).toEqual([{ theme: 'dark' }, { language: 'en', notify: 'off' }]);
    expect(start().settings()).toMatchObject({ theme: 'dark', language: 'en', notify: 'off', sound: true });
  });

  it('fall back to their defaults one by one when the stored values are invalid', () => {
    const settings = createFakeSettings();
    settings.write('settings', { theme: 'pink', notify: 'mentions', compact: 4 });
    settings.write('pause', { until: 'noon' });
    const { preferences } = setUp(settings);
    expect(preferences.settings()).toMatchObject({ theme: 'system', notify: 'mentions', compact: 'all' });
    expect(preferences.pausedUntil()).toBeNull();
  });

  it('apply even if the disk refuses them, and report that they will not last', () => {
    const { settings, preferences, desktop, changes, start } = setUp();
    settings.write = () => false;
    expect(() => preferences.change({ theme: 'dark' })).toThrow(NotSaved);
    expect(preferences.settings()).toMatchObject({ theme: 'dark' });
    expect(desktop.applied()).toMatchObject({ theme: 'dark' });
    expect(changes).toEqual([{ theme: 'dark' }]);
    expect(start().settings()).toMatchObject({ theme: 'system' });
  });

  it('switch the language of all further texts', () => {
    const { preferences } = setUp();
    expect(preferences.say('menuQuit')).toBe('Beenden');
    preferences.change({ language: 'en' });
    expect(preferences.say('menuQuit')).toBe('Quit');
  });
});

it('passes on at once that the computer no longer shows notifications', () => {
  const { changes, desktop } = setUp();
  desktop.letNotify(false);
  expect(changes).toEqual([{}]);
});

describe("a setting in the administrator's policy", () => {
  const policy = { defaults: { theme: 'dark', notify: 'mentions' }, locked: { sound: false } } as const;

  it('is the default until the user chooses, and applies for good when it is locked', () => {
    const settings = createFakeSettings();
    settings.write('settings', { sound: true, theme: 'light' });
    const { preferences, desktop } = setUp(settings, policy);
    expect(preferences.settings()).toMatchObject({ theme: 'light', notify: 'mentions', sound: false, compact: 'all' });
    expect(preferences.locked()).toEqual(['sound']);
    expect(preferences.isSilent()).toBe(true);
    expect(desktop.applied()).toMatchObject({ theme: 'light', sound: false });
  });

  it('cannot be changed when it is locked, and the other settings of the same change are refused, too', () => {
    const { preferences, settings, changes } = setUp(createFakeSettings(), policy);
    expect(() => preferences.change({ theme: 'light', sound: true })).toThrow(SettingLocked);
    expect(preferences.settings()).toMatchObject({ theme: 'dark', sound: false });
    expect(settings.documents.get('settings')).toBeUndefined();
    expect(changes).toEqual([]);
  });

  it("counts even if it comes later, because the disk holds only the user's choices", () => {
    const { preferences, settings } = setUp();
    preferences.change({ compact: 3 });
    expect(settings.read('settings')).toEqual({ compact: 3 });
    const later = setUp(settings, policy).preferences;
    expect(later.settings()).toMatchObject({ compact: 3, theme: 'dark', sound: false });
    later.change({ theme: 'light' });
    expect(setUp(settings).preferences.settings()).toMatchObject({ theme: 'light', notify: 'talk', sound: true });
  });
});

describe('a pause', () => {
  it('ends by itself, reports that, and survives a restart', async () => {
    const { preferences, clock, changes, start } = setUp();
    preferences.pause('half-hour');
    const end = clock.now() + 30 * 60_000;
    expect(preferences.pausedUntil()).toBe(end);
    expect(start().pausedUntil()).toBe(end);
    changes.length = 0;
    await clock.advance(30 * 60_000);
    expect(preferences.pausedUntil()).toBeNull();
    expect(changes.length).toBeGreaterThan(0);
  });

  it('can be ended early', () => {
    const { preferences, start } = setUp();
    preferences.pause('morning');
    preferences.unpause();
    expect(preferences.rules().paused).toBe(false);
    expect(start().pausedUntil()).toBeNull();
  });

  it('counts until the app ends when the disk refuses it, which is reported; ending one needs no disk space', () => {
    const { settings, preferences, start } = setUp();
    const { write } = settings;
    settings.write = () => false;
    expect(() => preferences.pause('hour')).toThrow(NotSaved);
    expect(preferences.pausedUntil()).not.toBeNull();
    expect(start().pausedUntil()).toBeNull();
    settings.write = write;
    preferences.pause('morning');
    settings.write = () => false;
    preferences.unpause();
    expect(preferences.pausedUntil()).toBeNull();
    expect(start().pausedUntil()).toBeNull();
  });

  it('does not last forever when the clock was set back', () => {
    const { preferences, clock } = setUp();
    preferences.pause('hour');
    clock.jump(-3 * 86_400_000);
    expect(preferences.pausedUntil()).toBeNull();
  });
});

describe('quiet hours', () => {
  const HOUR = 3_600_000;
  const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  /** Returns quiet hours that begin so many hours after the fake clock's time and last for two. */
  const from = (now: number, hours: number) => {
    const at = (more: number) => new Date(now + (hours + more) * HOUR).toTimeString().slice(0, 5);
    return { quietHours: { on: true, days: [...DAYS], from: at(0), to: at(2) } };
  };

  it('begin and end by themselves, which is reported', async () => {
    const { preferences, clock, changes } = setUp();
    preferences.change(from(clock.now(), 3));
    expect(preferences.rules().paused).toBe(false);
    changes.length = 0;
    await clock.advance(3 * HOUR);
    expect(preferences.rules().paused).toBe(true);
    expect(preferences.isSilent()).toBe(true);
    expect(preferences.quietUntil()).toBe(clock.now() + 2 * HOUR);
    expect(preferences.pausedUntil()).toBeNull();
    expect(changes).toEqual([{}]);
    await clock.advance(2 * HOUR);
    expect(preferences.rules().paused).toBe(false);
    expect(changes).toEqual([{}, {}]);
  });

  it('count from the moment when they are set, survive a restart, and set no timer when they are off', () => {
    const { preferences, clock, start } = setUp();
    expect(clock.pending()).toBe(0);
    preferences.change(from(clock.now(), -1));
    expect(preferences.rules().paused).toBe(true);
    const again = start();
    expect(again.rules().paused).toBe(true);
    again.change({ quietHours: { ...again.settings().quietHours, on: false } });
    expect(again.rules().paused).toBe(false);
    preferences.stop();
    again.stop();
    expect(clock.pending()).toBe(0);
  });

  it('follow a clock that was set', () => {
    const { preferences, clock } = setUp();
    preferences.change(from(clock.now(), 3));
    clock.jump(4 * HOUR);
    expect(preferences.rules().paused).toBe(true);
    clock.jump(-4 * HOUR);
    expect(preferences.rules().paused).toBe(false);
  });

  it('are none when the stored ones are invalid', () => {
    const settings = createFakeSettings();
    settings.write('settings', { quietHours: { on: true, days: 'all', from: '22:00', to: '06:00' }, theme: 'dark' });
    expect(setUp(settings).preferences.settings()).toMatchObject({ quietHours: { on: false }, theme: 'dark' });
  });

  it('cannot be changed when the administrator has locked them', () => {
    const { clock } = setUp();
    const { preferences } = setUp(createFakeSettings(), { defaults: {}, locked: from(clock.now(), -1) });
    expect(preferences.rules().paused).toBe(true);
    expect(() => preferences.change(from(clock.now(), 3))).toThrow(SettingLocked);
    preferences.unpause();
    expect(preferences.rules().paused).toBe(true);
  });
});

describe('station mode', () => {
  it('starts the app with the session and hides texts, and gives the choices back when it ends', () => {
    const { preferences, desktop } = setUp();
    preferences.change({ station: true });
    expect(preferences.settings()).toMatchObject({ autostart: true, textWhenLocked: false });
    expect(desktop.applied()).toMatchObject({ station: true, autostart: true });
    preferences.change({ station: false });
    expect(preferences.settings()).toMatchObject({ autostart: false, textWhenLocked: true });
    expect(desktop.applied()).toMatchObject({ autostart: false });
  });

  it('leaves what the administrator has locked', () => {
    const policy = { defaults: {}, locked: { station: true, textWhenLocked: true } };
    const { preferences } = setUp(createFakeSettings(), policy);
    expect(preferences.settings()).toMatchObject({ station: true, autostart: true, textWhenLocked: true });
    preferences.setIdle(true);
    expect([preferences.hidesTexts(), preferences.hidesPreviews()]).toEqual([false, false]);
  });

  it('never lets reading elsewhere acknowledge an alarm, even if the administrator has locked that', () => {
    const policy = { defaults: {}, locked: { alarmReadElsewhere: true } };
    const { preferences } = setUp(createFakeSettings(), policy);
    expect(preferences.settings().alarmReadElsewhere).toBe(true);
    preferences.change({ station: true });
    expect(preferences.settings().alarmReadElsewhere).toBe(false);
  });

  it('hides texts while no person is at the PC', () => {
    const { preferences } = setUp();
    const hidden = () => [preferences.rules().previewText, preferences.hidesPreviews()];
    preferences.setIdle(true);
    expect(hidden()).toEqual([true, false]);
    preferences.change({ station: true });
    expect(hidden()).toEqual([false, true]);
    preferences.setIdle(false);
    expect(hidden()).toEqual([true, false]);
    preferences.setScreenLocked(true);
    expect(hidden()).toEqual([false, true]);
  });

  it('warns with a tone although sounds are off, but not in quiet hours', () => {
    const { preferences } = setUp();
    preferences.change({ sound: false });
    expect(preferences.isWarningSilent()).toBe(true);
    preferences.change({ station: true });
    expect([preferences.isWarningSilent(), preferences.isSilent()]).toEqual([false, true]);
    preferences.change({ quietHours: { ...preferences.settings().quietHours, on: true, from: '00:00', to: '00:00' } });
    expect(preferences.isWarningSilent()).toBe(true);
  });

  it('keeps the display on in its hours', () => {
    const { preferences } = setUp();
    const at = (time: string) => keepsDisplayOn(preferences.settings(), new Date(`2026-03-04T${time}:00`).getTime());
    expect(at('03:00')).toBe(false);
    preferences.change({ station: true });
    expect([at('00:00'), at('03:00'), at('23:59')]).toEqual([true, true, true]);
    preferences.change({ displayHours: { ...preferences.settings().displayHours, from: '07:00', to: '22:00' } });
    expect([at('06:59'), at('07:00'), at('21:59'), at('22:00')]).toEqual([false, true, true, false]);
    preferences.change({ displayHours: { ...preferences.settings().displayHours, on: false } });
    expect(at('12:00')).toBe(false);
  });
});

describe('a locked screen', () => {
  it('shows message texts unless the user or the administrator has turned them off', () => {
    const { preferences } = setUp();
    preferences.setScreenLocked(true);
    expect(preferences.hidesTexts()).toBe(false);
    expect(preferences.rules().previewText).toBe(true);
    preferences.change({ textWhenLocked: false });
    expect(preferences.rules().previewText).toBe(false);
    preferences.setScreenLocked(false);
    expect(preferences.hidesTexts()).toBe(false);
    expect(preferences.rules().previewText).toBe(true);
    const governed = setUp(createFakeSettings(), { defaults: {}, locked: { textWhenLocked: false } }).preferences;
    governed.setScreenLocked(true);
    expect(governed.hidesTexts()).toBe(true);
    expect(governed.rules().previewText).toBe(false);
  });
});

describe('a session that is not in front', () => {
  it('holds back what a pause would, but not the warning that no alarms are heard', () => {
    const { preferences } = setUp();
    const held = () => [preferences.rules().paused, preferences.isSilent(), preferences.isWarningSilent()];
    preferences.setInBackground(true);
    expect(held()).toEqual([true, true, false]);
    expect(preferences.pausedUntil()).toBeNull();
    preferences.setInBackground(false);
    expect(held()).toEqual([false, false, false]);
  });
});

describe('the filter of the list', () => {
  const MINUTE = 60_000;
  const narrowed = () => {
    const pc = setUp();
    pc.preferences.look();
    pc.preferences.change({ filter: 'unread' });
    return pc;
  };

  it('is forgotten after an hour in which the window was not seen, and not before', async () => {
    const { preferences, clock, changes, settings } = narrowed();
    preferences.unlook();
    await clock.advance(59 * MINUTE);
    preferences.look();
    expect(preferences.settings().filter).toBe('unread');
    await clock.advance(300 * MINUTE);
    expect(preferences.settings().filter).toBe('unread');
    preferences.unlook();
    changes.length = 0;
    await clock.advance(60 * MINUTE);
    expect(preferences.settings().filter).toBe('all');
    expect(changes).toEqual([{ filter: 'all' }]);
    expect(settings.read('settings')).toEqual({});
  });

  it('is forgotten when the computer wakes up after a night, before the window is shown', () => {
    const { preferences, clock } = narrowed();
    preferences.unlook();
    clock.jump(8 * 60 * MINUTE);
    preferences.wake();
    expect(preferences.settings().filter).toBe('all');
  });

  it.each([
    ['kept across a short restart', 10, 'unread'],
    ['forgotten across a long one', 61, 'all'],
    ['forgotten when the clock was set back', -1, 'all'],
  ] as const)('is %s', (_, minutes, filter) => {
    const { preferences, clock, start } = narrowed();
    preferences.stop();
    clock.jump(minutes * MINUTE);
    const again = start();
    again.wake();
    expect(again.settings().filter).toBe(filter);
  });

  it('is forgotten at the start when an earlier version stored it', () => {
    const settings = createFakeSettings();
    settings.write('settings', { filter: 'mentions', theme: 'dark' });
    const { preferences } = setUp(settings);
    preferences.wake();
    expect(preferences.settings()).toMatchObject({ filter: 'all', theme: 'dark' });
  });

  it("stays as the administrator's default", async () => {
    const { preferences, clock } = setUp(createFakeSettings(), { defaults: { filter: 'unread' }, locked: {} });
    preferences.look();
    preferences.change({ filter: 'mentions' });
    preferences.unlook();
    await clock.advance(61 * MINUTE);
    expect(preferences.settings().filter).toBe('unread');
  });
});
