import { type SignedOut, type SigningIn, signedOut } from '../model/app-state.ts';
import type { WizardState } from './wizard.ts';

/** Returns what the window shows of a step; null: the sign-in is over. */
export function phaseOf(state: WizardState): SignedOut | SigningIn | null {
  if (state.step === 'done' || state.step === 'left') return null;
  const problem = 'problem' in state ? state.problem : null;
  if (state.step === 'address')
    return signedOut(state.typedAddress, { ...problem, adding: state.adding, remember: state.remember });
  const { step, server, loginName, remember, again } = state;
  const failure = { error: problem?.error ?? null, detail: problem?.detail ?? null };
  const warning = step === 'waiting' ? state.warning : null;
  return {
    kind: 'signing-in',
    address: server,
    step,
    method: methodOf(state),
    loginName,
    remember,
    again,
    ...failure,
    warning,
  };
}

function methodOf(state: Exclude<WizardState, { step: 'address' | 'done' | 'left' }>): SigningIn['method'] {
  if (state.step === 'waiting') return 'browser';
  if (state.step === 'app-password') return 'app-password';
  return state.step === 'method' ? null : state.method;
}
