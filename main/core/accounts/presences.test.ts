import { describe, expect, it } from 'vitest';
import { afterPoll, nextcloud, ports, signIn, talkmelder, usePc } from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';
import type { AppState } from '../model/app-state.ts';

usePc();

const presenceOf = ({ phase }: AppState, name: string) =>
  phase.kind === 'connected' ? phase.conversations?.find((conversation) => conversation.name === name)?.presence : null;
const asked = () => nextcloud.control.requests.filter(({ query }) => query.get('includeStatus') === 'true');

describe('presence', () => {
  it('is shown while the user looks at the window, and at no other time', async () => {
    await signIn();
    expect(presenceOf(talkmelder.state(), 'Bob Böhm')).toBeNull();
    talkmelder.look();
    await ports.clock.advance(1_000);
    const state = await until(talkmelder, (next) => presenceOf(next, 'Bob Böhm') === 'online');
    expect(presenceOf(state, 'Carla Castro')).toBe('dnd');
    expect(presenceOf(state, 'Einsatzgruppe 1')).toBeNull();
    expect(asked()).toHaveLength(1);
  });

  it('follows changes, and sends no request while the window is hidden', async () => {
    await signIn();
    talkmelder.look();
    await ports.clock.advance(1_000);
    await until(talkmelder, (state) => presenceOf(state, 'Bob Böhm') === 'online');
    nextcloud.control.setStatus('bob', 'away');
    await ports.clock.advance(120_000);
    await until(talkmelder, (state) => presenceOf(state, 'Bob Böhm') === 'away');
    talkmelder.unlook();
    const before = asked().length;
    await afterPoll();
    await ports.clock.advance(600_000);
    expect(asked()).toHaveLength(before);
  });

  it('does not show people who hide their status', async () => {
    nextcloud.control.setStatus('bob', 'invisible');
    await signIn();
    talkmelder.look();
    await ports.clock.advance(1_000);
    const state = await until(talkmelder, (next) => presenceOf(next, 'Carla Castro') === 'dnd');
    expect(presenceOf(state, 'Bob Böhm')).toBeNull();
  });
});

describe('archived conversations', () => {
  it('are listed apart from the others and not counted', async () => {
    await signIn();
    const { phase } = talkmelder.state();
    if (phase.kind !== 'connected') throw new Error('not connected');
    expect(phase.archived.map(({ name }) => name)).toEqual(['Archiv 2025']);
    expect(phase.conversations?.some(({ archived }) => archived)).toBe(false);
  });
});

describe('the language', () => {
  it('changes the texts on the screen and in requests to the server', async () => {
    await signIn();
    const words = () => {
      const { phase } = talkmelder.state();
      return phase.kind === 'connected' ? phase.conversations?.map(({ preview }) => preview?.text) : [];
    };
    expect(words()).toContain('Voice message');
    talkmelder.changeSettings({ language: 'de' });
    expect(words()).toContain('Sprachnachricht');
    const asked = nextcloud.control.waitFor('request', ({ query }) => query.has('noStatusUpdate'));
    await ports.clock.advance(1_000);
    await asked;
    expect(nextcloud.control.requests.at(-1)?.headers['accept-language']).toBe('de');
  });
});

describe('diagnostics', () => {
  it('contain versions and state, and no secret', async () => {
    await signIn();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.account.picture);
    expect(talkmelder.diagnostics()).toMatchObject({ server: nextcloud.url, talk: '22.0.2', push: 'not-offered' });
    await talkmelder.copyDiagnostics();
    const text = ports.opener.copied.at(-1) ?? '';
    expect(text).toContain('nextcloud: 32.0.1');
    for (const secret of ports.secrets.secrets.values()) expect(text).not.toContain(secret);
  });
});
