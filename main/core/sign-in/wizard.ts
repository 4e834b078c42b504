import type { SignInMethod } from '../model/app-state.ts';
import type { ErrorCode } from '../model/error-code.ts';

/** Why an attempt failed, and what the server said about it. */
export interface Problem {
  error: ErrorCode;
  detail: string | null;
}

/** The typed texts, kept in every step. The app password is not part of them: it exists only in the window's field. */
interface Draft {
  typedAddress: string;
  loginName: string;
  /** The app password is kept on this device. */
  remember: boolean;
  /** Other accounts are signed in: a user who cancels goes back to their list. */
  adding: boolean;
}

export type Typed = Pick<Draft, 'loginName' | 'remember'>;

interface OnServer extends Draft {
  /** Base address, already checked; while no address has answered, the likeliest one. */
  server: string;
  /** An account is continued, so its address cannot be changed. */
  again: boolean;
  /** The step in which the user began this attempt, and to which "back" leads. */
  from: 'address' | 'method';
}

/**
 * The steps of a sign-in. A new sign-in goes from the address to the browser; `method` follows when that has failed,
 * and is the first step of an account that is continued. `left`: the user cancelled where there was no address step to
 * go back to.
 */
export type WizardState =
  | (Draft & { step: 'address'; problem: Problem | null })
  /** `found`: a Nextcloud has answered at the address. */
  | (OnServer & { step: 'contacting'; method: SignInMethod; found: boolean })
  | (OnServer & { step: 'method'; problem: Problem | null })
  | (OnServer & { step: 'waiting'; warning: ErrorCode | null })
  /** `pageOpen`: the page in the browser is still open, and access may be granted there. */
  | (OnServer & { step: 'app-password'; problem: Problem | null; pageOpen: boolean })
  | (OnServer & { step: 'checking'; method: SignInMethod })
  | { step: 'done' }
  | { step: 'left' };

export type WizardEvent =
  | { type: 'address-typed'; typedAddress: string; server: string; method: SignInMethod; remember: boolean }
  | { type: 'address-refused'; typedAddress: string; problem: Problem }
  /** A Nextcloud has answered at this base address. */
  | { type: 'answered'; server: string }
  | { type: 'chosen'; method: SignInMethod; remember: boolean }
  /** The login page has an address. */
  | { type: 'page-ready' }
  | { type: 'warned'; warning: ErrorCode | null }
  /** The browser flow has returned credentials. */
  | { type: 'granted' }
  | { type: 'password-typed'; loginName: string; remember: boolean }
  | { type: 'accepted' }
  | { type: 'failed'; problem: Problem }
  /** With the content of the form, if one is shown. */
  | { type: 'back'; typed?: Typed | null }
  | { type: 'cancelled' };

/** The first state of a sign-in. @param adding other accounts are signed in */
export const atAddress = (typedAddress: string, adding = false): WizardState => ({
  step: 'address',
  typedAddress,
  loginName: '',
  remember: true,
  adding,
  problem: null,
});

/** The first state for an account whose session has ended. */
export const atMethodAgain = (server: string, loginName: string, remember: boolean): WizardState => ({
  step: 'method',
  typedAddress: server,
  server,
  loginName,
  remember,
  adding: false,
  again: true,
  from: 'method',
  problem: null,
});

/** Returns the next state; events that do not fit the state change nothing. */
export function nextWizard(state: WizardState, event: WizardEvent): WizardState {
  if (state.step === 'done' || state.step === 'left') return state;
  if (state.step === 'address') return fromAddress(state, event);
  if (event.type === 'cancelled') return state.again ? { step: 'left' } : toAddress(state);
  if (event.type === 'back') return stepBack({ ...state, ...event.typed });
  if (event.type === 'failed') return afterFailure(state, event.problem);
  return stepOn(state, event);
}

type Step<S extends WizardState['step']> = Extract<WizardState, { step: S }>;
type Under = Exclude<WizardState, { step: 'address' | 'done' | 'left' }>;

