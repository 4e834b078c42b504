import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AppState, signedOut } from '../../main/core/model/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import { sampleAccount, sampleConnected } from '../../test/fakes/samples.ts';
import { followAccounts } from './account-change.ts';
import { changeRecord, forgetReplies } from './reply-record.ts';
import { sendReply } from './reply-sending.ts';

type Answer = PromiseWithResolvers<Result<undefined>>;
const sent = vi.hoisted((): { text: string; answer: Answer }[] => []);
vi.mock('../bridge.ts', () => ({
  bridge: {
    keepDraft: async () => ({ ok: true, value: undefined }),
    reply: ({ text }: { text: string }) => {
      const answer: Answer = Promise.withResolvers();
      sent.push({ text, answer });
      return answer.promise;
    },
  },
}));

const max = sampleAccount();
const to = { token: 'a.one', name: 'Einsatzgruppe 1' };
const texts = () => sent.map(({ text }) => text);
const sending = (count: number) => vi.waitFor(() => expect(sent).toHaveLength(count));
const send = (text: string) => {
  changeRecord(to.token, { text });
  sendReply(to);
};

let become: (phase: AppState['phase']) => void;
let end: () => void;
beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  sent.length = 0;
  createRoot((dispose) => {
    const [phase, setPhase] = createSignal<AppState['phase']>(sampleConnected({ accounts: [max] }));
    followAccounts(phase);
    become = setPhase;
    end = dispose;
  });
});
afterEach(() => {
  end();
  forgetReplies([max.key]);
});

it('a queued message is sent while the user adds an account', async () => {
  send('eins');
  send('zwei');
  await sending(1);
  become(signedOut('', { adding: true }));
  sent[0]?.answer.resolve({ ok: true, value: undefined });
  await sending(2);
  expect(texts()).toEqual(['eins', 'zwei']);
  sent[1]?.answer.resolve({ ok: true, value: undefined });
});

it('a queued message is not sent when its account is gone', async () => {
  send('eins');
  send('zwei');
  await sending(1);
  become(signedOut(''));
  sent[0]?.answer.resolve({ ok: false, error: 'session-ended' });
  await sent[0]?.answer.promise;
  // A message of a later sign-in in the same conversation: by its turn, the earlier message would have been sent.
  become(sampleConnected({ accounts: [max] }));
  send('drei');
  await sending(2);
  expect(texts()).toEqual(['eins', 'drei']);
  sent[1]?.answer.resolve({ ok: true, value: undefined });
});
