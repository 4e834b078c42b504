import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atAddress, atMethodAgain, nextWizard, type WizardEvent, type WizardState } from './wizard.ts';

const SERVER = 'https://cloud.example.org';
const problem = { error: 'unreachable', detail: null } as const;

const play = (first: WizardState, ...events: WizardEvent[]): WizardState => events.reduce(nextWizard, first);
const typed: WizardEvent = { type: 'address-typed', typedAddress: 'cloud.example.org/', server: SERVER };
const onMethod = play(atAddress(''), typed, { type: 'answered', server: SERVER });
const onForm = play(onMethod, { type: 'chosen', method: 'app-password' });
const checkingTyped = play(onForm, { type: 'password-typed', loginName: 'alice', remember: false });
const onWaiting = play(onMethod, { type: 'chosen', method: 'browser' }, { type: 'page-ready' });

describe('the wizard', () => {
  it('leads through the browser', () => {
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
    const method = play(form, { type: 'back' });
    expect(method.step).toBe('method');
    const address = play(method, { type: 'back' });
    expect(address).toMatchObject({ step: 'address', typedAddress: 'cloud.example.org/' });
    expect(
      play(address, typed, { type: 'answered', server: SERVER }, { type: 'chosen', method: 'app-password' }),
    ).toEqual(form);
  });

  it.each([
    ['the server does not answer', play(atAddress(''), typed), 'address'],
    ['the login page cannot be loaded', play(onMethod, { type: 'chosen', method: 'browser' }), 'method'],
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
    expect(play(again, { type: 'chosen', method: 'browser' }, { type: 'cancelled' })).toEqual({ step: 'left' });
    expect(play(onWaiting, { type: 'cancelled' })).toMatchObject({ step: 'address', problem: null });
  });
});

const word = fc.string({ maxLength: 5 });
const anyProblem = fc.constant(problem);
const method = fc.constantFrom('browser' as const, 'app-password' as const);
const anyEvent: fc.Arbitrary<WizardEvent> = fc.oneof(
  fc.record({ type: fc.constant('address-typed' as const), typedAddress: word, server: fc.webUrl() }),
  fc.record({ type: fc.constant('address-refused' as const), typedAddress: word, problem: anyProblem }),
  fc.record({ type: fc.constant('chosen' as const), method }),
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
  contacting: ['address', 'method', 'waiting', 'left'],
  method: ['address', 'contacting', 'app-password', 'left'],
  waiting: ['address', 'waiting', 'checking', 'method', 'left'],
  'app-password': ['address', 'checking', 'method', 'left'],
  checking: ['address', 'method', 'app-password', 'done', 'left'],
  done: [],
  left: [],
};
const KEYS: Record<WizardState['step'], readonly string[]> = {
  address: ['problem'],
  contacting: ['method', 'server', 'again'],
  method: ['problem', 'server', 'again'],
  waiting: ['warning', 'server', 'again'],
  'app-password': ['problem', 'server', 'again'],
  checking: ['method', 'server', 'again'],
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