function fromAddress(state: Step<'address'>, event: WizardEvent): WizardState {
  if (event.type === 'address-refused') return { ...state, typedAddress: event.typedAddress, problem: event.problem };
  if (state.adding && (event.type === 'back' || event.type === 'cancelled')) return { step: 'left' };
  if (event.type !== 'address-typed') return state;
  const { loginName, adding } = state;
  const { typedAddress, server, method, remember } = event;
  const place = { typedAddress, server, loginName, remember, adding, again: false, from: 'address' as const };
  return { ...place, step: 'contacting', method, found: false };
}

function stepOn(state: Under, event: WizardEvent): WizardState {
  const on = onServer(state);
  switch (state.step) {
    case 'contacting':
      if (!state.found) return event.type === 'answered' ? afterAnswer({ ...state, server: event.server }) : state;
      return event.type === 'page-ready' ? { ...on, step: 'waiting', warning: null } : state;
    case 'method':
      if (event.type !== 'chosen') return state;
      return begun({ ...on, from: 'method', remember: event.remember }, event.method);
    case 'waiting':
      if (event.type === 'warned') return { ...state, warning: event.warning };
      if (event.type === 'chosen' && event.method === 'app-password') return onForm(on, true);
      return event.type === 'granted' ? { ...on, step: 'checking', method: 'browser' } : state;
    case 'app-password': {
      if (event.type === 'granted' && state.pageOpen) return { ...on, step: 'checking', method: 'browser' };
      if (event.type !== 'password-typed') return state;
      const { loginName, remember } = event;
      return { ...on, loginName, remember, step: 'checking', method: 'app-password' };
    }
    case 'checking':
      return event.type === 'accepted' ? { step: 'done' } : state;
  }
}

const afterAnswer = (state: Step<'contacting'>): WizardState => begun(onServer(state), state.method);

/** A Nextcloud is known: its login page is requested, or the form is shown. */
const begun = (on: OnServer, method: SignInMethod): WizardState =>
  method === 'browser' ? { ...on, step: 'contacting', method, found: true } : onForm(on, false);

const onForm = (on: OnServer, pageOpen: boolean): WizardState => ({
  ...on,
  step: 'app-password',
  problem: null,
  pageOpen,
});

/**
 * Before a Nextcloud has answered, the address is at fault; afterwards the chosen method is, and both are offered
 * again.
 */
function afterFailure(state: Under, problem: Problem): WizardState {
  if (state.step === 'method') return state;
  // The page in the browser has ended, and the user is busy with the form.
  if (state.step === 'app-password') return state.pageOpen ? { ...state, pageOpen: false } : state;
  if (state.step === 'contacting' && !state.found) return toAddress(state, problem);
  if (state.step === 'checking' && state.method === 'app-password')
    return { ...onServer(state), step: 'app-password', problem, pageOpen: false };
  return { ...onServer(state), step: 'method', problem };
}

/** Leads to the step from which the user came. */
function stepBack(state: Under): WizardState {
  if (state.step === 'method') return state.again ? { step: 'left' } : toAddress(state);
  if (state.step === 'checking' && state.method === 'app-password') return onForm(onServer(state), false);
  if (state.step === 'app-password' && state.pageOpen) return { ...onServer(state), step: 'waiting', warning: null };
  return state.from === 'address' ? toAddress(state) : { ...onServer(state), step: 'method', problem: null };
}

const toAddress = (
  { typedAddress, loginName, remember, adding }: OnServer,
  problem: Problem | null = null,
): WizardState => ({
  step: 'address',
  typedAddress,
  loginName,
  remember,
  adding,
  problem,
});

/** Returns the fields that all steps share. */
const onServer = ({ typedAddress, server, loginName, remember, adding, again, from }: OnServer): OnServer => ({
  typedAddress,
  server,
  loginName,
  remember,
  adding,
  again,
  from,
});
