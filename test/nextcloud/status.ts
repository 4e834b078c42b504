import type { Reply } from './http.ts';
import type { World } from './world.ts';

/** status.php answers in maintenance as well; it is outside Nextcloud's app framework. */
export const statusReply = (world: World): Reply => ({
  status: 200,
  bare: true,
  headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
  body: JSON.stringify({
    installed: true,
    maintenance: world.maintenance,
    needsDbUpgrade: false,
    version: `${world.versions.nextcloud}.2`,
    versionstring: world.versions.nextcloud,
    edition: '',
    productname: 'Nextcloud',
    extendedSupport: false,
  }),
});
