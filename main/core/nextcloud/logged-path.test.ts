import { expect, it } from 'vitest';
import { loggedPath } from './logged-path.ts';

it.each([
  ['https://cloud.example.org/index.php/avatar/max.muster%40example.org/64/dark', '/index.php/avatar/…/64/dark'],
  ['https://example.org/nextcloud/index.php/avatar/alice/64', '/nextcloud/index.php/avatar/…/64'],
  [
    'https://cloud.example.org/ocs/v2.php/apps/spreed/api/v1/room/ab3xyz/avatar/dark',
    '/ocs/v2.php/apps/spreed/api/v1/room/ab3xyz/avatar/dark',
  ],
  ['https://cloud.example.org/ocs/v2.php/cloud/user?token=secret#secret', '/ocs/v2.php/cloud/user'],
  ['https://cloud.example.org/remote.php/dav/files/alice/Talk/Plan%20geheim.pdf', '/remote.php/dav/files/…'],
  [
    'https://cloud.example.org/remote.php/dav/uploads/alice/talkmelder-1/00001',
    '/remote.php/dav/uploads/…/talkmelder-1/00001',
  ],
  ['https://alice:secret@cloud.example.org/status.php', '/status.php'],
])('%s → %s', (url, path) => {
  expect(loggedPath(url)).toBe(path);
});

it('limits the length of a logged line', () => {
  expect(loggedPath(`https://cloud.example.org/${'a'.repeat(100_000)}`)).toHaveLength(200);
});
