import { expect, it } from 'vitest';
import {
  accountId,
  markAllReadNow,
  nextcloud,
  ports,
  restart,
  signIn,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';

usePc();

/** Records the app's requests with credentials from now on, as "METHOD path". */
function hearAuthorized(): string[] {
  const asked: string[] = [];
  const { fetch } = ports;
  ports.fetch = (input, init) => {
    const request = input instanceof Request ? input : new Request(input, init);
    if (request.headers.has('authorization')) asked.push(`${request.method} ${new URL(request.url).pathname}`);
    return fetch(input, init);
  };
  return asked;
}

it('sends no request with credentials except the revocation once an account with live push is disconnected', async () => {
  nextcloud.control.setPush('on');
  await signIn();
  const asked = hearAuthorized();
  // The restarted app uses the replaced fetch.
  await restart(() => {});
  await expect.poll(() => nextcloud.control.pushConnections('alice')).toBe(1);
  asked.length = 0;
  const leaving = talkmelder.disconnect(accountId());
  talkmelder.wake();
  talkmelder.look();
  talkmelder.refresh();
  await leaving;
  await ports.clock.advance(120_000);
  expect(asked).toEqual(['DELETE /ocs/v2.php/core/apppassword']);
});

it('marks no further conversation as read once the account is disconnected', async () => {
  const { control } = nextcloud;
  for (let index = 0; index < 12; index += 1) {
    const token = control.addRoom({ type: 'group', name: `Zug ${index}`, members: ['bob', 'alice'] });
    control.send('bob', token, 'Ja');
  }
  await signIn();
  const asked = hearAuthorized();
  await restart(() => {});
  const release = control.fail('hang', { method: 'POST' });
  const marking = markAllReadNow([accountId()]).catch(() => 'refused');
  await expect.poll(() => asked.filter((line) => line.startsWith('POST')).length).toBeGreaterThan(0);
  const begun = asked.filter((line) => line.startsWith('POST')).length;
  await talkmelder.disconnect(accountId());
  release();
  await ports.clock.advance(120_000);
  await marking;
  expect(asked.filter((line) => line.startsWith('POST'))).toHaveLength(begun);
  expect(asked.at(-1)).toBe('DELETE /ocs/v2.php/core/apppassword');
});
