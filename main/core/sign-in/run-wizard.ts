import { describeError, detailOf, errorCodeOf, GrantRefused, isExpected, WrongCredentials } from '../errors.ts';
import type { SignedOut, SignInMethod, SigningIn } from '../model/app-state.ts';
import { addressesOf } from '../nextcloud/address.ts';
import { type Credentials, createClient } from '../nextcloud/client.ts';
import { exchangeLoginPassword } from '../nextcloud/login-api.ts';
import { isLoginName } from '../nextcloud/schemas.ts';
import type { Profile } from '../nextcloud/talk-api.ts';
import type { Ports } from '../ports.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { BoundSecret } from './bound-secret.ts';
import { type SignIn, startSignIn } from './browser-flow.ts';
import type { LoginState } from './browser-flow-state.ts';
import { checkAccount, ofTyped } from './check-account.ts';
import { allowed, findServer } from './find-server.ts';
import type { HeldGrants } from './held-grants.ts';
import { nextWizard, type Problem, type Typed, type WizardEvent, type WizardState } from './wizard.ts';
import { phaseOf } from './wizard-phase.ts';

/** Everything that the new account needs. */
export interface SignedIn {
  /** Base address. */
  server: string;
  credentials: Credentials;
  profile: Profile;
  /** Whether the app password is kept on this device. */
  remember: boolean;
  /** The server made the app password for this sign-in; otherwise the user had it before. */
  issued: boolean;
}

/** The user whose credentials were checked, before anything is stored. */
export type Found = Pick<SignedIn, 'server' | 'credentials' | 'profile'>;

export interface WizardDeps {
  ports: Pick<Ports, 'clock' | 'log' | 'fetch' | 'opener'>;
  preferences: Preferences;
  userAgent: string;
  /** App passwords that servers have handed out, until an account takes them. */
  grants: HeldGrants;
  /** Receives each new flow, because a flow continues after the wizard has ended. */
  onFlow: (flow: SignIn) => void;
  /** Registers work that the end of the app waits for a little. */
  track: (work: Promise<void>) => Promise<void>;
  /** The first state. */
  first: WizardState;
  /** @throws ServerNotAllowed */
  checkServer: (server: string) => void;
  /** @throws OtherAccount, AccountExists when this user may not sign in here now */
  expect: (found: Found) => void;
  onChange: (phase: SignedOut | SigningIn) => void;
  onDone: (signedIn: SignedIn) => void;
  /** The user has cancelled, and the app shows something else. */
  onLeft: () => void;
}

export interface TypedAppPassword {
  loginName: string;
  appPassword: string;
  remember: boolean;
}

/** What the user chose with the address, or before the browser opens. */
export interface SignInChoices {
  /** The browser, if left out. */
  method?: SignInMethod | undefined;
  /** Whether the app password is kept on this device; as before, if left out. */
  remember?: boolean | undefined;
}

export type SignInWizard = ReturnType<typeof runWizard>;

