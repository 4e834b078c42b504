import { originOf } from './schemes.ts';
import { strict } from './strict.ts';

const surface = [
  'url',
  'origin',
  'parent',
  'top',
  'name',
  'routingId',
  'processId',
  'frameTreeNodeId',
  'detached',
  'isDestroyed',
  'send',
] as const satisfies (keyof Electron.WebFrameMain)[];

/** The top frame of a window. Subframes have no preload, so they never send messages. */
export class HostFrame implements Pick<Electron.WebFrameMain, (typeof surface)[number]> {
  readonly parent = null;
  readonly top: Electron.WebFrameMain;
  readonly name = '';
  readonly routingId: number;
  readonly processId: number;
  readonly frameTreeNodeId: number;
  readonly send: Electron.WebFrameMain['send'];
  readonly #contents: { getURL(): string; isDestroyed(): boolean };

  constructor(contents: { id: number; getURL(): string; isDestroyed(): boolean; send: Electron.WebFrameMain['send'] }) {
    this.#contents = contents;
    this.routingId = contents.id;
    this.processId = contents.id;
    this.frameTreeNodeId = contents.id;
    this.send = contents.send.bind(contents);
    this.top = strict<HostFrame>(this, {
      name: 'WebFrameMain',
      surface,
      guard: (property, frame) => {
        if (frame.isDestroyed() && !['detached', 'isDestroyed'].includes(property))
          throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    }) as unknown as Electron.WebFrameMain;
  }

  get url(): string {
    return this.#contents.getURL();
  }

  get origin(): string {
    return originOf(this.url);
  }

  get detached(): boolean {
    return this.isDestroyed();
  }

  isDestroyed(): boolean {
    return this.#contents.isDestroyed();
  }
}
