import { OtherAccount } from '../errors.ts';
import type { SignInMethod } from '../model/app-state.ts';
import type { Policy } from '../settings/policy.ts';
import type { SignIn } from '../sign-in/browser-flow.ts';
import { createHeldGrants } from '../sign-in/held-grants.ts';
import {
  runWizard,
  type SignedIn,
  type SignInWizard,
  type TypedAppPassword,
  type WizardDeps,
} from '../sign-in/run-wizard.ts';
import { atAddress, atMethodAgain, type Typed, type WizardState } from '../sign-in/wizard.ts';
import type { KnownAccount } from './keeper.ts';
import { isSamePerson } from './list.ts';
import type { Revocations } from './revocations.ts';

/** Who is continued by signing in again; `remembered`: what was chosen then. */
export type Before = KnownAccount & { remembered: boolean };

export interface SignInCommandsDeps
  extends Pick<WizardDeps, 'ports' | 'preferences' | 'userAgent' | 'onChange' | 'expect'> {
  policy: Pick<Policy, 'checkServer'>;
  revocations: Revocations;
  /** @param before the account that is continued; null: none is */
  onSignedIn: (signedIn: SignedIn, before: Before | null) => void;
  /** The person does not want to sign in after all. */
  onLeft: () => void;
}

/** What a person does to sign in. Commands that do not fit the step do nothing. */
export function createSignInCommands({ policy, revocations, expect, ...deps }: SignInCommandsDeps) {
  const { onSignedIn, onLeft, ...about } = deps;
  const { track } = revocations;
  const grants = createHeldGrants({ log: about.ports.log, revoke: (secret) => revocations.pursue(secret, true) });
  /** The flows for which a server may still grant something. */
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
      ...{ first, grants, track, onFlow },
      checkServer: policy.checkServer,
      expect(found) {
        const { server, credentials, profile } = found;
        if (before === null) expect(found);
        else if (!isSamePerson(before, server, credentials.loginName, profile.userId))
          throw new OtherAccount('not the one to be continued');
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
    /** From the first screen. What was typed further on before is still known. */
    begin(address: string): void {
      wizard ??= open(atAddress(address), null);
      wizard.enterAddress(address);
    },
    /** For one more account. @param address to start with */
    beginAdding(address: string): void {
      wizard = open(atAddress(address, true), null);
      wizard.show();
    },
    /** For an account whose session has ended. @throws ServerNotAllowed */
    beginAgain(before: Before): void {
      const { server, loginName } = before.record;
      policy.checkServer(server);
      const first = atMethodAgain(server, loginName, before.remembered);
      wizard = open(first, before);
      wizard.show();
    },
    continues: (id: string): boolean => continued === id,
    /** It is over, and nothing more is told of it. */
    forget(): void {
      wizard?.abandon();
      wizard = null;
      continued = null;
    },
    /** The person looks at the window again: what was agreed to in the browser is asked for at once. */
    comeBack: (): void => wizard?.comeBack(),
    suspend(): void {
      for (const flow of flows) flow.suspend();
    },
    resume(): void {
      for (const flow of flows) flow.resume();
    },
    /** The app ends: what was granted for an attempt is given back. */
    stop(): void {
      wizard?.abandon();
      grants.giveAllBack();
      for (const flow of flows) if (!flow.isOver()) void track(flow.stop());
      flows.clear();
    },
    commands: {
      chooseSignInMethod: (method: SignInMethod): void => wizard?.choose(method),
      signInWithAppPassword: (typed: TypedAppPassword): void => wizard?.enterAppPassword(typed),
      /** To the step before; what was typed stays. */
      stepBackInSignIn: (typed: Typed | null = null): void => wizard?.back(typed),
      cancelSignIn: (): void => wizard?.cancel(),
      reopenLoginPage: async (): Promise<void> => wizard?.reopenBrowser(),
      copyLoginLink: async (): Promise<void> => wizard?.copyLink(),
    },
  };
}
