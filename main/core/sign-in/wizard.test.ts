import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignInMethod } from '../model/app-state.ts';
import { atAddress, atMethodAgain, nextWizard, type WizardEvent, type WizardState } from './wizard.ts';

const SERVER = 'https://cloud.example.org';
const problem = { error: 'unreachable', detail: null } as const;

const play = (first: WizardState, ...events: WizardEvent[]): WizardState => events.reduce(nextWizard, first);
const typed = { type: 'address-typed', typedAddress: 'cloud.example.org/', server: SERVER, remember: true } as const;
const byBrowser: WizardEvent = { ...typed, method: 'browser' };
const byPassword: WizardEvent = { ...typed, method: 'app-password' };
const answered: WizardEvent = { type: 'answered', server: SERVER };
const chosen = (method: SignInMethod): WizardEvent => ({ type: 'chosen', method, remember: true });
const onForm = play(atAddress(''), byPassword, answered);
const checkingTyped = play(onForm, { type: 'password-typed', loginName: 'alice', remember: false });
const asksForPage = play(atAddress(''), byBrowser, answered);
const onWaiting = play(asksForPage, { type: 'page-ready' });
const onMethod = play(onWaiting, { type: 'failed', problem });

describe('the wizard', () => {
  it('leads from the address to the browser without a choice', () => {
    expect(asksForPage).toMatchObject({ step: 'contacting', method: 'browser' });
    expect(onWaiting.step).toBe('waiting');
    expect(play(onWaiting, { type: 'granted' })).toMatchObject({ step: 'checking', method: 'browser' });
    expect(play(onWaiting, { type: 'granted' }, { type: 'accepted' })).toEqual({ step: 'done' });
  });

  it('leads through the app password', () => {
    expect(checkingTyped).toMatchObject({ step: 'checking', method: 'app-password', server: SERVER });
    expect(play(checkingTyped, { type: 'accepted' })).toEqual({ step: 'done' });
  });

  it('goes back one step at a time, and keeps the typed texts', () => {
    const form = play(checkingTyped, { type: 'back' });
    expect(form).toMatchObject({ step: 'app-password', loginName: 'alice', remember: false, problem: null });
    const address = play(form, { type: 'back' });
    expect(address).toMatchObject({ step: 'address', typedAddress: 'cloud.example.org/', remember: false });
    expect(play(address, { ...byPassword, remember: false }, answered)).toEqual(form);
  });

  it.each([
    ['the page in the browser, from the address', onWaiting, 'address'],
    ['the form, from the address', onForm, 'address'],
    ['the form, from the page in the browser', play(onWaiting, chosen('app-password')), 'waiting'],
    [
      'the form, when the page has ended meanwhile',
      play(onWaiting, chosen('app-password'), { type: 'failed', problem }),
      'address',
    ],
    ['the form, from the choice', play(onMethod, chosen('app-password')), 'method'],
    ['the page in the browser, from the choice', play(onMethod, chosen('browser'), { type: 'page-ready' }), 'method'],
    ['the choice', onMethod, 'address'],
    ['the form of a continued account', play(atMethodAgain(SERVER, 'alice', true), chosen('app-password')), 'method'],
  ] as const)('goes back to where the user came from: %s', (_name, state, step) => {
    expect(play(state, { type: 'back' })).toMatchObject({ step });
  });

  it('takes what was granted on the page while the form is on screen', () => {
    const form = play(onWaiting, chosen('app-password'));
    expect(play(form, { type: 'granted' })).toMatchObject({ step: 'checking', method: 'browser' });
    expect(play(onForm, { type: 'granted' })).toBe(onForm);
  });

  it('keeps the wish to stay signed in, whichever way the user takes', () => {
    const forgetful = { ...typed, remember: false } as const;
    const waits = play(atAddress(''), { ...forgetful, method: 'browser' }, answered, { type: 'page-ready' });
    expect(waits).toMatchObject({ remember: false });
    expect(play(waits, chosen('app-password'))).toMatchObject({ step: 'app-password', remember: false });
    expect(play(waits, { type: 'back' })).toMatchObject({ step: 'address', remember: false });
    const again = play(atMethodAgain(SERVER, 'alice', true), { type: 'chosen', method: 'browser', remember: false });
    expect(play(again, { type: 'page-ready' })).toMatchObject({ step: 'waiting', remember: false });
  });

  it.each([
    ['the server does not answer', play(atAddress(''), byBrowser), 'address'],
    ['the login page cannot be loaded', asksForPage, 'method'],
    ['the user does not grant access in time', onWaiting, 'method'],
    ['the account in the browser does not fit', play(onWaiting, { type: 'granted' }), 'method'],
    ['the app password is wrong', checkingTyped, 'app-password'],
  ] as const)('shows the problem in the step where the user can fix it: %s', (_name, state, step) => {
    expect(play(state, { type: 'failed', problem })).toMatchObject({ step, problem });
  });

  it('clears a problem at the next attempt', () => {
    const failed = play(checkingTyped, { type: 'failed', problem });
    const again = play(failed, { type: 'password-typed', loginName: 'alice', remember: false });
    expect(again).toEqual(checkingTyped);
  });

  it('cannot go back to the address when an account is continued', () => {
    const again = atMethodAgain(SERVER, 'alice', true);
    expect(play(again, { type: 'back' })).toEqual({ step: 'left' });
    expect(play(again, chosen('browser'), { type: 'cancelled' })).toEqual({ step: 'left' });
    expect(play(onWaiting, { type: 'cancelled' })).toMatchObject({ step: 'address', problem: null });
  });
});