/** Runs the wizard: its requests to servers and to the browser. It stores nothing and retries nothing. */
export function runWizard({
  ports,
  preferences,
  userAgent,
  grants,
  first,
  checkServer,
  expect,
  onChange,
  onDone,
  onFlow,
  onLeft,
  track,
}: WizardDeps) {
  const { clock, log, fetch, opener } = ports;
  let state = first;
  let browser: SignIn | null = null;
  /** Increases with each of the user's actions; answers to older requests are ignored. */
  let turn = 0;
  let abandoned = false;

  const clientFor = (server: string, credentials?: Credentials) =>
    createClient({
      server,
      fetch,
      clock,
      log,
      userAgent,
      language: preferences.language,
      ...(credentials && { credentials }),
    });

  function dispatch(event: WizardEvent): boolean {
    if (abandoned) return false;
    const before = state;
    state = nextWizard(state, event);
    if (state === before) return false;
    log.info(`sign-in: ${event.type} → ${state.step}`);
    show();
    if (state.step === 'left') onLeft();
    return true;
  }

  const rememberNow = (): boolean => !('remember' in state) || state.remember;

  function show(): void {
    const phase = phaseOf(state);
    if (phase) onChange(phase);
  }

  /** Starts a new action, which ends the one under way. */
  function begin(): number {
    browser?.cancel();
    browser = null;
    turn += 1;
    return turn;
  }

  async function contact(addresses: readonly string[]): Promise<void> {
    const mine = begin();
    const outcome: WizardEvent = await findServer(addresses, { clientFor, checkServer }).then(
      (server) => ({ type: 'answered' as const, server }),
      (error: unknown) => {
        note(error);
        return failed(error);
      },
    );
    if (mine === turn && dispatch(outcome)) openBrowser();
  }

  /** Asks for the login page, if that is the next step. */
  function openBrowser(): void {
    if (state.step !== 'contacting' || !state.found) return;
    const { server } = state;
    const mine = begin();
    const onLogin = (login: LoginState): void => {
      if (mine !== turn) return;
      if (login.step === 'waiting' && !dispatch({ type: 'page-ready' }))
        dispatch({ type: 'warned', warning: login.warning });
      if (login.step === 'failed') dispatch({ type: 'failed', problem: { error: login.error, detail: login.detail } });
      if (login.step !== 'granted') return;
      if (!dispatch({ type: 'granted' }) || state.step !== 'checking') return void onUnwanted(login.grant);
      void track(check(mine, { server, credentials: login.grant, remember: state.remember }, 'browser'));
    };
    const onUnwanted = (grant: Credentials): Promise<void> => grants.giveBack(grants.hold({ server, ...grant }));
    const openWith = () => preferences.settings().openWith;
    browser = startSignIn({ client: clientFor(server), clock, opener, openWith, log, onChange: onLogin, onUnwanted });
    onFlow(browser);
  }

  async function check(mine: number, found: Omit<SignedIn, 'profile' | 'issued'>, method: SignInMethod): Promise<void> {
    const { server, credentials } = found;
    /** The app password that the server made for this attempt; it must be revoked if the attempt fails. */
    let made = method === 'browser' ? grants.hold({ server, ...credentials }) : null;
    try {
      const client = clientFor(server, credentials);
      const profile = await checkAccount(client);
      expect({ server, credentials, profile });
      // Last, when nothing else can fail.
      const issued =
        method === 'app-password' && mine === turn ? await exchangeLoginPassword(client, credentials) : null;
      if (issued !== null) made = grants.hold({ server, ...credentials, appPassword: issued });
      if (mine === turn && dispatch({ type: 'accepted' })) return done({ ...found, profile }, made);
    } catch (error) {
      note(error);
      if (error instanceof GrantRefused) made = grants.hold({ server, ...error.grant });
      if (mine === turn) dispatch(failed(method === 'browser' ? error : ofTyped(error)));
    }
    if (made) await grants.giveBack(made);
  }

  /** @param made the app password that the server made for this attempt; null: none */
  function done(found: Omit<SignedIn, 'issued'>, made: BoundSecret | null): void {
    if (made) grants.release(made);
    const appPassword = made?.appPassword ?? found.credentials.appPassword;
    onDone({ ...found, credentials: { ...found.credentials, appPassword }, issued: made !== null });
  }

  /** The phase keeps only the error's code. */
  function note(error: unknown): void {
    if (isExpected(error)) log.info(`sign-in: ${describeError(error)}`);
    else log.error(`sign-in: ${describeError(error)}`);
  }

  return {
    /** Reports the current state. */
    show,
    /** Looks for a Nextcloud at the address, and then goes on with the method. */
    enterAddress(typedAddress: string, { method = 'browser', remember = rememberNow() }: SignInChoices = {}): void {
      try {
        const addresses = allowed(addressesOf(typedAddress), checkServer);
        const [server = ''] = addresses;
        if (dispatch({ type: 'address-typed', typedAddress, server, method, remember })) void contact(addresses);
      } catch (error) {
        note(error);
        dispatch({ type: 'address-refused', typedAddress, problem: problemOf(error) });
      }
    },
    /** From the page in the browser to the form: the page stays valid, and the user can come back to it. */
    choose(method: SignInMethod, remember = rememberNow()): void {
      if (dispatch({ type: 'chosen', method, remember })) openBrowser();
    },
    enterAppPassword({ loginName, appPassword, remember }: TypedAppPassword): void {
      if (!dispatch({ type: 'password-typed', loginName: loginName.trim(), remember })) return;
      if (state.step !== 'checking') return;
      const mine = begin();
      // The server need not be asked about a login name or a password that cannot exist.
      const credentials = { loginName: state.loginName, appPassword: appPassword.trim() };
      if (!isLoginName(credentials.loginName) || credentials.appPassword === '')
        return void dispatch(failed(new WrongCredentials('no login name or no app password')));
      void track(check(mine, { server: state.server, credentials, remember }, 'app-password'));
    },
    /** @param typed the content of the app password's form, if that is shown */
    back(typed: Typed | null): void {
      const toPage = state.step === 'app-password' && state.pageOpen;
      if (!toPage) begin();
      dispatch({ type: 'back', typed });
    },
    /** Ends the wizard: it sends no further request and reports nothing more. */
    abandon(): void {
      begin();
      abandoned = true;
    },
    cancel(): void {
      begin();
      dispatch({ type: 'cancelled' });
    },
    /** The user is back from the browser. */
    comeBack: (): void => browser?.hurry(),
    reopenBrowser: async (): Promise<void> => browser?.reopenBrowser(),
    copyLink: async (): Promise<void> => browser?.copyLink(),
  };
}

const problemOf = (error: unknown): Problem => ({ error: errorCodeOf(error), detail: detailOf(error) });
const failed = (error: unknown): WizardEvent => ({ type: 'failed', problem: problemOf(error) });
