import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation({ platform: 'win32' });
  await pc.signIn();
});
afterEach(() => pc.stop());

/** Returns the data that Windows passes back for the toast about `text`. */
async function toldOf(text: string): Promise<{ click: string; actions: string[]; reply: string }> {
  pc.nextcloud.control.send('bob', pc.rooms.einsatzgruppe, text);
  await pc.refresh();
  const list = await pc.app.notifications.waitFor((shown) => shown.some(({ body }) => body.includes(text)));
  const told = list.findLast(({ body }) => body.includes(text))?.arguments;
  if (!told) throw new Error('it carries nothing');
  return told;
}

it('a toast from before a restart still opens its conversation, and nothing else', async () => {
  const { click } = await toldOf('kommt ihr?');
  await pc.app.quit();
  await pc.start({ args: ['-Embedding'] });
  await pc.app.notifications.chooseEarlier({ type: 'click', arguments: click });
  expect(await pc.app.waitForOpened((url) => url.includes('/call/'))).toContain(pc.rooms.einsatzgruppe);
  // Windows started the app, not the user.
  expect((await pc.app.windowState()).visible).toBe(false);
});

it('a reply to an earlier toast is sent once', async () => {
  const { reply } = await toldOf('wer?');
  await pc.restart();
  const { control } = pc.nextcloud;
  const sent = control.waitFor('request', ({ method, path }) => method === 'POST' && path.includes('/chat/'));
  await pc.app.notifications.chooseEarlier({ type: 'reply', arguments: reply, reply: 'ich' });
  await sent;
  await pc.app.notifications.chooseEarlier({ type: 'reply', arguments: reply, reply: 'ich' });
  await pc.refresh();
  const said = control.messages(pc.rooms.einsatzgruppe).map(({ message }) => String(message));
  expect(said.filter((text) => text === 'ich')).toHaveLength(1);
});

it('an earlier toast opens the window if its account is gone or it names none', async () => {
  await pc.app.closeWindow();
  await pc.app.waitForWindow(({ visible }) => !visible);
  await pc.app.notifications.chooseEarlier({
    type: 'click',
    arguments: 'type=click&tag=x&conversation=xk5cq7dn.000000000000',
  });
  await pc.app.waitForWindow(({ visible }) => visible);
  expect((await pc.app.opened()).filter((url) => url.includes('/call/'))).toEqual([]);
});

it('a toast carries neither an address nor a name nor a secret', async () => {
  const told = await toldOf('geheim');
  for (const text of [told.click, ...told.actions, told.reply])
    expect(text).toMatch(/^type=(click|reply|action&action=0)&tag=[\da-f-]{36}&conversation=[\w-]+\.[\da-f]{12}$/);
});

it('a toast does not stay if the app withdraws it while Windows still creates it', async () => {
  await pc.app.notifications.hold(true);
  const { control } = pc.nextcloud;
  control.send('bob', pc.rooms.einsatzgruppe, 'schon erledigt');
  const listed = control.waitFor('request', ({ path }) => path.endsWith('/room'));
  await pc.refresh();
  await listed;
  // The user reads elsewhere, so the app withdraws the toast with the next list.
  control.markRead('alice', pc.rooms.einsatzgruppe);
  const again = control.waitFor('request', ({ path }) => path.endsWith('/room'));
  await pc.refresh();
  await again;
  await pc.refresh();
  await pc.app.notifications.hold(false);
  const list = await pc.app.notifications.waitFor((shown) =>
    shown.some(({ body, state }) => body.includes('schon erledigt') && state === 'closed'),
  );
  expect(list.filter(({ state }) => state === 'shown')).toEqual([]);
});
