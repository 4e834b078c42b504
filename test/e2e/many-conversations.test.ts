import { expect, it } from 'vitest';
import { openStation } from './station.ts';

it('says above the list that there are more conversations than the app keeps', async () => {
  const pc = await openStation();
  const many = Array.from({ length: 6_000 }, (_, index) => ({
    token: `many${index}`,
    type: 2,
    displayName: `Gruppe ${index}`,
    lastActivity: 1_000_000 + index,
    unreadMessages: 0,
    unreadMention: false,
    notificationLevel: 2,
    actorType: 'users',
    actorId: 'alice',
  }));
  pc.nextcloud.control.alter(/\/api\/v4\/room$/, (rooms) => (Array.isArray(rooms) ? [...many, ...rooms] : rooms));
  await pc.signIn();
  const page = await pc.app.window();
  await page.locator('.list-note').waitFor();
  expect(await page.locator('.list-note').textContent()).toMatch(/1[.,]0\d\d/);
  await pc.stop();
});
