import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AppState, type SigningIn, signedOut } from '../../main/core/model/app-state.ts';
import { sampleAccount, sampleConnected } from '../../test/fakes/samples.ts';
import { markOf } from '../account-marks.ts';
import { done, tell } from '../attempt.ts';
import { closeMenu, menu, openMenu } from '../overlays/menu.ts';
import { recoveries } from '../recoveries.ts';
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
    // The code under test reads only this part of the state.
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
  it("its texts are forgotten, and the other accounts' texts are kept", () => {
    openReply('a.one');
    become(sampleConnected({ accounts: [max], shown: max.id }));
    expect(replyRecord('a.two')).toBeUndefined();
    expect(replyRecord('a.one')?.text).toBe('Für a.one');
    expect(replyingTo()).toBe('a.one');
    expect(done()).toBeNull();
    expect(menu()).toBeNull();
  });

  it('its open reply closes', () => {
    openReply('a.two');
    become(sampleConnected({ accounts: [max], shown: max.id }));
    expect(replyingTo()).toBeNull();
  });

  it('everything is forgotten once the last account has signed out', () => {
    openReply('a.one');
    become(signedOut(''));
    expect([replyRecord('a.one'), replyRecord('a.two'), replyingTo()]).toEqual([undefined, undefined, null]);
  });
});

describe('when other conversations come into view', () => {
  it('open replies and menus close, and every text is kept', () => {
    openReply('a.two');
    showArchived();
    become({ ...both, shown: max.id });
    expect(replyingTo()).toBeNull();
    expect(menu()).toBeNull();
    expect(leaveArchived()).toBe(false);
    expect([replyRecord('a.one')?.text, replyRecord('a.two')?.text]).toEqual(['Für a.one', 'Für a.two']);
    expect(done()).not.toBeNull();
  });

  it('they have the marks of their accounts while there are several', () => {
    expect(markOf('a.two')).toMatchObject({ tint: 1, spoken: 'Erika' });
    become({ ...both, shown: 'b' });
    expect(markOf('a.two')).toBeUndefined();
  });
});

it('a new account changes nothing', () => {
  openReply('a.one');
  become({ ...both, accounts: [max, erika, sampleAccount({ id: 'c', key: 'three' })] });
  expect(replyingTo()).toBe('a.one');
  expect(menu()).not.toBeNull();
  expect(replyRecord('a.two')?.text).toBe('Für a.two');
});

describe('while the user signs in', () => {
  const signingIn: SigningIn = {
    kind: 'signing-in',
    address: max.server,
    step: 'method',
    method: null,
    loginName: 'max',
    remember: true,
    again: true,
    error: null,
    detail: null,
    warning: null,
  };

  it.each([
    ['with a further account', [signedOut('', { adding: true }), { ...signingIn, again: false }]],
    ['again', [signingIn]],
  ])('%s, no account counts as gone', (_, phases) => {
    openReply('a.two');
    for (const phase of phases) become(phase);
    expect(menu()).toBeNull();
    become(both);
    expect([replyRecord('a.one')?.text, replyRecord('a.two')?.text]).toEqual(['Für a.one', 'Für a.two']);
    expect(replyingTo()).toBe('a.two');
  });

  it('an account that went meanwhile is forgotten once there is a list again', () => {
    become(signingIn);
    become(sampleConnected({ accounts: [erika] }));
    expect([replyRecord('a.one'), replyRecord('a.two')?.text]).toEqual([undefined, 'Für a.two']);
  });

  it('an account that went meanwhile is forgotten once no account is left', () => {
    become(signingIn);
    become(signedOut(max.server));
    expect([replyRecord('a.one'), replyRecord('a.two')]).toEqual([undefined, undefined]);
  });
});

describe('the archive', () => {
  it('closes when the only shown account goes', () => {
    become({ ...both, shown: 'b' });
    showArchived();
    become(sampleConnected({ accounts: [max], shown: max.id }));
    expect(showingArchived()).toBe(false);
  });

  it('stays open when one of several shown accounts goes', () => {
    showArchived();
    become(sampleConnected({ accounts: [max], shown: max.id }));
    expect(showingArchived()).toBe(true);
  });
});

describe('a recovered connection', () => {
  const offline = { ...max.connection, state: 'offline', error: 'unreachable' } as const;
  const withBoth = (maxs: typeof max.connection, erikas: typeof max.connection) =>
    sampleConnected({
      accounts: [
        { ...max, connection: maxs },
        { ...erika, connection: erikas },
      ],
    });

  it('is noticed for each account, even while another account is still offline', () => {
    become(withBoth(offline, offline));
    const before = recoveries();
    become(withBoth(offline, max.connection));
    expect(recoveries()).toBe(before + 1);
    become(withBoth(max.connection, max.connection));
    expect(recoveries()).toBe(before + 2);
  });

  it('is not noticed for an account that is gone', () => {
    become(withBoth(max.connection, offline));
    const before = recoveries();
    become(sampleConnected({ accounts: [max] }));
    expect(recoveries()).toBe(before);
  });
});
