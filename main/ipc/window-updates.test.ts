import { beforeEach, expect, it } from 'vitest';
import { createFakeDesktop } from '../../test/fakes/desktop.ts';
import { createFakeLogger } from '../../test/fakes/logger.ts';
import { type AppState, signedOut } from '../core/model/app-state.ts';
import { DEFAULT_SETTINGS } from '../core/model/settings.ts';
import { createWindowUpdates } from './window-updates.ts';

const state: AppState = {
  language: 'de',
  secretBackend: 'keychain',
  settings: DEFAULT_SETTINGS,
  locked: [],
  pausedUntil: null,
  quietUntil: null,
  device: createFakeDesktop().device(),
  phase: signedOut('https://cloud.example.org'),
};

let sent: unknown[] = [];
let isOpen = true;
let log = createFakeLogger();
const update: ReturnType<typeof createWindowUpdates> = (name, value) =>
  createWindowUpdates({ isOpen: () => isOpen, send: (channel, payload) => sent.push([channel, payload]) }, log)(
    name,
    value,
  );
beforeEach(() => {
  sent = [];
  isOpen = true;
  log = createFakeLogger();
});

it('sends updates that fit the contract', () => {
  update('state', state);
  expect(sent).toEqual([['update:state', state]]);
  expect(log.lines).toEqual([]);
});

it('does nothing without a window', () => {
  isOpen = false;
  update('state', { ...state, pausedUntil: Number.NaN });
  expect(sent).toEqual([]);
  expect(log.lines).toEqual([]);
});

it.each([
  ['an unknown property', { appPassword: 'secret-of-alice' }, 'appPassword'],
  ['a value of another type', { pausedUntil: Number.NaN }, 'pausedUntil'],
  ['a property deep inside', { phase: { ...state.phase, secret: 'secret-of-alice' } }, 'phase.secret'],
])('does not send %s, and logs where it was', (_name, odd, place) => {
  update('state', { ...state, ...odd });
  expect(sent).toEqual([]);
  expect(log.lines).toEqual([`error update state refused: unexpected shape at ${place}`]);
});
