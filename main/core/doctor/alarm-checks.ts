import type { DeclarationProblem, Declarations } from '../alarm/declarations.ts';
import { hasPassed } from '../alarm/probe.ts';
import { levelOf } from '../conversations/facts.ts';
import { describeError } from '../errors.ts';
import type { AlarmWaking, ProbeLeg, ProbeResult } from '../model/alarm.ts';
import type { Client } from '../nextcloud/client.ts';
import type { Room } from '../nextcloud/schemas.ts';
import { createTalkApi } from '../nextcloud/talk-api.ts';
import type { Logger, Probe } from '../ports.ts';
import type { Computer } from './computer-checks.ts';
import { failed, info, type Outcome, ok, warning } from './outcome.ts';
import { explainApi } from './server-checks.ts';

/** No station has as many alarm conversations; more would be many requests at once. */
const MOST_ASKED = 20;
const PATIENCE_MS = 5_000;

/** What the doctor can know of an account that has alarm conversations. */
export interface AlarmsToCheck {
  /** @throws the errors of a request */
  facts: () => Promise<AlarmFacts>;
  /** What makes the app look for alarms; null: only the running app knows. */
  waking: AlarmWaking | null;
  /** The last test alarm; null: there was none. */
  probe: ProbeResult | null;
}

/** What is known of an account's alarm conversations. */
export interface AlarmFacts {
  /** The alarm conversations that the list has. */
  tokens: readonly string[];
  /** How many of these do not have the level "all messages" on the server. */
  low: number;
  problems: readonly DeclarationProblem[];
}

/** @param room the conversation with this token, if the list has it */
export function alarmFactsOf(declarations: Declarations, room: (token: string) => Room | undefined): AlarmFacts {
  const rooms = declarations.tokens().flatMap((token) => room(token) ?? []);
  return {
    tokens: rooms.map(({ token }) => token),
    low: rooms.filter((one) => levelOf(one) !== 'always').length,
    problems: declarations.problems(),
  };
}

/**
 * Whether the alarm conversations are there, can be read, and have the level "all messages". The gravest problem is
 * told. The report names no conversation, so one of the policy is told by its place there.
 */
export async function checkAlarms(
  client: Client,
  { facts: askFacts }: AlarmsToCheck,
  log: Pick<Logger, 'warn'>,
): Promise<Outcome> {
  let facts: AlarmFacts;
  try {
    facts = await askFacts();
  } catch (error) {
    return explainApi(error);
  }
  const [problem] = facts.problems;
  if (problem) return toldOf(problem);
  const unreadable = await countUnreadable(client, facts.tokens, log);
  if (unreadable > 0) return failed('doctor.alarms.unreadable', { count: unreadable });
  if (facts.low > 0) return warning('doctor.alarms.low', { count: facts.low });
  return ok('doctor.alarms.ok', { count: facts.tokens.length });
}

function toldOf({ kind, path }: DeclarationProblem): Outcome {
  if (path === null) return failed('doctor.alarms.gone');
  if (kind === 'several') return failed('doctor.alarms.several', { path });
  return failed('doctor.alarms.none', { path });
}

async function countUnreadable(client: Client, tokens: readonly string[], log: Pick<Logger, 'warn'>): Promise<number> {
  const api = createTalkApi(client);
  const answers = await Promise.allSettled(
    tokens.slice(0, MOST_ASKED).map((token) => api.newestMessageId(token, PATIENCE_MS)),
  );
  const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
  for (const error of failures) log.warn(`doctor: an alarm conversation: ${describeError(error)}`);
  return failures.length;
}

/** A list that is requested less often is requested by a slow or blocking server. */
const QUICK_S = 5;
/** A weekly test, with a day of grace. */
const OLD_MS = 8 * 86_400_000;

/** What makes the app look for alarms. */
export function checkWaking({ by, seconds, reason }: AlarmWaking): Outcome {
  if (by === 'push') return ok('doctor.alarm-waking.push');
  if (by === 'lane') return ok('doctor.alarm-waking.lane');
  if (seconds > QUICK_S) return warning('doctor.alarm-waking.slow', { seconds });
  if (reason === 'untold') return warning('doctor.alarm-waking.untold', { seconds });
  return info('doctor.alarm-waking.polling', { seconds });
}

/** Whether the way of an alarm was tested lately, and how that went. @param now milliseconds since 1970 */
export function checkProbe(probe: ProbeResult | null, now: number): Outcome {
  if (probe === null) return warning('doctor.alarm-probe.never');
  if (!hasPassed(probe)) {
    const isPush = !isGood(probe.push);
    return failed(isPush ? 'doctor.alarm-probe.push' : 'doctor.alarm-probe.chat');
  }
  if (now - probe.at > OLD_MS) return warning('doctor.alarm-probe.old', { duration: (now - probe.at) / 1_000 });
  return ok('doctor.alarm-probe.ok', { ms: Math.max(probe.push.ms ?? 0, probe.chat.ms ?? 0) });
}

const isGood = ({ outcome }: ProbeLeg): boolean => outcome === 'passed' || outcome === 'left-out';

/** A volume below this is hardly heard in a hall. */
const QUIET_PERCENT = 30;

/** Whether the sound of an alarm could be heard, as far as a computer can know. */
export async function checkAlarmSound({ alarmSound }: Computer, { soundOutput }: Probe): Promise<Outcome> {
  const { output: wanted, hearing } = alarmSound;
  if (hearing.state === 'silent') return failed('doctor.alarm-sound.silent');
  const output = await soundOutput(wanted);
  if (output.kind === 'none') return failed('doctor.alarm-sound.none');
  if (output.kind === 'unknown') return asLastHeard(alarmSound);
  const { isChosen, isMuted, percent } = output;
  if (isMuted || percent === 0) return failed('doctor.alarm-sound.muted');
  if (!isChosen) return warning('doctor.alarm-sound.other');
  if (percent < QUIET_PERCENT) return warning('doctor.alarm-sound.quiet', { percent });
  return ok('doctor.alarm-sound.ok', { percent });
}

/** Whether another window could come in front of the card of an alarm. */
export const checkAlarmCard = ({ keepsOnTop }: Probe): Outcome =>
  keepsOnTop() ? ok('doctor.alarm-card.ok') : warning('doctor.alarm-card.covered');

/** Whether the computer goes to sleep, because it would hear no alarm then. */
export async function checkSleep({ neverSleeps }: Computer, { sleepSetting }: Probe): Promise<Outcome> {
  if (neverSleeps) return ok('doctor.sleep.kept');
  const setting = await sleepSetting();
  if (setting.kind === 'unknown') return info('doctor.sleep.unknown');
  return setting.kind === 'never'
    ? ok('doctor.sleep.never')
    : warning('doctor.sleep.after', { duration: setting.seconds });
}

/** Chromium tells where the last sound played, but not whether that loudspeaker is muted. */
function asLastHeard({ output: wanted, hearing }: Computer['alarmSound']): Outcome {
  if (hearing.state === 'playing' && hearing.output === 'none') return failed('doctor.alarm-sound.none');
  const isOther = hearing.state === 'playing' && hearing.output === 'system' && wanted !== '';
  return isOther ? warning('doctor.alarm-sound.other') : info('doctor.alarm-sound.unknown');
}
