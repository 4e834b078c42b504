import type { Fault } from '../nextcloud/faults.ts';
import { patchMessage, patchRoom } from '../nextcloud/patches.ts';
import type { House } from './house.ts';
import type { FaultName, OddMessage, OddRoom, Step } from './schedule.ts';

const RETRY_AFTER_S = 120;
const page = (status: number): Fault => ({ status, page: '<!DOCTYPE html><title>Gateway</title>' });

const FAULTS: Record<FaultName, Fault> = {
  hang: 'hang',
  drop: 'drop',
  'cut-body': 'cut-body',
  html: 'html',
  'wrong-json': { body: '{"ocs":{"meta":{"statuscode":200},"data":' },
  'wrong-shape': { body: '{"ocs":{"meta":{"statuscode":200},"data":[{"token":1}]}}' },
  '500': { status: 500 },
  '502': { status: 502 },
  '429': { status: 429 },
  '429-retry-after': { status: 429, retryAfter: RETRY_AFTER_S },
  '503-retry-after': { status: 503, retryAfter: RETRY_AFTER_S },
  '401-page': page(401),
  '403-page': page(403),
  '404-page': page(404),
  '422': { status: 422 },
  '504-page': page(504),
};
/** Faults after which it is unknown whether the server has done the action. */
const UNCLEAR = new Set<FaultName>(['hang', 'cut-body', 'html', 'wrong-json', 'wrong-shape']);
const PATHS = { all: /./, list: /\/room$/, chat: /\/chat\//, status: /\/user_status$/, profile: /\/cloud\/|pre_auth/ };

const ODD_MESSAGES: Record<OddMessage, (id: number) => Record<string, unknown>> = {
  'no-author': () => ({ actorId: null, actorDisplayName: null, actorType: null }),
  'text-id': (id) => ({ id: String(id) }),
  'no-reference': () => ({ referenceId: null }),
  'odd-parameters': () => ({ messageParameters: { file: null, '0': 5, x: { id: null, type: 7 } } }),
  'list-parameters': () => ({ messageParameters: 'none' }),
  'odd-time': () => ({ timestamp: -1 }),
  'no-time': () => ({ timestamp: null }),
  'odd-system': () => ({ systemMessage: null }),
};

const ODD_ROOMS: Record<OddRoom, Record<string, unknown>> = {
  'negative-count': { unreadMessages: -1 },
  'huge-count': { unreadMessages: 1e300 },
  'absent-count': { unreadMessages: undefined },
  'text-count': { unreadMessages: 'many' },
  'negative-activity': { lastActivity: -1 },
  'no-activity': { lastActivity: null },
  'no-calls': { notificationCalls: null },
  'no-name': { displayName: null },
  'odd-mention': { unreadMention: 'perhaps' },
  'odd-picture': { avatarVersion: 5, isCustomAvatar: 'no', participantFlags: -1 },
};

/** With an odd count or mention, the app must fetch the messages, and cannot know that all is read. */
const MAY_WAIT: ReadonlySet<OddRoom> = new Set([
  ...(['negative-count', 'huge-count', 'absent-count', 'text-count', 'odd-mention'] as const),
]);

/** Elements of the list that are not conversations. */
const GHOSTS: readonly unknown[] = [null, 5, [], {}, { token: '' }, { token: 17 }, { token: '../user' }];

export type Plague = Extract<
  Step,
  {
    do:
      | 'fault'
      | 'heal'
      | 'chat-fault'
      | 'chat-heal'
      | 'odd-message'
      | 'odd-room'
      | 'mend-room'
      | 'ghosts'
      | 'no-presence';
  }
>;

const PLAGUES = new Set<Step['do']>([
  ...(['fault', 'heal', 'chat-fault', 'chat-heal', 'odd-message'] as const),
  ...(['odd-room', 'mend-room', 'ghosts', 'no-presence'] as const),
]);
export const isPlague = (step: Step): step is Plague => PLAGUES.has(step.do);

/**
 * Creates faults in the answers of one server: in all of them for a while, in one conversation's, or in one message.
 */
export function createPlagues({ control, network, oracle, stage }: House, send: (token: string) => number | null) {
  /** Functions that end each fault, by name. */
  const ends = new Map<string, () => void>();

  function end(name: string): boolean {
    ends.get(name)?.();
    return ends.delete(name);
  }

  function begin(name: string, ending: () => void): boolean {
    end(name);
    ends.set(name, ending);
    return true;
  }

  function fail({ fault, only, count }: Extract<Step, { do: 'fault' }>): boolean {
    // A user's action must be done or refused: with an unclear outcome, the ledger would not know it either.
    const method = UNCLEAR.has(fault) && only !== 'profile' ? { method: 'GET' } : {};
    end('fault');
    if (fault === 'hang') network.hangs.set('fault', PATHS[only]);
    const stop = control.fail(FAULTS[fault], { path: PATHS[only], count, ...method });
    return begin('fault', () => {
      stop();
      network.hangs.delete('fault');
    });
  }

  function failChat({ room, fault }: Extract<Step, { do: 'chat-fault' }>): boolean {
    const name = `chat ${room}`;
    const path = new RegExp(`/chat/${stage.tokens[room]}$`);
    end(name);
    if (fault === 'hang') network.hangs.set(name, path);
    const stop = control.fail(FAULTS[fault], { path, method: 'GET' });
    return begin(name, () => {
      stop();
      network.hangs.delete(name);
    });
  }

  function sendOdd({ room, what }: Extract<Step, { do: 'odd-message' }>): boolean {
    const token = stage.tokens[room];
    const id = send(token);
    if (id === null) return false;
    stage.ledger.amend(token, id, { odd: true });
    const text = stage.ledger.snapshot(token).entries.at(-1)?.text ?? '';
    patchMessage(control, text, ODD_MESSAGES[what](id));
    return true;
  }

  function makeOdd({ room, what }: Extract<Step, { do: 'odd-room' }>): boolean {
    const token = stage.tokens[room];
    const stop = patchRoom(control, token, ODD_ROOMS[what]);
    if (MAY_WAIT.has(what)) oracle.odd.add(token);
    return begin(`room ${room}`, () => {
      stop();
      oracle.odd.delete(token);
    });
  }

  function haunt(on: boolean): boolean {
    if (!on) return end('ghosts');
    const stop = control.alter(/\/api\/v4\/room$/, (list) => (Array.isArray(list) ? [...list, ...GHOSTS] : list));
    return begin('ghosts', stop);
  }

  return {
    befall(step: Plague): boolean {
      if (step.do === 'fault') return fail(step);
      if (step.do === 'heal') return end('fault');
      if (step.do === 'chat-fault') return failChat(step);
      if (step.do === 'chat-heal') return end(`chat ${step.room}`);
      if (step.do === 'odd-message') return sendOdd(step);
      if (step.do === 'odd-room') return makeOdd(step);
      if (step.do === 'mend-room') return end(`room ${step.room}`);
      if (step.do === 'ghosts') return haunt(step.on);
      if (!step.on) return end('no-presence');
      return begin('no-presence', control.fail(FAULTS['500'], { path: PATHS.list, query: 'includeStatus' }));
    },
    /** Ends all faults except those that must not matter: presence, and elements that are not conversations. */
    endAll(): void {
      for (const name of [...ends.keys()]) if (name !== 'no-presence' && name !== 'ghosts') end(name);
    },
  };
}

export type Plagues = ReturnType<typeof createPlagues>;
