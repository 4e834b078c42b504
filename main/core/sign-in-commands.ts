import type { KeptAccount } from './account-keeper.ts';
import { normaliseAddress } from './login/address.ts';
import {
  runWizard,
  type SignedIn,
  type SignInWizard,
  type TypedAppPassword,
  type WizardDeps,
} from './login/run-wizard.ts';
import { atAddress, atMethodAgain, type Typed, type WizardState } from './login/wizard.ts';
import type { SignInMethod } from './model/app-state.ts';
import type { Policy } from './policy/policy.ts';

export interface SignInCommandsDeps extends Pick<WizardDeps, 'ports' | 'preferences' | 'userAgent' | 'onChange'> {
  policy: Pick<Policy, 'checkServer'>;
  /** @param before the account that is continued; null: none is */
  onSignedIn: (signedIn: SignedIn, before: KeptAccount | null) => void;
  /** The person does not want to sign in again after all. */
  onLeft: (before: KeptAccount) => void;
}

/** What a person does to sign in. Commands that do not fit the step do nothing. */
export function createSignInCommands({ policy, onSignedIn, onLeft, ...about }: SignInCommandsDeps) {
  let wizard: SignInWizard | null = null;

  function resolve(typed: string): string {
    const server = normaliseAddress(typed);
    policy.checkServer(server);
    return server;
  }

  function open(first: WizardState, before: KeptAccount | null): SignInWizard {
    const close = (): void => {
      wizard = null;
    };
    return runWizard({
      ...about,
      ...{ first, resolve },
      isExpected: ({ loginName }, { userId }) => before === null || isSame(before, loginName, userId),
      onDone(signedIn) {
        close();
        onSignedIn(signedIn, before);
      },
      onLeft() {
        close();
        if (before) onLeft(before);
      },
    });
  }

  return {
    /** From the first screen. What was typed further on before is still known. */
    begin(address: string): void {
      wizard ??= open(atAddress(address), null);
      wizard.enterAddress(address);
    },
    /** For an account whose session has ended. @throws ServerNotAllowed */
    beginAgain(before: KeptAccount): void {
      const { server, loginName } = before.record;
      policy.checkServer(server);
      const first = atMethodAgain(server, loginName, before.remembered);
      wizard = open(first, before);
      wizard.show();
    },
    /** Whoever was signing in is, or somebody else. */
    forget(): void {
      wizard = null;
    },
    commands: {
      chooseSignInMethod: (method: SignInMethod): void => wizard?.choose(method),
      signInWithAppPassword: (typed: TypedAppPassword): void => wizard?.enterAppPassword(typed),
      /** To the step before; what was typed stays. */
      stepBackInSignIn: (typed: Typed | null = null): void => wizard?.back(typed),
      cancelSignIn: (): void => wizard?.cancel(),
      reopenLoginPage: async (): Promise<void> => wizard?.reopenBrowser(),
      copyLoginLink: (): void => wizard?.copyLink(),
    },
  };
}

/** A person may have several names to sign in with; the user id is one. */
const isSame = ({ record }: KeptAccount, loginName: string, userId: string): boolean =>
  record.userId === null ? [loginName, userId].includes(record.loginName) : userId === record.userId;
