import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/clock.ts';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import type { Unfinished } from '../model/unfinished.ts';
import { createFarewell, type Farewell } from './farewell.ts';

let clock: FakeClock;
let sending: Set<Promise<void>>;
let sendingFiles: Set<Promise<void>>;
let unsentFiles: number;
let pastedFiles: number;
let dropping: PromiseWithResolvers<void>;
let acting: Promise<void>[];
let saving: Promise<void>[];
let lost: number;
let asked: Unfinished[];
let answer: PromiseWithResolvers<boolean>;
let quits: number;
let refusals: number;
let farewell: Farewell;

beforeEach(() => {
  clock = createFakeClock();
  sending = new Set();
  sendingFiles = new Set();
  unsentFiles = 0;
  pastedFiles = 0;
  dropping = Promise.withResolvers();
  acting = [];
  saving = [];
  lost = 0;
  asked = [];
  answer = Promise.withResolvers();
  quits = 0;
  refusals = 0;
  farewell = createFarewell({
    clock,
    log: createFakeLogger(),
    sending: () => [...sending],
    files: {
      sending: () => [...sendingFiles],
      unsent: () => unsentFiles,
      pasted: () => pastedFiles,
      drop: () => dropping.promise,
    },
    acting: () => acting,
    saving: () => saving,
    lostDrafts: () => lost,
    ask(about) {
      asked.push(about);
      return answer.promise;
    },
    onRefused() {
      refusals += 1;
    },
    quit() {
      quits += 1;
    },
    onChange: () => {},
  });
});

function send() {
  const message = Promise.withResolvers<void>();
  sending.add(message.promise);
  void message.promise.catch(() => {}).finally(() => sending.delete(message.promise));
  return message;
}

it('ends at once when nothing is pending', () => {
  expect(farewell.mayEnd()).toBe(true);
});

it('shows that it waits for a message, and ends when the message is sent', async () => {
  const message = send();
  expect(farewell.mayEnd()).toBe(false);
  expect(farewell.isWaiting()).toBe(true);
  message.resolve();
  await clock.advance(0);
  expect(farewell.isWaiting()).toBe(false);
  expect([quits, asked]).toEqual([1, []]);
  expect(farewell.mayEnd()).toBe(true);
});

it.each([
  ['it takes too long', () => clock.advance(5_000)],
  ['the user insists', async () => void farewell.mayEnd()],
])('asks about a message when %s', async (_what, wait) => {
  send();
  expect(farewell.mayEnd()).toBe(false);
  await clock.advance(4_999);
  expect(asked).toEqual([]);
  await wait();
  await clock.advance(1);
  expect(asked).toEqual([{ unsent: 1, lost: 0, files: 0 }]);
  expect([quits, farewell.mayEnd()]).toEqual([0, false]);
  answer.resolve(true);
  await clock.advance(0);
  expect([quits, farewell.mayEnd()]).toEqual([1, true]);
});

it('asks when the server refused a message', async () => {
  const message = send();
  farewell.mayEnd();
  message.reject(new Error('refused'));
  await clock.advance(0);
  expect(asked).toEqual([{ unsent: 1, lost: 0, files: 0 }]);
});

it('keeps running when the user wants that, and asks anew at the next attempt', async () => {
  lost = 2;
  expect(farewell.mayEnd()).toBe(false);
  await clock.advance(0);
  expect(asked).toEqual([{ unsent: 0, lost: 2, files: 0 }]);
  answer.resolve(false);
  await clock.advance(0);
  expect([quits, refusals]).toEqual([0, 1]);
  lost = 0;
  expect(farewell.mayEnd()).toBe(true);
});

it('ends by itself when the question stays unanswered, because the user may have left the PC', async () => {
  lost = 1;
  farewell.mayEnd();
  await clock.advance(19_999);
  expect(quits).toBe(0);
  await clock.advance(1);
  expect(quits).toBe(1);
});

it('waits for drafts that are being saved, and asks only about those that were not saved', async () => {
  const writing = Promise.withResolvers<void>();
  saving = [writing.promise];
  lost = 1;
  farewell.mayEnd();
  await clock.advance(1_000);
  expect(asked).toEqual([]);
  lost = 0;
  writing.resolve();
  await clock.advance(0);
  expect([quits, asked]).toEqual([1, []]);
});

it('waits a while for actions that are being sent, and never asks about them', async () => {
  const action = Promise.withResolvers<void>();
  acting = [action.promise];
  expect(farewell.mayEnd()).toBe(false);
  await clock.advance(1_999);
  expect(quits).toBe(0);
  await clock.advance(1);
  expect([quits, asked, farewell.mayEnd()]).toEqual([1, [], true]);
});

it('ends when the question cannot be shown', async () => {
  lost = 1;
  farewell.mayEnd();
  answer.reject(new Error('no display'));
  await clock.advance(0);
  expect(quits).toBe(1);
});

describe('files', () => {
  it('under way: waits, shows it, and ends when they have arrived', async () => {
    const file = Promise.withResolvers<void>();
    sendingFiles.add(file.promise);
    unsentFiles = 1;
    expect(farewell.mayEnd()).toBe(false);
    expect(farewell.isWaiting()).toBe(true);
    await clock.advance(4_000);
    unsentFiles = 0;
    file.resolve();
    await clock.advance(0);
    expect([quits, asked]).toEqual([1, []]);
  });

  it('that take too long: asks, drops them on the server, and ends', async () => {
    sendingFiles.add(new Promise(() => {}));
    unsentFiles = 3;
    farewell.mayEnd();
    await clock.advance(5_000);
    expect(asked).toEqual([{ unsent: 0, lost: 0, files: 3 }]);
    answer.resolve(true);
    await clock.advance(0);
    expect(quits).toBe(0);
    dropping.resolve();
    await clock.advance(0);
    expect([quits, farewell.mayEnd()]).toEqual([1, true]);
  });

  it('that are paused: asks at once, and does not wait for a server that is silent', async () => {
    unsentFiles = 1;
    expect(farewell.mayEnd()).toBe(false);
    await clock.advance(0);
    expect(asked).toEqual([{ unsent: 0, lost: 0, files: 1 }]);
    answer.resolve(true);
    await clock.advance(1_999);
    expect(quits).toBe(0);
    await clock.advance(1);
    expect(quits).toBe(1);
  });

  it('that were pasted are counted for the question', async () => {
    unsentFiles = 2;
    pastedFiles = 1;
    farewell.mayEnd();
    await clock.advance(0);
    expect(asked).toEqual([{ unsent: 0, lost: 0, files: 2, pasted: 1 }]);
  });

  it('that are being cancelled or taken back: waits without a question', async () => {
    const cleaning = Promise.withResolvers<void>();
    sendingFiles.add(cleaning.promise);
    expect([farewell.mayEnd(), farewell.isWaiting()]).toEqual([false, true]);
    cleaning.resolve();
    await clock.advance(0);
    expect([quits, asked, farewell.mayEnd()]).toEqual([1, [], true]);
  });

  it('that are being cancelled for too long: tells them so, and waits a little longer', async () => {
    sendingFiles.add(new Promise(() => {}));
    expect(farewell.mayEnd()).toBe(false);
    await clock.advance(6_999);
    expect(quits).toBe(0);
    await clock.advance(1);
    expect([quits, asked]).toEqual([1, []]);
  });

  it('that the user keeps stay', async () => {
    unsentFiles = 1;
    farewell.mayEnd();
    await clock.advance(0);
    answer.resolve(false);
    await clock.advance(60_000);
    expect([quits, farewell.isWaiting()]).toEqual([0, false]);
  });
});
