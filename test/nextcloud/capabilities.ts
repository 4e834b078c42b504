import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BruteForce } from './authentication.ts';
import type { Context } from './http.ts';
import { isNewTalk, newFeatures } from './new-talk.ts';
import { isOldTalk, oldFeatures } from './old-talk.ts';
import { type OcsRoute, routes } from './router.ts';
import type { World } from './world.ts';

/** The answer of Nextcloud 32.0.1 with Talk 22.0.2; `{base}` stands for the server's address. */
const TEMPLATE = readFileSync(new URL('./capabilities.json', import.meta.url), 'utf8');

interface Template {
  version: Record<string, unknown>;
  capabilities: Record<string, unknown> & {
    core: Record<string, unknown>;
    theming: Record<string, unknown>;
    spreed: { version: string; features: string[]; config: Record<string, Record<string, unknown>> };
  };
}

function parseTemplate(world: World): Template {
  const template = JSON.parse(TEMPLATE.replaceAll('{base}', world.baseUrl)) as Template;
  const [major = 0, minor = 0, micro = 0] = world.versions.nextcloud.split('.').map(Number);
  Object.assign(template.version, { major, minor, micro, string: world.versions.nextcloud });
  const { spreed } = template.capabilities;
  spreed.version = world.versions.talk;
  if (isNewTalk(world)) spreed.features = newFeatures(spreed.features);
  if (isOldTalk(world)) spreed.features = oldFeatures(spreed.features);
  return template;
}

const pushCapability = (world: World) => {
  const { push = {} } = world.misconfiguration;
  const endpoints: Record<string, string | null> = {
    websocket: `${world.ownUrl.replace(/^http/i, 'ws')}/push/ws`,
    pre_auth: world.pageUrl('/apps/notify_push/pre_auth'),
    ...push,
  };
  for (const [name, address] of Object.entries(endpoints)) if (address === null) delete endpoints[name];
  return { notify_push: { type: ['files', 'activities', 'notifications'], endpoints } };
};

/** Returns Talk's capabilities for a request without credentials. */
const anonymousSpreed = (spreed: Template['capabilities']['spreed']) => ({
  ...spreed,
  config: {
    ...spreed.config,
    attachments: { allowed: false },
    call: { ...spreed.config.call, 'can-enable-sip': false, 'can-upload-background': false },
    conversations: { ...spreed.config.conversations, 'can-create': false },
  },
});

const capabilitiesOf = ({ world, user }: Context, blocked: boolean) => {
  const { version, capabilities: all } = parseTemplate(world);
  const bruteforce = { delay: blocked ? 25_000 : 0, 'allow-listed': false };
  const theming = { ...all.theming };
  for (const key of ['color', 'color-element', 'color-element-bright', 'color-element-dark']) {
    theming[key] = world.themeColour;
  }
  if (!user) {
    const spreed = world.talk === 'on' ? { spreed: anonymousSpreed(all.spreed) } : {};
    return { version, capabilities: { bruteforce, ...spreed, theming } };
  }
  const core = {
    ...all.core,
    'mod-rewrite-working': world.options.prettyUrls,
    // Newer servers announce it; a client of an older one has to try.
    ...(!world.issuesAppPasswords && { 'can-create-app-token': false }),
    user: {
      language: user.language,
      locale: user.language === 'de' ? 'de_DE' : 'en_GB',
      timezone: 'Europe/Berlin',
    },
  };
  const capabilities: Record<string, unknown> = {
    ...all,
    core,
    bruteforce,
    theming,
    ...(world.push && pushCapability(world)),
  };
  if (world.talk !== 'on') delete capabilities.spreed;
  if (world.notificationsApp !== 'on') delete capabilities.notifications;
  return { version, capabilities };
};

/** Returns Talk's fingerprint of its own configuration, which changes with the capabilities. */
export const talkHash = (world: World): string =>
  createHash('sha1')
    .update(
      `${world.talk} ${world.versions.talk} ${world.push} ${world.themeColour} ${JSON.stringify(world.misconfiguration)}`,
    )
    .digest('hex');

export const capabilitiesRoutes = (bruteForce: BruteForce): OcsRoute[] => [
  ...routes(
    '/cloud',
    { public: true },
    {
      'GET /capabilities': (context) => {
        const data = JSON.stringify(capabilitiesOf(context, bruteForce.isBlocked(context.address)));
        const etag = createHash('md5').update(data).digest('hex');
        return { dataJson: data, headers: { ETag: `"${etag}"` } };
      },
    },
  ),
];
