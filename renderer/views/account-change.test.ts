import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AppState, type SigningIn, signedOut } from '../../main/core/model/app-state.ts';
import { markOf } from '../account-marks.ts';
import { done, tell } from '../attempt.ts';
import { closeMenu, menu, openMenu } from '../overlays/menu.ts';
import { recoveries } from '../recoveries.ts';
import { sampleAccount } from '../sample-account.ts';
import { sampleConnected } from '../sample-connected.ts';
import { followAccounts } from './account-change.ts';
import { leaveArchived, showArchived, showingArchived } from './archived-state.ts';
import { changeRecord, forgetReplies, replyRecord } from './reply-record.ts';
import { dropReply, openReply, replyingTo } from './reply-state.ts';

const max = sampleAccount();
const erika = sampleAccount({ id: 'b', key: 'two', displayName: 'Erika', tint: 1 });
type Phase = AppState['phase'];
const both = sampleConnected({ accounts: [max, erika] });

let become: (phase: Phase) => void;
let end: () => void;
beforeEach(() => {
  vi.stubGlobal('HTMLElement', class {});
  vi.stubGlobal('document', { visibilityState: 'visible', activeElement: null, querySelector: () => null });
  createRoot((dispose) => {
    const [phase, setPhase] = createSignal<Phase>(both);
    // Of the state, only this is read.
    followAccounts(phase);
    become = setPhase;
    end = dispose;
  });
  for (const token of ['a.one', 'a.two']) changeRecord(token, { text: `Für ${token}` });
  openMenu({ label: 'Menü', anchor: { x: 0, y: 0 }, entries: () => [] });
  tell('Link kopiert');
});
afterEach(() => {
  end();
  forgetReplies(['one', 'two']);
  dropReply();
  leaveArchived();
  closeMenu();
});

describe('when an account is gone', () => {
  it('what belongs to it is forgotten, and what belongs to the others is kept', () => {
    openReply('a.one');
    become(sampleConnected({ accounts: [max], shown: max.id }));
    expect(replyRecord('a.two')).toBeUndefined();
    expect(replyRecord('a.one')?.text).toBe('Für a.one');
    expect(replyingTo()).toBe('a.one');
    expect(done()).toBeNull();
    expect(menu()).toBeNull();
  });

  it('its open reply goes with it', () => {
    openReply('a.two');
    become(sampleConnected({ accounts: [max], shown: max.id }));
    expect(replyingTo()).toBeNull();
  });

  it('and so does everything when nobody is signed in', () => {
    openReply('a.one');
    become(signedOut(''));
    expect([replyRecord('a.one'), replyRecord('a.two'), replyingTo()]).toEqual([undefined, undefined, null]);
  });
});

describe('when other conversations come into view', () => {
  it('what is open closes, and every text is kept', () => {
    openReply('a.two');
    showArchived();
    become({ ...both, shown: max.id });
    expect(replyingTo()).toBeNull();
    expect(menu()).toBeNull();
    expect(leaveArchived()).toBe(false);
    expect([replyRecord('a.one')?.text, replyRecord('a.two')?.text]).toEqual(['Für a.one', 'Für a.two']);
    expect(done()).not.toBeNull();
  });

  it('they bear the marks of their accounts as long as there are several', () => {
    expect(markOf('a.two')).toMatchObject({ tint: 1, spoken: 'Erika' });
    become({ ...both, shown: 'b' });
    expect(markOf('a.two')).toBeUndefined();
  });
});

it('an account that joins leaves everything as it is', () => {
  openReply('a.one');
  become({ ...both, accounts: [max, erika, sampleAccount({ id: 'c', key: 'three' })] });
  expect(replyingTo()).toBe('a.one');
  expect(menu()).not.toBeNull();
  expect(replyRecord('a.two')?.text).toBe('Für a.two');
});

describe('while somebody signs in', () => {
  const signingIn: SigningIn = {
    ...{ kind: 'signing-in', address: max.server, step: 'method', method: null, loginName: 'max', remember: true },
    ...{ again: true, error: null, detail: null, warning: null },
  };

  it.each([
    ['as one more', [signedOut('', { adding: true }), { ...signingIn, again: false }]],
    ['again', [signingIn]],
  ])('%s, nobody is gone', (_, phases) => {
    openReply('a.two');
    for (const phase of phases) become(phase);
    expect(menu()).toBeNull();
    become(both);
    expect([replyRecord('a.one')?.text, replyRecord('a.two')?.text]).toEqual(['Für a.one', 'Für a.two']);
    expect(replyingTo()).toBe('a.two');
  });

  it('an account that has gone meanwhile is, once there is a list again', () => {
    become(signingIn);
    become(sampleConnected({ accounts: [erika] }));
    expect([replyRecord('a.one'), replyRecord('a.two')?.text]).toEqual([undefined, 'Für a.two']);
  });

  it('or once there is nobody at all', () => {
    become(signingIn);
    become(signedOut(max.server));
    expect([replyRecord('a.one'), replyRecord('a.two')]).toEqual([undefined, undefined]);
  });
});

describe('the archive', () => {
  it('does not stay open over others when the account that was shown alone goes', () => {
    become({ ...both, shown: 'b' });
    showArchived();
    become(sampleConnected({ accounts: [max], shown: max.id }));
    expect(showingArchived()).toBe(false);
  });

  it('stays open when one of several goes', () => {
    showArchived();
    become(sampleConnected({ accounts: [max], shown: max.id }));
    expect(showingArchived()).toBe(true);
  });
});

describe('a connection that is well again', () => {
  const offline = { ...max.connection, state: 'offline', error: 'unreachable' } as const;
  const withBoth = (maxs: typeof max.connection, erikas: typeof max.connection) =>
    sampleConnected({
      accounts: [
        { ...max, connection: maxs },
        { ...erika, connection: erikas },
      ],
    });

  it('is noticed for each account, also while another is not', () => {
    become(withBoth(offline, offline));
    const before = recoveries();
    become(withBoth(offline, max.connection));
    expect(recoveries()).toBe(before + 1);
    become(withBoth(max.connection, max.connection));
    expect(recoveries()).toBe(before + 2);
  });

  it('is not that of an account that is gone', () => {
    become(withBoth(max.connection, offline));
    const before = recoveries();
    become(sampleConnected({ accounts: [max] }));
    expect(recoveries()).toBe(before);
  });
});
