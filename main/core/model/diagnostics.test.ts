import * as v from 'valibot';
import { expect, it } from 'vitest';
import { Diagnostics, diagnosticsText } from './diagnostics.ts';

const known: Diagnostics = {
  app: '0.1.0',
  electron: '45.4.1',
  chromium: '152.0.7977.12',
  node: '24.21.0',
  system: 'Linux 6.18',
  server: 'https://cloud.example.org',
  nextcloud: '32.0.2',
  talk: '22.0.1',
  push: 'connected',
  alarms: null,
  lastSyncAt: Date.UTC(2026, 2, 29, 1, 0),
  secretBackend: 'keychain',
};

it('has a line for each known fact, and no other', () => {
  expect(diagnosticsText(known).split('\n')).toEqual([
    'app: 0.1.0',
    'electron: 45.4.1',
    'chromium: 152.0.7977.12',
    'node: 24.21.0',
    'system: Linux 6.18',
    'server: https://cloud.example.org',
    'nextcloud: 32.0.2',
    'talk: 22.0.1',
    'push: connected',
    'last sync: 2026-03-29T01:00:00.000Z',
    'app password: keychain',
  ]);
});

it('says what is unknown', () => {
  const text = diagnosticsText({ ...known, server: null, nextcloud: null, talk: null, lastSyncAt: null });
  expect(text).toContain('server: -\nnextcloud: -\ntalk: -');
  expect(text).toContain('last sync: -');
});

it('refuses any other field, such as a password', () => {
  expect(v.is(Diagnostics, known)).toBe(true);
  expect(v.is(Diagnostics, { ...known, appPassword: 'x'.repeat(72) })).toBe(false);
});

it('says what makes the app look for alarms, and what that costs the server', () => {
  const text = diagnosticsText({
    ...known,
    alarms: {
      conversations: 1,
      waking: { by: 'polling', seconds: 5, reason: 'no-push' },
      listsPerHour: 720,
      probe: { at: 0, push: { outcome: 'left-out', ms: null }, chat: { outcome: 'passed', ms: 812 } },
    },
  });
  expect(text).toContain('alarms by: polling, list every 5 s (no-push)');
  expect(text).toContain('720 for 1, 7200 for 10, 72000 for 100');
  expect(text).toContain('push left-out, chat passed 812 ms');
});
