import { beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../main/core/settings/policy.ts';
import { NO_POLICY } from '../../main/core/settings/policy.ts';
import { createTalkmelder } from '../../main/core/talkmelder.ts';
import { group, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import { untilSynced } from '../fakes/surroundings.ts';
import { asked, notices, pass, readAll, useStationPc, withAlarms, write } from './station-pc.ts';

/** Whether the app says that it cannot hear alarms, and what a test alarm finds out. */

useStationPc();

const MINUTE_S = 60;

beforeEach(readAll);

const watch = () => talkmelder.state().alarm?.watch;
/** Returns how often a short tone was heard. */
const tones = (): number => ports.bell.tones();

describe('the app is blind', () => {
  it('five minutes after the last answer: it warns every ten minutes, and says how long it was and what came', async () => {
    await withAlarms('off');
    expect(watch()).toEqual({ state: 'watching' });
    nextcloud.control.fail('drop');
    await pass(4 * MINUTE_S);
    expect(tones()).toBe(0);
    await pass(2 * MINUTE_S);
    expect(watch()).toMatchObject({ state: 'blind', reason: 'no-answer', acknowledged: false });
    expect(notices().join()).toContain('alarms do not arrive now');
    expect(tones()).toBe(1);
    await pass(21 * MINUTE_S);
    expect(tones()).toBe(3);
    write(group, 'Einsatz', 'Einsatz 2');
    nextcloud.control.clearFaults();
    await pass(2 * MINUTE_S);
    expect(watch()).toEqual({ state: 'watching' });
    expect(notices().join()).toMatch(/heard nothing for (?:2[5-9]) min\. New messages in alarm conversations: 2\./);
  });

  it('until a person acknowledges it, which stops the tone and not the blindness', async () => {
    await withAlarms('off');
    nextcloud.control.fail('drop');
    await pass(6 * MINUTE_S);
    talkmelder.acknowledgeBlindness();
    await pass(30 * MINUTE_S);
    expect(tones()).toBe(1);
    expect(watch()).toMatchObject({ state: 'blind', acknowledged: true });
  });

  it('at once when the server has ended the session', async () => {
    await withAlarms('off');
    nextcloud.control.revoke('alice');
    await pass(20);
    expect(watch()).toMatchObject({ state: 'blind', reason: 'signed-out' });
    expect(tones()).toBe(1);
  });

  it('when the page of a gateway refuses everything, although that is no refusal of the server', async () => {
    await withAlarms('off');
    nextcloud.control.fail({ status: 401, page: '<h1>Gateway</h1>' });
    await pass(6 * MINUTE_S);
    expect(watch()).toMatchObject({ state: 'blind', reason: 'no-answer' });
  });

  it('when the alarm conversation is gone, as soon as a list shows it', async () => {
    await withAlarms('off');
    nextcloud.control.removeFromRoom('alice', group);
    await pass(16 * MINUTE_S);
    expect(watch()).toMatchObject({ state: 'blind', reason: 'conversation-gone' });
    expect(tones()).toBeGreaterThanOrEqual(1);
  });

  it('when the messages of the alarm conversation cannot be read for five minutes', async () => {
    await withAlarms('off');
    nextcloud.control.fail({ status: 500 }, { path: `/chat/${group}` });
    write(group, 'Einsatz', 'Einsatz 2');
    await pass(3 * MINUTE_S);
    expect(watch()).toEqual({ state: 'watching' });
    await pass(4 * MINUTE_S);
    expect(watch()).toMatchObject({ state: 'blind', reason: 'conversation-unreadable' });
  });

  it('not during the announced time of a maintenance, and then it is', async () => {
    await withAlarms('off');
    const headers = { 'X-Nextcloud-Maintenance-Mode': '1', 'Retry-After': '1200' };
    nextcloud.control.fail({ status: 503, page: '<h1>Wartung</h1>', headers });
    await pass(18 * MINUTE_S);
    expect(tones()).toBe(0);
    await pass(4 * MINUTE_S);
    expect(tones()).toBe(1);
  });

  it('never without an alarm conversation', async () => {
    await signIn();
    nextcloud.control.fail('drop');
    await pass(30 * MINUTE_S);
    expect(talkmelder.state().alarm).toBeUndefined();
    expect(tones()).toBe(0);
  });

  it('silently in quiet hours, and when the sound is off', async () => {
    await withAlarms('off');
    talkmelder.changeSettings({ sound: false });
    nextcloud.control.fail('drop');
    await pass(30 * MINUTE_S);
    expect(watch()).toMatchObject({ state: 'blind' });
    expect(tones()).toBe(0);
    expect(notices().join()).toContain('alarms do not arrive now');
  });
});

describe('a test alarm', () => {
  const NOTE = /\/chat\/\w+$/;

  async function test() {
    const running = talkmelder.testAlarm();
    await pass(60);
    const [result] = await running;
    return result;
  }

  it('rings here, finds its message in the next list and its notification by push, and leaves nothing behind', async () => {
    await withAlarms();
    const result = await test();
    expect(result).toMatchObject({ push: { outcome: 'passed' }, chat: { outcome: 'passed' } });
    expect(talkmelder.state().alarm?.open).toMatchObject([{ kind: 'probe', state: 'ringing' }]);
    expect(asked(NOTE, 'POST')).toBe(1);
    expect(nextcloud.control.requests.filter(({ method }) => method === 'DELETE').map(({ status }) => status)).toEqual([
      200, 200,
    ]);
    expect(tones()).toBe(0);
    talkmelder.acknowledgeAlarms(talkmelder.state().alarm?.open.map(({ id }) => id) ?? [], 'card');
    expect(talkmelder.state().alarm?.open).toEqual([]);
  });

  it('writes a file instead when the server can send no notification to oneself', async () => {
    nextcloud.control.alter('/cloud/capabilities', (data) => {
      const { capabilities } = data as { capabilities: { notifications: Record<string, string[]> } };
      capabilities.notifications['ocs-endpoints'] = ['list', 'exists'];
      return data;
    });
    await withAlarms();
    expect(await test()).toMatchObject({ push: { outcome: 'passed' } });
    expect(asked(/Talkmelder-Probealarm/, 'PUT')).toBe(1);
    expect(asked(/Talkmelder-Probealarm/, 'DELETE')).toBe(1);
  });

  it('leaves push out when the server has none', async () => {
    await withAlarms('off');
    expect(await test()).toMatchObject({ push: { outcome: 'left-out' }, chat: { outcome: 'passed' } });
    expect(tones()).toBe(0);
  });

  it.each<[string, () => void, object, string]>([
    [
      'push that lies',
      () => nextcloud.control.setPushSilent(true),
      { push: { outcome: 'silent' }, chat: { outcome: 'passed' } },
      'Push: what was sent did not arrive.',
    ],
    [
      'a server that takes no messages',
      () => nextcloud.control.fail({ status: 403 }, { path: '/api/v1/chat/', method: 'POST' }),
      { push: { outcome: 'passed' }, chat: { outcome: 'refused' } },
      'Conversations: the server refused the test.',
    ],
    [
      'a list that shows nothing new',
      () => nextcloud.control.alter(/\/api\/v4\/room$/, () => []),
      { push: { outcome: 'passed' }, chat: { outcome: 'silent' } },
      'Conversations: what was sent did not arrive.',
    ],
    [
      'a server that is away',
      () => nextcloud.control.fail('drop'),
      { chat: { outcome: 'unreachable' } },
      'no connection.',
    ],
  ])('names the leg that fails, loudly, whatever the settings: %s', async (_name, arrange, outcomes, words) => {
    await withAlarms();
    talkmelder.changeSettings({ sound: false, notify: 'off' });
    arrange();
    expect(await test()).toMatchObject(outcomes);
    expect(tones()).toBe(1);
    expect(notices().join()).toContain(words);
    expect(talkmelder.diagnostics().alarms?.probe).toMatchObject(outcomes);
  });
});

describe('the weekly test', () => {
  const DAY_S = 86_400;

  /** Starts the app again with a schedule that is due in this many minutes. */
  async function scheduled(inMinutes: number, wanted: string): Promise<void> {
    await withAlarms();
    const due = new Date(ports.clock.now() + inMinutes * 60_000);
    const day = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[due.getDay()] ?? 'sun';
    const time = `${String(due.getHours()).padStart(2, '0')}:${String(due.getMinutes()).padStart(2, '0')}`;
    const locked = { weeklyProbe: { on: true, day, time } };
    const policy: Policy = { ...NO_POLICY, locked, alarmWatch: { report: wanted, name: 'Wache 1' } };
    talkmelder.stop();
    again = () => createTalkmelder(ports, { userAgent: 'Talkmelder (pc)', locale: 'de', presetServer: '', policy });
    await start();
  }

  /** The conversation for the results. */
  let report: string;
  let again: () => ReturnType<typeof createTalkmelder>;
  let other: ReturnType<typeof createTalkmelder>;

  async function start(): Promise<void> {
    other = again();
    await other.start();
    await untilSynced(other);
  }

  const posted = (): string[] =>
    nextcloud.control
      .messages(report)
      .map(({ message }) => String(message))
      .filter((text) => text.startsWith('Wache 1'));

  it('is made at its time, once, and its result is posted', async () => {
    report = nextcloud.control.addRoom({ type: 'group', name: 'Technik', members: ['bob', 'alice'] });
    await scheduled(20, report);
    await pass(10 * MINUTE_S);
    expect(posted()).toEqual([]);
    await pass(15 * MINUTE_S);
    expect(posted()).toHaveLength(1);
    expect(posted()[0]).toMatch(/^Wache 1: Probealarm \d+,\d\ss$/);
    expect(other.state().alarm?.open).toMatchObject([{ kind: 'probe' }]);
    other.stop();
    await start();
    await pass(30 * MINUTE_S);
    expect(posted()).toHaveLength(1);
    other.stop();
  });

  it('posts its result once, although the first answer is lost', async () => {
    report = nextcloud.control.addRoom({ type: 'group', name: 'Technik', members: ['bob', 'alice'] });
    nextcloud.control.send('bob', report, 'Hier steht die Woche über nichts.');
    const send = ports.fetch;
    let lost = 0;
    ports.fetch = async (input, init) => {
      const { url, method } = input instanceof Request ? input : { url: String(input), method: init?.method ?? 'GET' };
      const answer = await send(input, init);
      if (method !== 'POST' || !url.includes(`/chat/${report}`) || lost > 0) return answer;
      lost += 1;
      throw new TypeError('the answer is lost');
    };
    await scheduled(5, report);
    // The second attempt follows ten minutes after the first.
    for (let minutes = 0; minutes < 40; minutes += 1) await pass(MINUTE_S);
    expect(lost).toBe(1);
    expect(posted()).toHaveLength(1);
    other.stop();
  });

  it('its absence is posted when the computer was off', async () => {
    report = nextcloud.control.addRoom({ type: 'group', name: 'Technik', members: ['bob', 'alice'] });
    await scheduled(20, 'Technik');
    await pass(5 * MINUTE_S);
    other.stop();
    await pass(2 * DAY_S);
    await start();
    await pass(3 * MINUTE_S);
    expect(posted()).toHaveLength(1);
    expect(posted()[0]).toContain('ist ausgefallen, der Computer war aus');
    other.stop();
  });
});
