import type { CompanionDeps } from '../../main/core/companions/companion.ts';
import { words } from '../../main/core/i18n/index.ts';
import { createClient } from '../../main/core/nextcloud/client.ts';
import { createFakeClock } from './clock.ts';
import { createFakeLogger } from './logger.ts';
import { createFakeSettings } from './stores.ts';

/** Returns what a companion may use of Alice's account. It shows, opens and copies nothing, unless overridden. */
export function createFakeCompanionDeps({
  server = 'https://cloud.example.org',
  clock = createFakeClock(),
  log = createFakeLogger(),
  fetch = globalThis.fetch,
  ...overrides
}: Partial<CompanionDeps> & { fetch?: typeof globalThis.fetch } = {}): CompanionDeps {
  const credentials = { loginName: 'alice', appPassword: 'alice' };
  return {
    accountId: 'alice',
    server,
    indexPhp: false,
    client: createClient({ server, fetch, clock, log, userAgent: 'test', language: () => 'en', credentials }),
    siblings: () => [],
    userId: () => 'alice',
    capabilities: () => null,
    clock,
    log,
    widgets: () => [],
    settings: createFakeSettings(),
    notify: () => {},
    amend: () => {},
    withdraw: () => {},
    isSilent: () => false,
    isDoNotDisturb: async () => false,
    showsTexts: () => true,
    say: words('en'),
    language: () => 'en',
    open: async () => {},
    copy: async () => {},
    listChanged: () => {},
    ...overrides,
  };
}
