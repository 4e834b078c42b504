import { afterEach, describe, expect, it } from 'vitest';
import { nextcloud, talkmelder as plain, ports, signIn, usePc } from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';
import { createTalkmelder, type Talkmelder } from '../talkmelder.ts';
import { loadPolicy, NO_POLICY, type Policy } from './policy.ts';

usePc();

const policyOf = (document: object): Policy =>
  loadPolicy(
    {
      policies: () => [{ place: '/policy.json', content: { kind: 'text', text: JSON.stringify(document) } }],
      read: () => ({ kind: 'absent' }),
      isCertificate: () => true,
    },
    ports.log,
  );

let governed: Talkmelder | null = null;
afterEach(() => governed?.stop());

async function start(policy: Policy): Promise<Talkmelder> {
  governed = createTalkmelder(ports, {
    userAgent: 'Talkmelder (test)',
    locale: 'de-DE',
    presetServer: policy.server,
    policy,
  });
  await governed.start();
  return governed;
}

describe('a server that the administrator does not allow', () => {
  const elsewhere = { server: 'cloud.example.org', allowedServers: ['cloud.example.org'] };

  it('is refused before any request is sent, and nothing is stored', async () => {
    const talkmelder = await start(policyOf(elsewhere));
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', address: 'https://cloud.example.org' });
    let asked = 0;
    const { fetch } = ports;
    ports.fetch = (...given) => {
      asked += 1;
      return fetch(...given);
    };
    talkmelder.signIn('https://other.example');
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', error: 'server-not-allowed' });
    expect(asked).toBe(0);
    expect([...ports.settings.documents.keys(), ...ports.secrets.secrets.keys()]).toEqual([]);
  });

  it('is no longer used by an existing account, which goes on once the server is allowed again', async () => {
    await signIn();
    plain.stop();
    const refused = await start(policyOf(elsewhere));
    expect(refused.state().phase).toMatchObject({ kind: 'signed-out', error: 'server-not-allowed' });
    refused.stop();
    expect((await start(NO_POLICY)).state().phase).toMatchObject({ kind: 'connected' });
  });
});

it('sends requests to an allowed server', async () => {
  const talkmelder = await start(policyOf({ allowedServers: [nextcloud.url] }));
  talkmelder.signIn(nextcloud.url);
  await until(talkmelder, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'waiting');
});

it('locked settings and defaults show in the state and apply', async () => {
  const talkmelder = await start(policyOf({ locked: { previewText: false }, defaults: { theme: 'dark' } }));
  expect(talkmelder.state()).toMatchObject({
    locked: ['previewText'],
    settings: { previewText: false, theme: 'dark' },
  });
  expect(() => talkmelder.changeSettings({ previewText: true })).toThrow('previewText');
  talkmelder.changeSettings({ theme: 'light' });
  expect(talkmelder.state().settings).toMatchObject({ previewText: false, theme: 'light' });
});

it('a file of settings from another PC does not change locked ones', async () => {
  const talkmelder = await start(policyOf({ locked: { previewText: false } }));
  talkmelder.changeSettings({ theme: 'light' });
  const file = { format: 'talkmelder-settings', version: 1, settings: { previewText: true, theme: 'dark' } };
  expect(await talkmelder.importSettings(JSON.stringify(file))).toMatchObject({ settings: 1, alarms: 0, left: 1 });
  expect(talkmelder.state().settings).toMatchObject({ previewText: false, theme: 'dark' });
  talkmelder.stop();
  expect((await start(NO_POLICY)).state().settings).toMatchObject({ previewText: true, theme: 'dark' });
});
