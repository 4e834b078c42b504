import { describe, expect, it } from 'vitest';
import { loadPolicy, type Policy } from '../../main/core/settings/policy.ts';
import { accountId, group, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { asked, chatOf, eventually, other, pass, polls, row, shown, useStationWithOther, wache } from './station-pc.ts';

useStationWithOther();

const EVERYTHING = { keywords: [], senders: [] };
const NOTIFY = /\/notify$/;

const policyOf = (...alarms: object[]): Policy =>
  loadPolicy(
    {
      policies: () => [{ place: '/policy.json', content: { kind: 'text', text: JSON.stringify({ alarms }) } }],
      read: () => ({ kind: 'absent' }),
      isCertificate: () => true,
    },
    ports.log,
  );

const alarmOf = (token: string) => row(token)?.alarm;
const levelOf = (token: string) => row(token)?.notificationLevel;
const levelsSet = (): (string | undefined)[] =>
  nextcloud.control.requests.filter(({ path }) => NOTIFY.test(path)).map(({ path }) => path.split('/').at(-2));

async function alarmLine() {
  const report = await talkmelder.runDoctor();
  return report.findings.find(({ id }) => id === 'alarms');
}

describe('declaring a conversation', () => {
  it('sets its level on the server, which ending it puts back', async () => {
    nextcloud.control.setLevel('alice', wache, 2);
    await signIn();
    expect(alarmOf(wache)).toBeUndefined();
    expect(await talkmelder.declareAlarm(named(wache), { keywords: ['Einsatz'], senders: [] })).toBe('changed');
    await polls(2);
    expect(alarmOf(wache)).toEqual({ rule: { keywords: ['Einsatz'], senders: [] }, locked: false });
    expect([levelOf(wache), levelOf(group)]).toEqual(['always', 'always']);
    expect(levelsSet()).toEqual([wache]);
    await restart(() => {});
    expect(alarmOf(wache)).toBeDefined();
    expect(await talkmelder.undeclareAlarm(named(wache))).toBe('changed');
    await polls(2);
    expect(alarmOf(wache)).toBeUndefined();
    expect(levelOf(wache)).toBe('mention');
  });

  it('leaves a level alone that was right before, or that is no longer the one it has set', async () => {
    await signIn();
    expect(await talkmelder.declareAlarm(named(group), EVERYTHING)).toBe('kept');
    expect(await talkmelder.undeclareAlarm(named(group))).toBe('kept');
    nextcloud.control.setLevel('alice', wache, 2);
    await polls(1);
    expect(await talkmelder.declareAlarm(named(wache), EVERYTHING)).toBe('changed');
    nextcloud.control.setLevel('alice', wache, 3);
    await polls(2);
    // The person wants it so; the check-up says that it is too low.
    expect(levelOf(wache)).toBe('never');
    expect(await alarmLine()).toMatchObject({ status: 'warning', message: 'doctor.alarms.low', values: { count: 1 } });
    expect(await talkmelder.undeclareAlarm(named(wache))).toBe('kept');
    await polls(2);
    expect([levelOf(group), levelOf(wache)]).toEqual(['always', 'never']);
    expect(levelsSet()).toEqual([wache]);
  });

  it.each<[string, Parameters<typeof nextcloud.control.fail>[0]]>([
    ['refuses the level', { status: 403 }],
    ['has an error', { status: 500 }],
    ['sends the page of a gateway', 'html'],
    ['drops the connection', 'drop'],
  ])('counts although the server %s, and the level is set later', async (_what, fault) => {
    nextcloud.control.setLevel('alice', wache, 2);
    await signIn();
    const end = nextcloud.control.fail(fault, { path: NOTIFY });
    expect(await talkmelder.declareAlarm(named(wache), EVERYTHING)).toBe('later');
    await polls(2);
    expect(alarmOf(wache)).toEqual({ rule: EVERYTHING, locked: false });
    expect(levelOf(wache)).toBe('mention');
    // A server that refuses is not asked with every list.
    await pass(600);
    expect(levelsSet()).toHaveLength(1);
    end();
    await pass(600);
    await eventually(() => levelOf(wache)).toBe('always');
    expect(await talkmelder.undeclareAlarm(named(wache))).toBe('changed');
    await eventually(() => levelOf(wache)).toBe('mention');
  });

  it('of a conversation that is not in the list is refused', async () => {
    await signIn();
    await expect(talkmelder.declareAlarm(named('unknown'), EVERYTHING)).rejects.toThrow('not in the list');
    expect([...ports.settings.documents.keys()].join()).not.toContain('alarm');
  });

  it('stays while the conversation is out of the list, and can be ended then', async () => {
    await signIn();
    await talkmelder.declareAlarm(named(wache), EVERYTHING);
    nextcloud.control.deleteRoom(wache);
    talkmelder.refresh();
    await pass(16 * 60);
    expect(row(wache)).toBeUndefined();
    expect(shown().account.goneAlarms).toEqual([named(wache)]);
    expect(await alarmLine()).toMatchObject({ status: 'failed', message: 'doctor.alarms.gone' });
    await talkmelder.undeclareAlarm(named(wache));
    expect(shown().account.goneAlarms).toBeUndefined();
    expect(await alarmLine()).toBeUndefined();
  });

  it('leaves nothing behind when the account leaves', async () => {
    await signIn();
    await talkmelder.declareAlarm(named(wache), EVERYTHING);
    await talkmelder.disconnect(accountId());
    expect([...ports.settings.documents.keys()].join()).not.toContain('alarm');
  });
});

describe('an alarm conversation of the policy', () => {
  it('is found by its name; its level is set once and stays when a person lowers it', async () => {
    nextcloud.control.setLevel('alice', wache, 2);
    await signIn();
    await restart(() => {}, policyOf({ conversation: 'Wache 2', keywords: ['Einsatz'], locked: true }));
    expect(alarmOf(wache)).toEqual({ rule: { keywords: ['Einsatz'], senders: [] }, locked: true });
    await eventually(() => levelOf(wache)).toBe('always');
    expect(await alarmLine()).toMatchObject({ status: 'ok', message: 'doctor.alarms.ok', values: { count: 1 } });
    nextcloud.control.setLevel('alice', wache, 2);
    await pass(20 * 60);
    expect([levelOf(wache), levelsSet()]).toEqual(['mention', [wache]]);
  });

  it('that is locked can neither be ended nor changed', async () => {
    await signIn();
    await restart(() => {}, policyOf({ conversation: wache, locked: true }));
    await expect(talkmelder.undeclareAlarm(named(wache))).rejects.toMatchObject({ code: 'setting-locked' });
    await expect(talkmelder.declareAlarm(named(wache), EVERYTHING)).rejects.toMatchObject({ code: 'setting-locked' });
    expect(alarmOf(wache)).toEqual({ rule: EVERYTHING, locked: true });
  });

  it('that leaves the policy gets its level back', async () => {
    nextcloud.control.setLevel('alice', wache, 2);
    await signIn();
    await restart(() => {}, policyOf({ conversation: wache }));
    await eventually(() => levelOf(wache)).toBe('always');
    // The user ends it here; the policy still declares it, so the level stays.
    expect(await talkmelder.undeclareAlarm(named(wache))).toBe('kept');
    await polls(2);
    expect([alarmOf(wache), levelOf(wache)]).toEqual([undefined, 'always']);
    await restart(() => {}, policyOf({ conversation: group }));
    expect([alarmOf(wache), alarmOf(group)]).toEqual([undefined, { rule: EVERYTHING, locked: false }]);
    await eventually(() => levelOf(wache)).toBe('mention');
  });

  it('gets its level back also without a user’s choice', async () => {
    nextcloud.control.setLevel('alice', wache, 2);
    await signIn();
    await restart(() => {}, policyOf({ conversation: wache }));
    await eventually(() => levelOf(wache)).toBe('always');
    await restart(() => {});
    await eventually(() => levelOf(wache)).toBe('mention');
    expect(alarmOf(wache)).toBeUndefined();
  });

  it('on another server does not count', async () => {
    await signIn();
    await restart(() => {}, policyOf({ conversation: 'Wache 2', server: 'cloud.example.org' }));
    expect(alarmOf(wache)).toBeUndefined();
    expect(await alarmLine()).toBeUndefined();
  });

  it('whose name several conversations bear counts for none, and the check-up says so', async () => {
    const stranger = other('Wache 2');
    await signIn();
    await restart(() => {}, policyOf({ conversation: 'Einsatzgruppe 1' }, { conversation: 'Wache 2' }));
    expect([alarmOf(wache), alarmOf(stranger)]).toEqual([undefined, undefined]);
    expect(await alarmLine()).toMatchObject({
      status: 'failed',
      turn: 'administration',
      message: 'doctor.alarms.several',
      values: { path: 'alarms.1' },
    });
  });

  it('stays the same one when a stranger takes its name, or it is renamed', async () => {
    await signIn();
    const policy = policyOf({ conversation: 'Wache 2' });
    await restart(() => {}, policy);
    const stranger = other('Wache 2');
    await restart(() => {}, policy);
    await polls(2);
    expect([alarmOf(wache), alarmOf(stranger)]).toEqual([{ rule: EVERYTHING, locked: false }, undefined]);
    expect(await alarmLine()).toMatchObject({ status: 'ok' });
  });

  it('that no conversation bears is reported with its place', async () => {
    await signIn();
    await restart(() => {}, policyOf({ conversation: 'Wache 9' }));
    expect(await alarmLine()).toMatchObject({ message: 'doctor.alarms.none', values: { path: 'alarms.0' } });
  });

  it('that cannot be read fails the check-up', async () => {
    await signIn();
    await restart(() => {}, policyOf({ conversation: wache }));
    nextcloud.control.fail({ status: 500 }, { path: chatOf(wache) });
    expect(await alarmLine()).toMatchObject({ message: 'doctor.alarms.unreadable', values: { count: 1 } });
  });
});

describe('a preview', () => {
  it('names the messages that would have rung and the authors, and reads nothing', async () => {
    nextcloud.control.send('bob', wache, 'Einsatz: Brand');
    nextcloud.control.send('Wetterbot', wache, 'Unwetter', { bot: true });
    nextcloud.control.send('alice', wache, 'Einsatz verstanden');
    nextcloud.control.send('bob', wache, 'Einsatz still', { silent: true });
    nextcloud.control.send('bob', wache, 'Einsatz-Ende');
    nextcloud.control.markUnread('alice', wache);
    await signIn();
    const marker = nextcloud.control.readMarker('alice', wache);
    const before = asked(chatOf(wache));
    const preview = await talkmelder.previewAlarm(named(wache), { keywords: ['einsatz'], senders: [] });
    expect(preview.examined).toBe(5);
    expect(preview.rang.map(({ author, text }) => `${author}: ${text}`)).toEqual([
      'Bob Böhm: Einsatz-Ende',
      'Bob Böhm: Einsatz: Brand',
    ]);
    expect(preview.senders.map(({ name, mark }) => [name, mark])).toEqual([
      ['Bob Böhm', undefined],
      ['Wetterbot', 'bot'],
    ]);
    const [, bot] = preview.senders;
    const byBot = await talkmelder.previewAlarm(named(wache), { keywords: [], senders: [bot?.id ?? ''] });
    expect(byBot.rang.map(({ text }) => text)).toEqual(['Unwetter']);
    expect(asked(chatOf(wache)) - before).toBe(1);
    expect(nextcloud.control.readMarker('alice', wache)).toBe(marker);
    expect(alarmOf(wache)).toBeUndefined();
  });

  it('of a sensitive conversation shows no text', async () => {
    nextcloud.control.configure('alice', wache, { sensitive: true });
    nextcloud.control.send('bob', wache, 'Einsatz: Brand');
    await signIn();
    const { rang } = await talkmelder.previewAlarm(named(wache), EVERYTHING);
    expect(rang.map(({ text }) => text)).toEqual([null]);
  });

  it('that cannot be fetched fails, and works the next time', async () => {
    await signIn();
    const end = nextcloud.control.fail({ status: 500 }, { path: chatOf(wache) });
    await expect(talkmelder.previewAlarm(named(wache), EVERYTHING)).rejects.toMatchObject({ code: 'server-error' });
    end();
    expect((await talkmelder.previewAlarm(named(wache), EVERYTHING)).examined).toBe(0);
  });
});

describe('the check-up of a PC with alarm conversations', () => {
  const findings = async () => {
    const report = await talkmelder.runDoctor();
    return Object.fromEntries(report.findings.map(({ id, message }) => [id, message]));
  };

  it('looks at the loudspeaker that alarms use, and at the start with the PC; without alarms, neither matters', async () => {
    await signIn();
    const asked: string[] = [];
    ports.probe.soundOutput = async (wanted) => {
      asked.push(wanted);
      return { kind: 'there', isChosen: true, isMuted: true, percent: 80 };
    };
    const before = await findings();
    expect([before['alarm-sound'], before.autostart, asked]).toEqual([undefined, 'doctor.autostart.off', []]);
    await talkmelder.declareAlarm(named(group), EVERYTHING);
    talkmelder.changeSettings({ alarmOutput: 'HDMI (Wache)' });
    expect(await findings()).toMatchObject({
      'alarm-sound': 'doctor.alarm-sound.muted',
      'alarm-card': 'doctor.alarm-card.ok',
      autostart: 'doctor.autostart.needed',
    });
    expect(asked).toEqual(['HDMI (Wache)']);
    ports.bell.hearing = () => ({ state: 'silent', output: 'system', outputs: [] });
    expect((await findings())['alarm-sound']).toBe('doctor.alarm-sound.silent');
  });
});
