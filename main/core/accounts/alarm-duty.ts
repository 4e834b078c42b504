import { hasArrived } from '../alarm/answers.ts';
import type { Declarations } from '../alarm/declarations.ts';
import { createLane } from '../alarm/lane.ts';
import { createProbe, hasPassed } from '../alarm/probe.ts';
import { type BlindReason, createSupervision, type Sight } from '../alarm/supervision.ts';
import { createWatchStore } from '../alarm/watch-store.ts';
import { isHeldInLobby } from '../conversations/facts.ts';
import { describeError } from '../errors.ts';
import type { Say, Words } from '../i18n/index.ts';
import { LOCALES } from '../i18n/translate.ts';
import type { AlarmDiagnostics, AlarmWaking, ProbeLeg, ProbeResult } from '../model/alarm.ts';
import type { Conversation } from '../model/conversation.ts';
import type { MessageId } from '../model/message-id.ts';
import type { Language } from '../model/settings.ts';
import type { Client } from '../nextcloud/client.ts';
import { createProbeApi } from '../nextcloud/probe-api.ts';
import { pushOffer } from '../nextcloud/push-endpoints.ts';
import { newReference } from '../nextcloud/reference.ts';
import type { Capabilities, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { AccountNotifier } from '../notify/account-notifier.ts';
import type { Ports, SettingsStore } from '../ports.ts';
import type { Policy } from '../settings/policy.ts';

const MINUTE = 60_000;
const BLIND_AFTER_MINUTES = 5;
const REPORT_ATTEMPTS = 6;
const REPORT_AGAIN_MS = 10 * MINUTE;
/** Keys of the notifications. */
const BLIND = 'alarm-blind';
const PROBE = 'alarm-probe';

const BLIND_WORDS: Record<BlindReason, keyof Words> = {
  'no-answer': 'blindNoAnswer',
  'signed-out': 'blindSignedOut',
  'conversation-gone': 'blindGone',
  'conversation-unreadable': 'blindUnreadable',
};

const LEG_WORDS: Record<Exclude<ProbeLeg['outcome'], 'passed' | 'left-out'>, keyof Words> = {
  refused: 'probeRefused',
  unreachable: 'probeUnreachable',
  silent: 'probeSilent',
};

/** A message that was sent without a good answer. */
interface Tried {
  reference: string;
  /** The last message before it; null: unknown. */
  after: MessageId | null;
  attempts: number;
}

export interface AlarmDutyDeps {
  client: Client;
  api: TalkApi;
  ports: Pick<Ports, 'clock' | 'log' | 'bell'>;
  settings: SettingsStore;
  accountId: string;
  say: Say;
  language: () => Language;
  /** Nothing may sound now. */
  isSilent: () => boolean;
  notifier: AccountNotifier;
  policy: Pick<Policy, 'alarmWatch' | 'alarmLane'>;
  declarations: Declarations;
  room: (token: string) => Room | undefined;
  /** Conversations whose messages cannot be fetched at the moment. */
  troubled: () => readonly string[];
  /** Null while they are unknown. */
  capabilities: () => Capabilities | null;
  has: (feature: string) => boolean;
  offers: (endpoint: string) => boolean;
  userId: () => string | null;
  isLive: () => boolean;
  /** The lane works, or no longer. */
  onLane: () => void;
  /** Requests a list. */
  ask: () => void;
  /** Push has reported what it was tested with. */
  trustPush: () => void;
  onChange: () => void;
  /** The conversations as the window shows them, with Talk's tokens. */
  conversations: () => readonly Pick<Conversation, 'token' | 'name'>[];
  /** What this computer is called. */
  computer: string;
}

export type AlarmDuty = ReturnType<typeof createAlarmDuty>;

/** Watches for one account whether its alarms could be heard, says so when not, and tests the way they take. */
export function createAlarmDuty(deps: AlarmDutyDeps) {
  const { client, ports, say, notifier, policy, declarations, room } = deps;
  const { clock, log } = ports;
  const kept = createWatchStore(deps.settings, deps.accountId);
  const limit = (policy.alarmWatch.blindAfterMinutes ?? BLIND_AFTER_MINUTES) * MINUTE;
  /** Alarm conversations that have been in a list since the start. */
  const seen = new Set<string>();
  let isOver = false;
  /** Unread messages in the alarm conversations when the app became blind or the computer went to sleep. */
  let unreadBefore = 0;

  const supervision = createSupervision({
    clock,
    isNeeded: () => declarations.tokens().length > 0,
    limit: () => limit,
    onChange: deps.onChange,
    onBlind(reason, ms) {
      log.warn(`alarm: blind: ${reason}`);
      unreadBefore = unread();
      warn(reason, ms);
    },
    onTone: warn,
    onSeeing(reason, ms) {
      log.warn(`alarm: sees again, after ${Math.round(ms / MINUTE)} min: ${reason}`);
      notifier.withdraw(BLIND);
      const count = unread() - unreadBefore;
      const what = reason === 'slept' ? say('sleptFor', timeOf(ms)) : say('blindFor', timeOf(ms));
      const missed = count > 0 ? say('blindMissed', { count }) : say('blindMissedNothing');
      notifier.notify({ key: BLIND, title: 'Talkmelder', body: `${what} ${missed}`, silent: true });
    },
  });

  const lane = createLane({
    api: deps.api,
    clock,
    log,
    // One request is enough for a small server, so of several conversations the first has a lane.
    token: () => (policy.alarmLane ? (declarations.tokens()[0] ?? null) : null),
    onMessage: deps.ask,
    onChange: deps.onLane,
  });

  const probe = createProbe({
    api: createProbeApi(client),
    clock,
    log,
    text: () => say('probeMessage'),
    hasNoteToSelf: () => deps.has('note-to-self'),
    hasTestPush: () => deps.offers('test-push'),
    hasPush() {
      const known = deps.capabilities();
      return known !== null && pushOffer(known, client.server).kind === 'usable';
    },
    isLive: deps.isLive,
    userId: deps.userId,
    ask: deps.ask,
    onPushProved: deps.trustPush,
  });

  const timeOf = (ms: number): { minutes: number } => ({ minutes: Math.max(1, Math.round(ms / MINUTE)) });

  const unread = (): number =>
    declarations.tokens().reduce((sum, token) => sum + (room(token)?.unreadMessages ?? 0), 0);

  function warn(reason: BlindReason, ms: number): void {
    const isSilent = deps.isSilent() && policy.alarmWatch.toneInQuietHours !== true;
    sound(BLIND, say('blindTitle'), say(BLIND_WORDS[reason], timeOf(ms)), isSilent);
  }

  /** Shows a notification with a tone. */
  function sound(key: string, title: string, body: string, isSilent: boolean): void {
    const tone = isSilent ? undefined : ports.bell?.tone;
    notifier.notify({ key, title, body, silent: isSilent || tone !== undefined });
    tone?.();
  }

  function sightNow(): Sight {
    const tokens = declarations.tokens();
    for (const token of tokens) if (room(token)) seen.add(token);
    // What the policy names may belong to another account.
    const isGone = (token: string): boolean => !room(token) && (seen.has(token) || !declarations.isOfPolicy(token));
    if (tokens.some(isGone)) return 'conversation-gone';
    const troubled = new Set(deps.troubled());
    const isUnreadable = (token: string): boolean => {
      const one = room(token);
      return one !== undefined && (troubled.has(token) || isHeldInLobby(one));
    };
    return tokens.some(isUnreadable) ? 'conversation-unreadable' : 'clear';
  }

  /** Says which legs of the test have failed. */
  function failureOf({ push, chat }: ProbeResult): string {
    const legs = [['probePush', push] as const, ['probeChat', chat] as const].flatMap(([name, { outcome }]) =>
      outcome === 'passed' || outcome === 'left-out' ? [] : [`${say(name)}: ${say(LEG_WORDS[outcome])}`],
    );
    return `${legs.join(' ')} ${say('probeHelp')}`;
  }

  const name = policy.alarmWatch.name ?? deps.computer;

  function reportOf(result: ProbeResult): string {
    if (!hasPassed(result)) return `${say('probeReportFailed', { name })} ${failureOf(result)}`;
    const ms = Math.max(result.push.ms ?? 0, result.chat.ms ?? 0);
    const format = new Intl.NumberFormat(LOCALES[deps.language()], {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    return say('probeReport', { name, seconds: format.format(ms / 1_000) });
  }

  /**
   * Sends a message to the conversation that the policy names, if this account has it; again when that has failed, unless
   * it arrived nevertheless.
   * @param tried how the same message was sent before
   */
  function post(text: string, tried: Tried | null = null): void {
    const wanted = policy.alarmWatch.report;
    const all = deps.conversations();
    const named = all.filter((one) => one.name === wanted);
    const found = all.find(({ token }) => token === wanted) ?? (named.length === 1 ? named[0] : undefined);
    if (wanted === undefined || isOver) return;
    if (!found) {
      log.warn('probe: the conversation for the result is not in the list, or its name is not unique');
      return;
    }
    const { token } = found;
    const last = room(token)?.lastMessage?.id ?? null;
    const now: Tried = tried ?? { reference: newReference(), after: last, attempts: 0 };
    const send = async (): Promise<void> => {
      const { after, reference } = now;
      if (tried && after !== null && (await hasArrived(deps.api, token, after, reference))) return;
      if (!isOver) await deps.api.send(token, text, reference);
    };
    send().catch((error: unknown) => {
      log.warn(`probe: the result was not sent: ${describeError(error)}`);
      const again = { ...now, attempts: now.attempts + 1 };
      if (again.attempts < REPORT_ATTEMPTS && !isOver) clock.after(REPORT_AGAIN_MS, () => post(text, again));
    });
  }

  return {
    /** For the engine: when the list must be requested often. */
    polling: { tokens: declarations.tokens, trust: kept, lane: lane.working },
    listed: probe.listed,
    framed: probe.framed,
    inMaintenance: supervision.announced,
    signedOut: supervision.signedOut,
    /** A good list has been handled. */
    synced(): void {
      supervision.answered(sightNow());
      lane.synced();
    },
    /** There are other alarm conversations than before. */
    changed: supervision.changed,
    suspend(): void {
      unreadBefore = unread();
      supervision.suspend();
      lane.suspend();
    },
    resume(): void {
      supervision.resume();
      lane.resume();
    },
    acknowledge: supervision.acknowledge,
    watch: supervision.watch,
    /** Tests the way of an alarm. A failed test is loud, whatever the settings are. Never rejects. */
    async test(): Promise<ProbeResult> {
      const result = await probe.run();
      kept.keepProbe(result);
      notifier.withdraw(PROBE);
      if (!hasPassed(result)) sound(PROBE, say('probeFailed'), failureOf(result), false);
      deps.onChange();
      return result;
    },
    /** Tells the conversation that the policy names how the last test went. */
    report(): void {
      const result = kept.lastProbe();
      if (result !== null) post(reportOf(result));
    },
    /** Tells it that the computer was off at the time of the test. @param at milliseconds since 1970 */
    reportMissed(at: number): void {
      const day = new Intl.DateTimeFormat(LOCALES[deps.language()], { dateStyle: 'medium', timeStyle: 'short' }).format(
        at,
      );
      post(say('probeReportMissed', { name, time: day }));
    },
    lastProbe: kept.lastProbe,
    /** For the diagnostics. @param waking null: there is no alarm conversation */
    facts: (waking: AlarmWaking | null): AlarmDiagnostics | null =>
      waking && {
        conversations: declarations.tokens().length,
        waking,
        listsPerHour: Math.round(3_600 / waking.seconds),
        probe: kept.lastProbe(),
      },
    stop(): void {
      isOver = true;
      supervision.stop();
      lane.stop();
    },
  };
}
