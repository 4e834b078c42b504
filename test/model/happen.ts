import type { Control } from '../nextcloud/control.ts';
import type { Entry } from './ledger.ts';
import { ALARM_WORD, type Step } from './schedule.ts';
import { type Stage, USER } from './stage.ts';
import { levelOf } from './verdict.ts';

type Written = {
  do:
    | 'alarm'
    | 'edit-into-alarm'
    | 'react-own'
    | 'send'
    | 'burst'
    | 'thread-post'
    | 'thread-level'
    | 'changelog'
    | 'edit'
    | 'delete'
    | 'react';
};
type OnServer = Extract<
  Step,
  | Written
  | { do: 'start-call' | 'join-call' | 'leave-call' | 'end-call' | 'open' | 'close' }
  | { do: 'read' | 'mark-unread' | 'level' | 'configure' | 'invite' | 'remove' | 'dnd' }
>;

const SERVER_STEPS = new Set<Step['do']>([
  ...(['alarm', 'edit-into-alarm', 'react-own', 'thread-post', 'thread-level'] as const),
  ...(['send', 'burst', 'changelog', 'edit', 'delete', 'react', 'read', 'mark-unread', 'start-call'] as const),
  ...([
    'join-call',
    'leave-call',
    'end-call',
    'open',
    'close',
    'level',
    'configure',
    'invite',
    'remove',
    'dnd',
  ] as const),
]);
export const isOnServer = (step: Step): step is OnServer => SERVER_STEPS.has(step.do);

