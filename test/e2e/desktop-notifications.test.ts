import { afterEach, describe, expect, it } from 'vitest';
import { change } from './desktop.ts';
import type { LaunchOptions, ShownNotification } from './driver.ts';
import { named } from './only-account.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

/** Lets Bob write to the shift, and returns the notification. */
async function ring(text: string): Promise<ShownNotification> {
  pc.nextcloud.control.send('bob', pc.rooms.einsatzgruppe, text);
  await pc.refresh();
  const list = await pc.app.notifications.waitFor((shown) => shown.some(({ body }) => body.includes(text)));
  const found = list.findLast(({ body }) => body.includes(text));
  if (!found) throw new Error('it has gone');
  return found;
}

const isRead = (): Promise<unknown> =>
  pc.nextcloud.control.waitFor('request', ({ method, path }) => method === 'POST' && path.endsWith('/read'));
const said = (): string[] =>
  pc.nextcloud.control.messages(pc.rooms.einsatzgruppe).map(({ message }) => String(message));

describe('a notification', () => {
  it('is silent when the sound is off', async () => {
    pc = await openStation();
    const page = await pc.signIn();
    expect((await ring('mit Ton')).silent).toBe(false);
    await change(page, { sound: false });
    expect((await ring('ohne Ton')).silent).toBe(true);
  });

  it('marks the conversation as read, and closes', async () => {
    pc = await openStation();
    await pc.signIn();
    const { id, actions } = await ring('bitte lesen');
    expect(actions).toEqual(['Als gelesen markieren']);
    const read = isRead();
    await pc.app.notifications.action(id, 0);
    await read;
    const { control } = pc.nextcloud;
    const last = control.messages(pc.rooms.einsatzgruppe).at(-1)?.id;
    expect(control.readMarker('alice', pc.rooms.einsatzgruppe)).toBe(last);
    await pc.app.notifications.waitFor((list) => list.every(({ state }) => state === 'closed'));
  });
});

/**
 * A system whose notifications have a reply field. On Linux the host poses as Windows, which Electron cannot.
 * main/core/accounts/quick-replies.test.ts covers the fate of a reply as well.
 */
const elsewhere: LaunchOptions = process.platform === 'linux' ? { platform: 'win32' } : {};

describe('a reply in a notification', () => {
  it('reaches the conversation, and marks it as read', async () => {
    pc = await openStation(elsewhere);
    await pc.signIn();
    const { id, hasReply } = await ring('wer kommt?');
    expect(hasReply).toBe(true);
    const { control } = pc.nextcloud;
    const sent = control.waitFor('request', ({ method, path }) => method === 'POST' && path.includes('/chat/'));
    await pc.app.notifications.reply(id, 'Ich & Jörg <beide>');
    await sent;
    expect(said().at(-1)).toBe('Ich & Jörg <beide>');
    const last = control.messages(pc.rooms.einsatzgruppe).at(-1)?.id;
    expect(control.readMarker('alice', pc.rooms.einsatzgruppe)).toBe(last);
    await pc.app.notifications.waitFor((list) => list.every(({ state }) => state === 'closed'));
  });

  it('is not lost when it cannot be sent', async () => {
    pc = await openStation(elsewhere);
    const page = await pc.signIn();
    const { id } = await ring('und du?');
    pc.nextcloud.control.setReadOnly(pc.rooms.einsatzgruppe, true);
    await pc.app.notifications.reply(id, 'ich auch');
    await pc.app.notifications.waitFor((list) => list.some(({ title }) => title === 'Nicht gesendet'));
    const token = pc.rooms.einsatzgruppe;
    const answer = await page.evaluate(
      (asked) => window.talkmelder.openReply({ token: asked }),
      await named(page, token),
    );
    expect(answer).toMatchObject({ ok: true, value: { draft: 'ich auch' } });
    expect(said()).not.toContain('ich auch');
  });
});

// The tests above cover the reply field of other systems.
describe.runIf(process.platform === 'linux')('on Linux', () => {
  it('there is no reply field, because no notification could show it', async () => {
    pc = await openStation();
    await pc.signIn();
    expect((await ring('hier nicht')).hasReply).toBe(false);
  });
});
