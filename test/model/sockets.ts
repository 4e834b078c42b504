import type { OpenSocket } from '../../main/core/ports.ts';
import { openNodeSocket } from '../fakes/socket.ts';
import type { Control } from '../nextcloud/control.ts';
import type { Activity } from './activity.ts';

interface Wire {
  state: 'connecting' | 'authenticating' | 'live' | 'closed';
  /** Whether its end has been requested, so that the model waits for it. */
  ending: boolean;
}

/** The fate of the next push frames, one entry per frame. */
export type FrameFate = 'lost' | 'twice';

/** Creates the real websockets between app and server, and counts frames to know when all have arrived. */
export function createSockets(control: Control, user: string, activity: Activity) {
  const wires = new Set<Wire>();
  const fates: FrameFate[] = [];
  let expected = 0;
  let offered = false;

  const announced = (): void => {
    expected += control.pushConnections(user);
  };
  control.on('notifications-changed', (event) => event.user === user && announced());
  control.on('push-closed', () => activity.moved());

  function receive(wire: Wire, text: string, pass: () => void): void {
    if (wire.state !== 'live') {
      wire.state = text === 'authenticated' ? 'live' : 'authenticating';
      if (wire.state !== 'live') wire.ending = true;
      pass();
      return;
    }
    expected = Math.max(0, expected - 1);
    const fate = fates.shift();
    if (fate === 'lost') return;
    pass();
    if (fate === 'twice') pass();
  }

  function endAll(): void {
    for (const wire of wires) wire.ending = true;
    expected = 0;
  }

  return {
    /** Opens websockets for one run of the app. */
    openFor:
      (isAlive: () => boolean): OpenSocket =>
      (url, listeners) => {
        const wire: Wire = { state: 'connecting', ending: false };
        wires.add(wire);
        // A dead app gets no events, but frames on the wire still count.
        const tell = (what: () => void): void => (isAlive() ? what() : undefined);
        const socket = openNodeSocket(url, {
          onOpen: () => {
            wire.state = 'authenticating';
            if (!isAlive()) socket.close();
            tell(listeners.onOpen);
            activity.moved();
          },
          onMessage: (text) => {
            receive(wire, text, () => tell(() => listeners.onMessage(text)));
            activity.moved();
          },
          onClose: (reason) => {
            if (wire.state === 'live') expected = 0;
            wire.state = 'closed';
            wires.delete(wire);
            tell(() => listeners.onClose(reason));
            activity.moved();
          },
        });
        return {
          send: socket.send,
          close: () => {
            wire.ending = true;
            socket.close();
          },
        };
      },
    /** Returns whether frames, states or ends are still on their way. */
    isBusy(): boolean {
      const all = [...wires];
      const live = all.filter(({ state }) => state === 'live').length;
      return (
        all.some(({ state, ending }) => ending || state !== 'live') ||
        (live > 0 && expected > 0) ||
        control.pushConnections(user) !== live
      );
    },
    /** Records that the server is about to end all connections. */
    dropAll(): void {
      endAll();
      control.dropPushConnections();
    },
    setPush(state: 'on' | 'off'): void {
      if (state === 'off') endAll();
      offered = state === 'on';
      control.setPush(state);
    },
    /** Returns whether the server has push at present. */
    isOffered: (): boolean => offered,
    /** Sends a frame without a cause. */
    sendFrame(text: string): void {
      announced();
      control.sendPushFrame(user, text);
    },
    decide: (fate: FrameFate): void => void fates.push(fate),
  };
}

export type Sockets = ReturnType<typeof createSockets>;