/** Plays people's actions on the server, and writes them into the ledger. */
export function createHappenings(control: Control, { ledger, serverSeconds }: Stage) {
  let counter = 0;
  /** The first message of each conversation's thread. */
  const threads = new Map<string, number>();

  function send(token: string, by: string, mention: 'none' | 'alice' | 'all', silent: boolean, lives = 0): boolean {
    const room = ledger.snapshot(token);
    if (by === USER && !room.member) return false;
    if (by === 'carla' && token === 'direct') return false;
    counter += 1;
    const text = `message ${counter}`;
    const mentions = mention === 'none' ? {} : { mentions: mention === 'all' ? ('all' as const) : [USER] };
    control.setExpiration(token, lives);
    const id = control.send(by, token, text, { silent, ...mentions });
    control.setExpiration(token, 0);
    const isMention = mention === 'all' || (mention === 'alice' && room.member);
    const name = mention === 'all' ? `@${room.name} ` : isMention ? '@Alice Anders ' : '';
    const isForUser = room.member && by !== USER && !silent && !isOpen(token);
    ledger.amend(token, id, {
      text: `${name}${text}`,
      silent,
      mention: isMention,
      announced: isForUser && (room.level === 1 || (room.level === 2 && isMention)),
      expires: lives > 0 ? serverSeconds() + lives : 0,
    });
    return true;
  }

  function sendAlarm({ room, by, silent }: Extract<OnServer, { do: 'alarm' }>): boolean {
    counter += 1;
    const text = `${ALARM_WORD} ${counter}`;
    const id = control.send(by, room, text, { silent });
    ledger.amend(room, id, { text, silent, alarmAt: by === USER || silent ? 0 : serverSeconds() });
    return true;
  }

  function editIntoAlarm(token: string, pick: number): boolean {
    const entry = pickMessage(token, pick);
    if (!entry || entry.by === USER || entry.silent) return false;
    const text = `${ALARM_WORD} edited ${entry.id}`;
    const isNew = entry.alarmAt === 0;
    const editedAt = serverSeconds();
    ledger.amend(token, entry.id, { text, editedAt, ...(isNew && { alarmAt: editedAt, alarmByEdit: true }) });
    control.edit(token, entry.id, text);
    return true;
  }

  function reactOwn(token: string, pick: number): boolean {
    const alarms = ledger.snapshot(token).entries.filter(({ alarmAt, deleted }) => alarmAt > 0 && !deleted);
    const entry = alarms.at(-1 - (pick % Math.max(1, alarms.length)));
    if (!entry) return false;
    ledger.amend(token, entry.id, { reacted: true });
    control.react(USER, token, entry.id, '👍');
    return true;
  }

  /** Returns the conversation's thread, which bob starts on first use. */
  function threadIn(token: string): number {
    const known = threads.get(token);
    if (known !== undefined) return known;
    counter += 1;
    const text = `message ${counter}`;
    const id = control.send('bob', token, text, { threadTitle: 'Thread' });
    // The message was written before it became the first of a thread.
    const { member, level } = ledger.snapshot(token);
    ledger.amend(token, id, { text, thread: true, announced: member && level === 1 && !isOpen(token) });
    threads.set(token, id);
    return id;
  }

  function postInThread(token: string, mention: boolean): boolean {
    const thread = threadIn(token);
    counter += 1;
    const text = `message ${counter}`;
    const id = control.send('bob', token, text, { thread, ...(mention && { mentions: [USER] }) });
    const room = ledger.snapshot(token);
    const isMention = mention && room.member;
    ledger.amend(token, id, { text: `${isMention ? '@Alice Anders ' : ''}${text}`, mention: isMention, thread: true });
    const now = ledger.snapshot(token);
    const entry = now.entries.find((one) => one.id === id);
    const level = entry && levelOf(now, entry);
    const isTold = now.member && !isOpen(token) && level !== 3 && (isMention || level === 1);
    if (isTold) ledger.amend(token, id, { announced: true });
    return true;
  }

  function setThreadLevel(token: string, level: 0 | 1 | 2 | 3): boolean {
    if (!ledger.snapshot(token).member) return false;
    control.setThreadLevel(USER, token, threadIn(token), level);
    ledger.set(token, { threadLevel: level, threadLevelsSet: ledger.snapshot(token).threadLevelsSet + 1 });
    return true;
  }

  /** Picks one of the people's messages, newest first. */
  function pickMessage(token: string, pick: number): Entry | undefined {
    const messages = ledger.snapshot(token).entries.filter(({ kind, deleted }) => kind === 'message' && !deleted);
    return messages.at(-1 - (pick % Math.max(1, messages.length)));
  }

  function readElsewhere(token: string, all: boolean, pick: number): boolean {
    const { entries, lastRead, member } = ledger.snapshot(token);
    const unread = entries.filter(({ id }) => id > lastRead);
    const upTo = all ? entries.at(-1) : unread[pick % Math.max(1, unread.length)];
    if (!member || !upTo) return false;
    ledger.set(token, { lastRead: upTo.id });
    control.markRead(USER, token, upTo.id);
    return true;
  }

  function markUnread(token: string): boolean {
    const { entries, member } = ledger.snapshot(token);
    if (!member) return false;
    ledger.set(token, { lastRead: entries.at(-2)?.id ?? 0 });
    control.markUnread(USER, token);
    return true;
  }

  /** Talk shows a user in a call as busy, whatever status the user chose, and as online afterwards. */
  function comesOrGoes(by: string): void {
    if (by === USER) ledger.setDoNotDisturb(false);
  }

  function startCall(token: string, by: 'bob' | 'alice', silent: boolean): boolean {
    const { call, member } = ledger.snapshot(token);
    if (call || (by === USER && !member)) return false;
    const begun = { by, startedAt: serverSeconds(), silent, present: [by], attended: by === USER };
    ledger.set(token, { call: begun });
    comesOrGoes(by);
    control.startCall(by, token, { silent });
    return true;
  }

  function joinCall(token: string, by: string): boolean {
    const { call, member } = ledger.snapshot(token);
    if (!call || call.present.includes(by)) return false;
    if ((by === USER && !member) || (by === 'carla' && token === 'direct')) return false;
    ledger.set(token, {
      call: { ...call, present: [...call.present, by], attended: call.attended || by === USER },
    });
    comesOrGoes(by);
    control.joinCall(by, token);
    return true;
  }

  function leaveCall(token: string, by: string): boolean {
    const { call } = ledger.snapshot(token);
    if (!call?.present.includes(by)) return false;
    const present = call.present.filter((other) => other !== by);
    ledger.set(token, { call: present.length > 0 ? { ...call, present } : null });
    comesOrGoes(by);
    control.leaveCall(by, token);
    const end = ledger.snapshot(token).entries.at(-1);
    const missed = !call.attended && !call.silent;
    if (present.length === 0 && end) ledger.amend(token, end.id, { ended: { startedAt: call.startedAt, missed } });
    return true;
  }

  function endCall(token: string): boolean {
    const { call } = ledger.snapshot(token);
    for (const by of call?.present.toReversed() ?? []) leaveCall(token, by);
    return call !== null;
  }

  /** Conversations that the user has open in a browser, which raise no notifications. */
  const opened = new Set<string>();
  const isOpen = (token: string): boolean => opened.has(token);

  function openInBrowser(token: string, opens: boolean, visible: boolean): boolean {
    const { member, entries, lastRead } = ledger.snapshot(token);
    if (!member) return false;
    if (opens) opened.add(token);
    else opened.delete(token);
    const onScreen = opens && visible;
    ledger.set(token, { onScreen, lastRead: onScreen ? (entries.at(-1)?.id ?? 0) : lastRead });
    if (opens) control.openConversation(USER, token, { visible });
    else control.closeConversation(USER, token);
    return true;
  }

  function invite(token: string): boolean {
    const { member, entries } = ledger.snapshot(token);
    if (member) return false;
    const plain = { archived: false, important: false, sensitive: false, onScreen: false };
    ledger.set(token, { ...plain, member: true, level: 2, lastRead: entries.at(-1)?.id ?? 0 });
    control.invite('bob', USER, token);
    ledger.set(token, { invitedBy: ledger.snapshot(token).entries.at(-1)?.id ?? 0 });
    return true;
  }

  function remove(token: string): boolean {
    if (!ledger.snapshot(token).member) return false;
    ledger.set(token, { member: false, onScreen: false });
    control.removeFromRoom(USER, token);
    return true;
  }

  function configure(step: Extract<OnServer, { do: 'level' | 'configure' }>): boolean {
    if (!ledger.snapshot(step.room).member) return false;
    if (step.do === 'level') {
      ledger.set(step.room, { level: step.level });
      control.setLevel(USER, step.room, step.level);
    } else {
      ledger.set(step.room, { [step.what]: step.on });
      control.configure(USER, step.room, { [step.what]: step.on });
    }
    return true;
  }

  function burst({ room, count, mentionAt }: Extract<OnServer, { do: 'burst' }>): boolean {
    for (let index = 0; index < count; index += 1) send(room, 'bob', index === mentionAt ? 'alice' : 'none', false);
    return true;
  }

  function touch({ do: what, room, pick }: Extract<OnServer, { do: 'edit' | 'delete' | 'react' }>): boolean {
    const entry = pickMessage(room, pick);
    if (!entry) return false;
    if (what === 'react') control.react('bob', room, entry.id, '👍');
    else if (what === 'edit') {
      // An alarm stays one.
      const text = `${entry.alarmAt > 0 ? `${ALARM_WORD} ` : ''}edited ${entry.id}`;
      ledger.amend(room, entry.id, { text, editedAt: serverSeconds() });
      control.edit(room, entry.id, text);
    } else {
      ledger.amend(room, entry.id, { deleted: true });
      control.deleteMessage(room, entry.id);
    }
    return true;
  }

  function setDoNotDisturb(on: boolean): boolean {
    ledger.setDoNotDisturb(on);
    control.setStatus(USER, on ? 'dnd' : 'online');
    return true;
  }

  /** @returns false if the step has no target */
  return (step: OnServer): boolean => {
    if (step.do === 'alarm') return sendAlarm(step);
    if (step.do === 'edit-into-alarm') return editIntoAlarm(step.room, step.pick);
    if (step.do === 'react-own') return reactOwn(step.room, step.pick);
    if (step.do === 'send') return send(step.room, step.by, step.mention, step.silent, step.lives);
    if (step.do === 'burst') return burst(step);
    if (step.do === 'thread-post') return postInThread(step.room, step.mention);
    if (step.do === 'thread-level') return setThreadLevel(step.room, step.level);
    if (step.do === 'read') return readElsewhere(step.room, step.all, step.pick);
    if (step.do === 'mark-unread') return markUnread(step.room);
    if (step.do === 'start-call') return startCall(step.room, step.by, step.silent === true);
    if (step.do === 'join-call') return joinCall(step.room, step.by);
    if (step.do === 'leave-call') return leaveCall(step.room, step.by);
    if (step.do === 'open' || step.do === 'close') return openInBrowser(step.room, step.do === 'open', step.visible);
    if (step.do === 'end-call') return endCall(step.room);
    if (step.do === 'level' || step.do === 'configure') return configure(step);
    if (step.do === 'invite') return invite(step.room);
    if (step.do === 'remove') return remove(step.room);
    if (step.do === 'changelog') return control.send('changelog', 'changelog', 'News', { bot: true }) > 0;
    if (step.do === 'edit' || step.do === 'delete' || step.do === 'react') return touch(step);
    return setDoNotDisturb(step.do === 'dnd' && step.on);
  };
}
