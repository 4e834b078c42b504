import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AppState } from '../../main/core/model/app-state.ts';
import { sampleAccount, sampleConnected, sampleConversation } from '../../test/fakes/samples.ts';
import { askToDisconnect, closeAllDialogs, dialogs, followDialogs, openAlarmDialog, openDialog } from './dialog.ts';

const max = sampleAccount();
const erika = sampleAccount({ id: 'b', key: 'two' });
const both = sampleConnected({ accounts: [max, erika] });

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

it('when a conversation is gone, the dialog about its alarm closes', () => {
  const [a, b] = [sampleConversation(), sampleConversation({ token: 'b' })];
  become(sampleConnected({ conversations: [a], archived: [b] }));
  openAlarmDialog('a');
  openAlarmDialog('b');
  openAlarmDialog('b');
  expect(open()).toEqual(['alarm', 'alarm']);
  // While the list is not known, nothing is gone.
  become(sampleConnected({ conversations: null }));
  become(sampleConnected({ conversations: [], archived: [b] }));
  expect(open()).toEqual(['alarm']);
});
