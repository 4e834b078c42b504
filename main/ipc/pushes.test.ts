import { beforeEach, expect, it } from 'vitest';
import { createFakeDesktop } from '../../test/fakes/desktop.ts';
import { createFakeLogger } from '../../test/fakes/logger.ts';
import { type AppState, signedOut } from '../core/model/app-state.ts';
import { DEFAULT_SETTINGS } from '../core/model/settings.ts';
import { createPush } from './pushes.ts';

const state: AppState = {
  ...{ language: 'de', secretBackend: 'keychain', settings: DEFAULT_SETTINGS, locked: [], pausedUntil: null },
  device: createFakeDesktop().device(),
  phase: signedOut('https://cloud.example.org'),
};

let sent: unknown[] = [];
let isOpen = true;
let log = createFakeLogger();
const push: ReturnType<typeof createPush> = (name, value) =>
  createPush({ isOpen: () => isOpen, send: (channel, told) => sent.push([channel, told]) }, log)(name, value);
beforeEach(() => {
  sent = [];
  isOpen = true;
  log = createFakeLogger();
});

it('tells the window what the contract knows', () => {
  push('state', state);
  expect(sent).toEqual([['push:state', state]]);
  expect(log.lines).toEqual([]);
});

it('does nothing without a window', () => {
  isOpen = false;
  push('state', { ...state, pausedUntil: Number.NaN });
  expect(sent).toEqual([]);
  expect(log.lines).toEqual([]);
});

it.each([
  ['something that nobody told it of', { appPassword: 'secret-of-alice' }, 'appPassword'],
  ['a value of another type', { pausedUntil: Number.NaN }, 'pausedUntil'],
  ['something deep inside', { phase: { ...state.phase, secret: 'secret-of-alice' } }, 'phase.secret'],
])('keeps %s, and says where it was', (_name, odd, place) => {
  push('state', { ...state, ...odd });
  expect(sent).toEqual([]);
  expect(log.lines).toEqual([`error push state refused: unexpected shape at ${place}`]);
});
