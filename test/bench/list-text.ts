import { seedCrowd } from '../day/crowd.ts';
import { startNextcloud } from '../nextcloud/server.ts';

/** Returns the embedded server's answer with this many conversations, as text. */
export async function listText(conversations: number): Promise<string> {
  const nextcloud = await startNextcloud();
  seedCrowd(nextcloud.control, conversations);
  const response = await fetch(`${nextcloud.url}/ocs/v2.php/apps/spreed/api/v4/room?noStatusUpdate=1`, {
    headers: { Accept: 'application/json', 'OCS-APIRequest': 'true', Authorization: `Basic ${btoa('alice:alice')}` },
  });
  const text = await response.text();
  await nextcloud.close();
  return text;
}
