import { describe, expect, it } from 'vitest';
import { NotSaved, SettingsFileOdd } from '../../main/core/errors.ts';
import { accountId, group, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { polls, row, useStationWithOther, wache } from './station-pc.ts';

useStationWithOther();

const rule = { keywords: ['Einsatz'], senders: [] };
const fileOf = (content: object): string =>
  JSON.stringify({ format: 'talkmelder-settings', version: 1, settings: {}, ...content });
const settings = () => talkmelder.state().settings;
const declared = (token: string) => row(token)?.alarm?.rule ?? null;

describe('taking the settings of one PC to another', () => {
  it('brings settings and alarm conversations, also after a restart, and no secret', async () => {
    await signIn();
    talkmelder.changeSettings({ theme: 'dark', sound: false, filter: 'unread' });
    await talkmelder.pin.choose('2468');
    await talkmelder.declareAlarm(named(wache), rule);
    const text = talkmelder.settingsAsText();
    for (const secret of ['2468', 'scrypt', 'alice', ...ports.secrets.secrets.values()])
      expect(text).not.toContain(secret);

    talkmelder.changeSettings({ theme: 'light', sound: true, compact: 3, filter: 'all' });
    await talkmelder.undeclareAlarm(named(wache));
    await polls(2);
    expect(await talkmelder.importSettings(text)).toMatchObject({ settings: 2, alarms: 1, left: 0 });
    await polls(2);
    // As on the other PC: what was chosen here alone goes, and the list keeps its filter.
    expect(settings()).toMatchObject({ theme: 'dark', sound: false, compact: 'all', filter: 'all' });
    expect(declared(wache)).toEqual(rule);
    await restart(() => {});
    expect(settings()).toMatchObject({ theme: 'dark', sound: false });
    expect(declared(wache)).toEqual(rule);
  });

  it('is undone for good by a second attempt, when the first could not be stored', async () => {
    await signIn();
    talkmelder.changeSettings({ theme: 'light' });
    const alarms = [{ server: nextcloud.url, conversation: wache, rule }];
    await talkmelder.importSettings(fileOf({ settings: { theme: 'dark' }, alarms }));
    const { write, remove } = ports.settings;
    ports.settings.write = () => false;
    ports.settings.remove = () => false;
    await expect(talkmelder.undoImport()).rejects.toThrow(NotSaved);
    Object.assign(ports.settings, { write, remove });
    await talkmelder.undoImport();
    await restart(() => {});
    await polls(2);
    expect([settings().theme, declared(wache)]).toEqual(['light', null]);
  });

  it('is undone as a whole, alarm conversations included', async () => {
    await signIn();
    talkmelder.changeSettings({ theme: 'light' });
    const before = { keywords: [], senders: [] };
    await talkmelder.declareAlarm(named(group), before);
    const alarms = [group, wache].map((conversation) => ({ server: nextcloud.url, conversation, rule }));
    await talkmelder.importSettings(fileOf({ settings: { theme: 'dark', sound: false }, alarms }));
    await polls(2);
    expect([declared(group), declared(wache)]).toEqual([rule, rule]);
    await talkmelder.undoImport();
    await polls(2);
    expect(settings()).toMatchObject({ theme: 'light', sound: true });
    expect([declared(group), declared(wache)]).toEqual([before, null]);
    // There is nothing to undo twice.
    talkmelder.changeSettings({ theme: 'dark' });
    await talkmelder.undoImport();
    expect(settings().theme).toBe('dark');
  });

  it('is undone without the account that has left meanwhile: nothing of it comes back', async () => {
    await signIn();
    await talkmelder.declareAlarm(named(wache), { keywords: [], senders: [] });
    const alarms = [{ server: nextcloud.url, conversation: wache, rule }];
    await talkmelder.importSettings(fileOf({ settings: { theme: 'dark' }, alarms }));
    await talkmelder.disconnect(accountId());
    const left = [...ports.settings.documents.keys()];
    await talkmelder.undoImport();
    expect([...ports.settings.documents.keys()]).toEqual(left);
  });

  it('leaves out alarm conversations of other servers, and those that no account here has', async () => {
    await signIn();
    const alarms = [
      { server: 'https://other.example', conversation: wache, rule },
      { server: nextcloud.url, conversation: 'unknown1', rule },
      { server: nextcloud.url, conversation: 'constructor', rule },
    ];
    expect(await talkmelder.importSettings(fileOf({ alarms }))).toMatchObject({
      settings: 0,
      alarms: 0,
      left: 0,
      missing: 3,
    });
    expect(declared(wache)).toBeNull();
  });

  it('says which alarm conversations could not be stored; they ring until the app ends, and the import can be undone', async () => {
    await signIn();
    const { write } = ports.settings;
    ports.settings.write = (name, value) => !name.startsWith('alarm-conversations/') && write(name, value);
    const alarms = [wache, group, 'unknown1'].map((conversation) => ({ server: nextcloud.url, conversation, rule }));
    expect(await talkmelder.importSettings(fileOf({ settings: { theme: 'dark' }, alarms }))).toEqual({
      settings: 1,
      alarms: 2,
      left: 0,
      missing: 1,
      settingsSaved: true,
      unsaved: [row(wache)?.name, row(group)?.name],
    });
    await polls(2);
    expect([declared(wache), declared(group)]).toEqual([rule, rule]);
    await expect(talkmelder.undoImport()).rejects.toThrow(NotSaved);
    await polls(2);
    expect([declared(wache), declared(group)]).toEqual([null, null]);
    expect(settings().theme).not.toBe('dark');
  });

  it('brings the alarm conversations although the settings could not be stored', async () => {
    await signIn();
    const { write } = ports.settings;
    ports.settings.write = (name, value) => name !== 'settings' && write(name, value);
    const alarms = [{ server: nextcloud.url, conversation: wache, rule }];
    expect(await talkmelder.importSettings(fileOf({ settings: { theme: 'dark' }, alarms }))).toMatchObject({
      alarms: 1,
      settingsSaved: false,
      unsaved: [],
    });
    await polls(2);
    expect(declared(wache)).toEqual(rule);
    expect(settings().theme).toBe('dark');
  });

  it('works without an account', async () => {
    await talkmelder.start();
    expect(await talkmelder.importSettings(fileOf({ settings: { theme: 'dark' } }))).toMatchObject({ settings: 1 });
    expect(settings().theme).toBe('dark');
  });

  it.each(['', 'null', '{"server":"cloud.example.org"}', '{"format":"talkmelder-settings","version":9,"settings":{}}'])(
    'changes nothing with a file that is none: %j',
    async (text) => {
      await signIn();
      talkmelder.changeSettings({ theme: 'dark' });
      await talkmelder.declareAlarm(named(wache), rule);
      await expect(talkmelder.importSettings(text)).rejects.toThrow(SettingsFileOdd);
      await polls(2);
      expect(settings().theme).toBe('dark');
      expect(declared(wache)).toEqual(rule);
    },
  );
});
