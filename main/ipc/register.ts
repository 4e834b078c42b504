import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import * as v from 'valibot';
import { type CallInput, type CallName, type CallOutput, calls, type Result } from '../../preload/contract.ts';
import { describeError, errorCodeOf, isExpected, NotMarkedRead } from '../core/errors.ts';
import type { SettingKey } from '../core/model/settings.ts';
import type { Logger } from '../core/ports.ts';

/** The return type of a handler: a call without an output may return nothing at all. */
type Returned<T> = [T] extends [undefined] ? void | Promise<void> : T | Promise<T>;
export type Handlers = { [N in CallName]: (input: CallInput<N>) => Returned<CallOutput<N>> };

export interface RegisterOptions {
  handlers: Handlers;
  /** The only origin that may call. */
  origin: string;
  /** Returns whether a call came from our window. */
  owns: (webContentsId: number) => boolean;
  /** The other pages of the app, which may make only their own calls. */
  others: Record<OtherPage, (webContentsId: number) => boolean>;
  /** Called before a call that the PIN of station mode protects. @throws PinNeeded */
  checkPin: () => void;
  log: Logger;
}

/** The wall display, the cards of alarms, the page that plays their sound, and the card of calls. */
export type OtherPage = 'wall' | 'alarm' | 'alarmSound' | 'call';

/** People whom the user does not know may stand at the wall display or at a card. */
const CALLS_OF: Record<OtherPage, ReadonlySet<CallName>> = {
  wall: new Set(['getWall', 'endWall']),
  alarm: new Set(['getAlarmCard', 'acknowledgeAlarms', 'openAlarm', 'shrinkAlarm']),
  alarmSound: new Set(['getAlarmSound', 'tellAlarmSound']),
  call: new Set(['getCallCard', 'answerCall']),
};
/**
 * The calls that the PIN of station mode protects. What a person does with alarms and conversations is never among them:
 * no person may need a PIN to acknowledge, to open, to reply or to mark as read.
 */
const PROTECTED: ReadonlySet<CallName> = new Set([
  'changeSettings',
  'mayChangeSettings',
  'choosePin',
  'addAccount',
  'disconnect',
  'declareAlarm',
  'undeclareAlarm',
  'chooseConversationSound',
  'chooseAccountSound',
  'saveAlarmLog',
  'getUpdate',
  'installUpdate',
  'exportSettings',
  'importSettings',
  'undoImport',
  'quit',
]);
/** The settings that change while a person reads the list: they take nothing away from the next one. */
const EVERYDAY: ReadonlySet<string> = new Set<SettingKey>(['filter', 'textSize', 'windowHeight']);

const isProtected = (name: CallName, input: unknown): boolean =>
  PROTECTED.has(name) && !(name === 'changeSettings' && Object.keys(Object(input)).every((key) => EVERYDAY.has(key)));

const OTHERS = Object.keys(CALLS_OF) as OtherPage[];

/**
 * Registers every call of the contract: the sender is the top frame of our window (or of another page, for its own
 * calls) on our origin → input parsed strictly → the PIN of station mode → handler → output parsed → tagged result. A
 * refused caller learns only that the call failed.
 */
export function registerCalls({ handlers, origin, owns, others, checkPin, log }: RegisterOptions): void {
  const isOurs = ({ senderFrame: frame, sender }: IpcMainInvokeEvent, name: CallName): boolean =>
    frame !== null &&
    frame.parent === null &&
    frame.origin === origin &&
    (owns(sender.id) || OTHERS.some((page) => CALLS_OF[page].has(name) && others[page](sender.id)));

  for (const name of Object.keys(calls) as CallName[]) {
    ipcMain.handle(`call:${name}`, async (event, input: unknown): Promise<Result<unknown>> => {
      if (!isOurs(event, name)) {
        log.error(`call ${name} refused: not our window`);
        return { ok: false, error: 'internal' };
      }
      try {
        const value = await invoke(name, handlers[name] as (input: unknown) => unknown, input, checkPin);
        return { ok: true, value };
      } catch (error) {
        const line = `call ${name} failed: ${describeError(error)}`;
        if (isExpected(error)) log.warn(line);
        else log.error(line);
        const failed = { ok: false as const, error: errorCodeOf(error) };
        return error instanceof NotMarkedRead ? { ...failed, names: error.names } : failed;
      }
    });
  }
}

async function invoke(
  name: CallName,
  handler: (input: unknown) => unknown,
  input: unknown,
  checkPin: () => void,
): Promise<unknown> {
  const parsed = v.parse(calls[name].input, input);
  if (isProtected(name, parsed)) checkPin();
  return v.parse(calls[name].output, await handler(parsed));
}
