import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { sampleConversation } from '../../test/fakes/samples.ts';
import { createHeldRows, createHold, type Hold } from './list-hold.ts';

vi.mock('../bridge.ts', () => ({ bridge: {} }));

describe('the hold', () => {
  class Place extends EventTarget {
    visibilityState = 'visible';
    contains = (other: unknown): boolean => other === this;
  }
  let area: Place;
  let page: Place;
  let screen: EventTarget;
  let hold: Hold;
  let end: () => void;
  beforeEach(async () => {
    vi.useFakeTimers();
    [area, page, screen] = [new Place(), new Place(), new EventTarget()];
    vi.stubGlobal('document', page);
    vi.stubGlobal('window', screen);
    vi.stubGlobal('Node', Place);
    createRoot((dispose) => {
      end = dispose;
      hold = createHold(() => area as unknown as HTMLElement);
    });
    await Promise.resolve();
  });
  afterEach(() => {
    end();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const hear = (target: EventTarget, name: string, more: object = {}): void =>
    void target.dispatchEvent(Object.assign(new Event(name), more));

  it('lasts ten seconds after the last movement', () => {
    expect(hold.held()).toBe(false);
    hear(area, 'pointermove');
    vi.advanceTimersByTime(9_000);
    hear(area, 'pointermove');
    vi.advanceTimersByTime(9_999);
    expect(hold.held()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(hold.held()).toBe(false);
  });

  it('ends when the mouse leaves, but not when a finger does, whose click is still to come', () => {
    hear(area, 'pointermove');
    hear(area, 'pointerleave', { pointerType: 'mouse' });
    expect(hold.held()).toBe(false);
    hear(area, 'pointerdown');
    hear(page, 'pointerup');
    hear(area, 'pointerdown');
    hear(area, 'pointerleave', { pointerType: 'touch' });
    expect(hold.held()).toBe(true);
  });

  it('lasts while a press is down, however long', () => {
    hear(area, 'pointerdown');
    vi.advanceTimersByTime(60_000);
    expect(hold.held()).toBe(true);
    hear(page, 'pointercancel');
    expect(hold.held()).toBe(false);
  });

  it.each([
    ['is hidden', () => page, 'visibilitychange'],
    ['loses the focus', () => screen, 'blur'],
  ])('ends when the window %s, and leaves no timer', (_what, target, name) => {
    hear(area, 'pointerdown');
    page.visibilityState = 'hidden';
    hear(target(), name);
    expect(hold.held()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the rows', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((token, at) => sampleConversation({ token, lastActivity: 100 - at })) as [
    Conversation,
    Conversation,
    Conversation,
  ];
  const follow = (first: Conversation[]) =>
    createRoot(() => {
      const [list, setList] = createSignal(first);
      const [all, setAll] = createSignal(first);
      const [held, setHeld] = createSignal(false);
      const [about, setAbout] = createSignal('');
      const rows = createHeldRows({ conversations: list, existing: all, held, replying: () => null, about });
      return { rows, setList, setAll, setHeld, setAbout };
    });
  const tokens = ({ rows }: ReturnType<typeof follow>): string =>
    rows()
      .rows.map(({ token }) => token)
      .join('');

  it('keep their places while they are held, and show their new contents', () => {
    const list = follow([a, b, c]);
    list.setHeld(true);
    const news = { ...c, lastActivity: 200, unread: 1 };
    list.setAll([news, a, b]);
    list.setList([news, a, b]);
    expect(tokens(list)).toBe('abc');
    expect(list.rows().rows[2]).toBe(news);
    expect(list.rows().waiting).toBe(1);
    list.setHeld(false);
    expect(tokens(list)).toBe('cab');
  });

  it('that a filter leaves out stay as they are; those that are gone say so', () => {
    const list = follow([a, b, c]);
    list.setHeld(true);
    list.setAll([a, b]);
    list.setList([a]);
    expect(tokens(list)).toBe('abc');
    expect([...list.rows().gone]).toEqual(['c']);
  });

  it('of another list show at once', () => {
    const list = follow([a, b, c]);
    list.setHeld(true);
    list.setAbout('unread');
    list.setList([c]);
    list.setAbout('unread, again');
    expect(tokens(list)).toBe('c');
  });
});
