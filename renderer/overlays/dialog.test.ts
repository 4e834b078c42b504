import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AppState, signedOut } from '../../main/core/model/app-state.ts';
import { sampleAccount, sampleConnected } from '../samples.ts';
import { askToDisconnect, closeAllDialogs, confirm, dialogs, followDialogs, openDialog } from './dialog.ts';

const max = sampleAccount();
const erika = sampleAccount({ id: 'b', key: 'two' });
const both = sampleConnected({ accounts: [max, erika] });
const question = { title: 'Alles?', text: '12 Unterhaltungen', confirm: 'Ja' };

let become: (phase: AppState['phase']) => void;
let end: () => void;
beforeEach(() => {
  vi.stubGlobal('document', { activeElement: null });
  createRoot((dispose) => {
    const [phase, setPhase] = createSignal<AppState['phase']>(both);
    followDialogs(phase);
    become = setPhase;
    end = dispose;
  });
});
afterEach(() => {
  end();
  closeAllDialogs();
});

const open = () => dialogs().map(({ name }) => name);

it.each([
  ['another account is shown', { ...both, shown: 'b' }],
  ['an account is gone', sampleConnected({ accounts: [max] })],
  ['an account has joined', { ...both, accounts: [max, erika, sampleAccount({ id: 'c', key: 'three' })] }],
  ['the user adds an account', signedOut('', { adding: true })],
])('a question about all shown conversations is answered with no when %s', async (_, phase) => {
  const answer = confirm(question);
  become(phase);
  expect(open()).toEqual([]);
  expect(await answer).toBe(false);
});

it('a question stays while the same accounts are shown', () => {
  void confirm(question);
  const offline = { ...erika, connection: { ...erika.connection, state: 'offline' as const } };
  become({ ...both, accounts: [max, offline], unread: 5 });
  expect(open()).toEqual(['confirm']);
});

it('when an account is gone, only the dialogs about it close', () => {
  openDialog('settings');
  askToDisconnect('b');
  become(sampleConnected({ accounts: [max] }));
  expect(open()).toEqual(['settings']);
});

it('an account has at most one dialog that asks about disconnecting', () => {
  askToDisconnect('b');
  askToDisconnect('b');
  expect(open()).toEqual(['disconnect']);
});