const word = fc.string({ maxLength: 5 });
const anyProblem = fc.constant(problem);
const method = fc.constantFrom('browser' as const, 'app-password' as const);
const anyEvent: fc.Arbitrary<WizardEvent> = fc.oneof(
  fc.record({
    type: fc.constant('address-typed' as const),
    typedAddress: word,
    server: fc.webUrl(),
    method,
    remember: fc.boolean(),
  }),
  fc.record({ type: fc.constant('address-refused' as const), typedAddress: word, problem: anyProblem }),
  fc.record({ type: fc.constant('chosen' as const), method, remember: fc.boolean() }),
  fc.record({ type: fc.constant('password-typed' as const), loginName: word, remember: fc.boolean() }),
  fc.record({ type: fc.constant('failed' as const), problem: anyProblem }),
  fc.record({ type: fc.constant('back' as const), typed: fc.record({ loginName: word, remember: fc.boolean() }) }),
  fc.constantFrom<WizardEvent>(
    { type: 'answered', server: SERVER },
    { type: 'page-ready' },
    { type: 'granted' },
    { type: 'accepted' },
    { type: 'back' },
    { type: 'cancelled' },
    { type: 'warned', warning: 'browser-not-opened' },
  ),
);

/** The possible next steps of each step. */
const WAYS: Record<WizardState['step'], readonly WizardState['step'][]> = {
  address: ['address', 'contacting', 'left'],
  contacting: ['address', 'contacting', 'method', 'waiting', 'app-password', 'left'],
  method: ['address', 'contacting', 'app-password', 'left'],
  waiting: ['address', 'waiting', 'app-password', 'checking', 'method', 'left'],
  'app-password': ['address', 'waiting', 'app-password', 'checking', 'method', 'left'],
  checking: ['address', 'method', 'app-password', 'done', 'left'],
  done: [],
  left: [],
};
const KEYS: Record<WizardState['step'], readonly string[]> = {
  address: ['problem'],
  contacting: ['method', 'found', 'server', 'again', 'from'],
  method: ['problem', 'server', 'again', 'from'],
  waiting: ['warning', 'server', 'again', 'from'],
  'app-password': ['problem', 'pageOpen', 'server', 'again', 'from'],
  checking: ['method', 'server', 'again', 'from'],
  done: [],
  left: [],
};
const DRAFT = ['step', 'typedAddress', 'loginName', 'remember', 'adding'];

describe('any order of events', () => {
  const first = fc.constantFrom(atAddress(''), atAddress('', true), atMethodAgain(SERVER, 'alice', true));

  it('the wizard is always in a possible state, reached by a possible step', () => {
    fc.assert(
      fc.property(first, fc.array(anyEvent, { maxLength: 40 }), (start, events) => {
        let state = start;
        for (const event of events) {
          const next = nextWizard(state, event);
          if (next !== state) expect(WAYS[state.step]).toContain(next.step);
          const ended = next.step === 'done' || next.step === 'left';
          expect(Object.keys(next).sort()).toEqual(ended ? ['step'] : [...DRAFT, ...KEYS[next.step]].sort());
          if (next.step === 'done') expect(state.step === 'done' || event.type === 'accepted').toBe(true);
          // A user who signs in first has nothing to go back to.
          if (next.step === 'left') expect(start).not.toEqual(atAddress(''));
          if (next.step === 'waiting' || next.step === 'checking') expect(next.server).not.toBe('');
          state = next;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('a continued account keeps its address, and a sign-in ends only from a step that can end', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        for (const [at] of events.entries()) {
          const state = play(atMethodAgain(SERVER, 'alice', true), ...events.slice(0, at + 1));
          expect(state.step).not.toBe('address');
          if ('server' in state) expect(state).toMatchObject({ server: SERVER, typedAddress: SERVER, again: true });
        }
      }),
    );
  });

  it('a typed text is lost only by typing something else', () => {
    fc.assert(
      fc.property(first, fc.array(anyEvent, { maxLength: 40 }), (start, events) => {
        let state = start;
        for (const event of events) {
          const next = nextWizard(state, event);
          if ('loginName' in state && 'loginName' in next) {
            const renamed = event.type === 'password-typed' || (event.type === 'back' && event.typed);
            if (!renamed) expect(next.loginName).toBe(state.loginName);
            const retyped = event.type === 'address-typed' || event.type === 'address-refused';
            if (!retyped) expect(next.typedAddress).toBe(state.typedAddress);
          }
          state = next;
        }
      }),
    );
  });
});
