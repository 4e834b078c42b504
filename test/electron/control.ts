import { desk } from './desk.ts';

/** A call from the process that started the host, and the answer to it; see e2e/driver-host.ts. */
export type ControlCall = { control: 'call'; id: number; name: string; args: unknown[] };
export type ControlAnswer = { control: 'answer'; id: number; value?: unknown; error?: string };

const isCall = (message: unknown): message is ControlCall =>
  typeof message === 'object' && message !== null && 'control' in message && message.control === 'call';

async function answer({ id, name, args }: ControlCall): Promise<ControlAnswer> {
  try {
    return { control: 'answer', id, value: await desk.act(name, args) };
  } catch (error) {
    return { control: 'answer', id, error: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Listens to the process that started the host, if any, which then acts as the person at the machine.
 * @param onGone called when that process has gone
 */
export function openControl(onGone: () => void): void {
  const send = process.send?.bind(process);
  if (!send) return;
  process.on('message', (message) => {
    if (!isCall(message)) return;
    // A process that has gone meanwhile needs no reply; `disconnect` reports its end.
    void answer(message).then((reply) => process.connected && send(reply, undefined, undefined, () => {}));
  });
  process.on('disconnect', onGone);
  // The channel alone must not keep an idle app alive.
  process.channel?.unref();
}
