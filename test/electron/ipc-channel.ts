import { hostEvent } from './host-event.ts';
import { hostIpc } from './ipc-main.ts';
import { makeCodec } from './page/codec.ts';
import type { ToMain, ToRenderer } from './page/messages.ts';
import { facade, strict } from './strict.ts';
import type { HostContents } from './web-contents.ts';

const codec = makeCodec();
const surface = [
  'type',
  'processId',
  'frameId',
  'sender',
  'senderFrame',
  'reply',
  'preventDefault',
  'defaultPrevented',
  'ports',
];

/** Encodes values that leave the main process. @throws `message` for values that structuredClone refuses */
function cloneOut(value: unknown, message: string): string {
  let copy: unknown;
  try {
    copy = structuredClone(value);
  } catch {
    throw new TypeError(message);
  }
  return codec.encode(copy);
}

/** Creates the event of an ipc call. Its `senderFrame` is null once the sending document is gone. */
function ipcEvent(contents: HostContents, stillThere: () => boolean): object {
  const event = Object.defineProperty(
    hostEvent({
      type: 'frame' as const,
      processId: contents.frame.processId,
      frameId: contents.frame.routingId,
      sender: facade<Electron.WebContents>(contents),
      reply: (channel: string, ...args: unknown[]) => contents.send(channel, ...args),
      ports: [],
    }),
    'senderFrame',
    { get: () => (stillThere() && !contents.isDestroyed() ? facade(contents.frame) : null) },
  );
  return strict(event, { name: 'the ipc event', surface });
}

/** Creates the message that `webContents.send` passes to the page. */
export function eventMessage(channel: string, args: unknown[]): ToRenderer {
  if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
  return { kind: 'event', channel, args: cloneOut(args, 'Failed to serialize arguments') };
}

/** Runs an `ipcRenderer.invoke`, and answers in Electron's words. */
export async function answerInvoke(
  contents: HostContents,
  { id, channel, args }: Extract<ToMain, { kind: 'invoke' }>,
  stillThere: () => boolean,
): Promise<ToRenderer> {
  const event = ipcEvent(contents, stillThere) as Electron.IpcMainInvokeEvent;
  try {
    const result = await hostIpc.answer(channel, event, codec.decode(args) as unknown[]);
    return { kind: 'reply', id, value: cloneOut(result, 'An object could not be cloned.') };
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    return { kind: 'failure', id, message: `Error invoking remote method '${channel}': ${error}` };
  }
}

/** Emits an `ipcRenderer.send`. */
export function receiveSend(
  contents: HostContents,
  { channel, args }: Extract<ToMain, { kind: 'send' }>,
  stillThere: () => boolean,
): void {
  hostIpc.emit(channel, ipcEvent(contents, stillThere), ...(codec.decode(args) as unknown[]));
}
