import { OtherAccount } from '../errors.ts';
import type { SignInMethod } from '../model/app-state.ts';
import type { Policy } from '../settings/policy.ts';
import type { SignIn } from '../sign-in/browser-flow.ts';
import { createHeldGrants } from '../sign-in/held-grants.ts';
import {
  runWizard,
  type SignedIn,
  type SignInChoices,
  type SignInWizard,
  type TypedAppPassword,
  type WizardDeps,
} from '../sign-in/run-wizard.ts';
import { atAddress, atMethodAgain, type Typed, type WizardState } from '../sign-in/wizard.ts';
import type { KnownAccount } from './keeper.ts';
import { isSamePerson } from './list.ts';
import type { Revocations } from './revocations.ts';

/** The account that a sign-in continues; `remembered`: the choice at its last sign-in. */
export type Before = KnownAccount & { remembered: boolean };

export interface SignInCommandsDeps
  extends Pick<WizardDeps, 'ports' | 'preferences' | 'userAgent' | 'onChange' | 'expect'> {
  policy: Pick<Policy, 'checkServer'>;
  revocations: Revocations;
  /** @param before the account that is continued; null: a new account */
  onSignedIn: (signedIn: SignedIn, before: Before | null) => void;
  /** The user has cancelled the sign-in. */
  onLeft: () => void;
}

/** What the user does to sign in. Commands that do not fit the current step do nothing. */
export function createSignInCommands({ policy, revocations, expect, ...deps }: SignInCommandsDeps) {
  const { onSignedIn, onLeft, ...about } = deps;
  const { track } = revocations;
  const grants = createHeldGrants({ log: about.ports.log, revoke: (secret) => revocations.pursue(secret, true) });
  /** The flows in which a server may still grant an app password. */
  const flows = new Set<SignIn>();
  let wizard: SignInWizard | null = null;
  /** Id of the account that is continued. */
  let continued: string | null = null;

  function onFlow(flow: SignIn): void {
    for (const earlier of flows) if (earlier.isOver()) flows.delete(earlier);
    flows.add(flow);
  }

  function open(first: WizardState, before: Before | null): SignInWizard {
    continued = before?.id ?? null;
    const close = (): void => {
      wizard = null;
      continued = null;
    };
    return runWizard({
      ...about,
      first,
      grants,
      track,
      onFlow,
      checkServer: policy.checkServer,
      expect(found) {
        const { server, credentials, profile } = found;
        if (before === null) expect(found);
        else if (!isSamePerson(before, server, credentials.loginName, profile.userId))
          throw new OtherAccount('another account than the continued one', profile.displayName);
      },
      onDone(signedIn) {
        close();
        onSignedIn(signedIn, before);
      },
      onLeft() {
        close();
        onLeft();
      },
    });
  }

  return {
    /** Starts from the first screen. Texts typed in later steps are kept. */
    begin(address: string, choices?: SignInChoices): void {
      wizard ??= open(atAddress(address), null);
      wizard.enterAddress(address, choices);
    },
    /** Starts for one more account. @param address to begin with */
    beginAdding(address: string): void {
      wizard = open(atAddress(address, true), null);
      wizard.show();
    },
    /** Starts for an account whose session has ended. @throws ServerNotAllowed */
    beginAgain(before: Before): void {
      const { server, loginName } = before.record;
      policy.checkServer(server);
      const first = atMethodAgain(server, loginName, before.remembered);
      wizard = open(first, before);
      wizard.show();
    },
    continues: (id: string): boolean => continued === id,
    /** Ends the sign-in without reporting anything more. */
    forget(): void {
      wizard?.abandon();
      wizard = null;
      continued = null;
    },
    /**
     * The user looks at the window again, so the server is asked at once whether the user has granted access in the
     * browser.
     */
    comeBack: (): void => wizard?.comeBack(),
    suspend(): void {
      for (const flow of flows) flow.suspend();
    },
    resume(): void {
      for (const flow of flows) flow.resume();
    },
    /** The app ends: app passwords that were granted for an unfinished sign-in are revoked. */
    stop(): void {
      wizard?.abandon();
      grants.giveAllBack();
      for (const flow of flows) if (!flow.isOver()) void track(flow.stop());
      flows.clear();
    },
    commands: {
      /** @param remember whether the app password is kept on this device; as before, if left out */
      chooseSignInMethod: (method: SignInMethod, remember?: boolean): void => wizard?.choose(method, remember),
      signInWithAppPassword: (typed: TypedAppPassword): void => wizard?.enterAppPassword(typed),
      /** Goes back one step; the typed texts are kept. */
      stepBackInSignIn: (typed: Typed | null = null): void => wizard?.back(typed),
      cancelSignIn: (): void => wizard?.cancel(),
      reopenLoginPage: async (): Promise<void> => wizard?.reopenBrowser(),
      copyLoginLink: async (): Promise<void> => wizard?.copyLink(),
    },
  };
}
