import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RecentMessage, ReplyContext } from '../../main/core/model/conversation.ts';
import type { Result } from '../../preload/contract.ts';
import { loadReply, reloadMessages } from './reply-loading.ts';
import { changeRecord, forgetReplies, replyRecord } from './reply-record.ts';
import { sendReply } from './reply-sending.ts';

type Posted = PromiseWithResolvers<Result<undefined>>;
type Asked = PromiseWithResolvers<Result<ReplyContext>>;
const server = vi.hoisted((): { posted: Posted[]; asked: Asked[] } => ({ posted: [], asked: [] }));
vi.mock('../bridge.ts', () => ({
  bridge: {
    keepDraft: async () => ({ ok: true, value: undefined }),
    reply: () => {
      const answer: Posted = Promise.withResolvers();
      server.posted.push(answer);
      return answer.promise;
    },
    openReply: () => {
      const answer: Asked = Promise.withResolvers();
      server.asked.push(answer);
      return answer.promise;
    },
  },
}));

const token = 'a.one';
const message = (id: number, text: string): RecentMessage => ({
  id,
  text,
  own: true,
  at: 1_000 * id,
  author: 'Alice',
  attachment: null,
});
const tells = (question: number, ...messages: RecentMessage[]) =>
  server.asked[question]?.resolve({ ok: true, value: { messages, empty: null, draft: '' } });
/** The texts below the row, from the server and from this window. */
const shown = () => {
  const { messages, outgoing } = replyRecord(token) ?? { messages: [], outgoing: [] };
  return [...(messages ?? []), ...outgoing].map(({ text }) => text);
};
const asked = (count: number) => vi.waitFor(() => expect(server.asked).toHaveLength(count));

beforeEach(async () => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  server.posted.length = 0;
  server.asked.length = 0;
  const loading = loadReply(token);
  tells(0, message(1, 'vorher'));
  await loading;
  changeRecord(token, { text: 'Komme' });
  sendReply({ token, name: 'Einsatzgruppe 1' });
  await vi.waitFor(() => expect(server.posted).toHaveLength(1));
});
afterEach(() => forgetReplies(['one']));

it('shows a message once when the list contains it before its own answer comes', async () => {
  const reloading = reloadMessages(token);
  tells(1, message(1, 'vorher'), message(2, 'Komme'));
  await reloading;
  server.posted[0]?.resolve({ ok: true, value: undefined });
  await asked(3);
  tells(2, message(1, 'vorher'), message(2, 'Komme'));
  await vi.waitFor(() => expect(shown()).toEqual(['vorher', 'Komme']));
  expect(replyRecord(token)?.outgoing).toEqual([]);
});

it('shows a message once when its answer comes while the last messages are loading', async () => {
  const reloading = reloadMessages(token);
  server.posted[0]?.resolve({ ok: true, value: undefined });
  await vi.waitFor(() => expect(replyRecord(token)?.outgoing).toMatchObject([{ state: 'sent' }]));
  tells(1, message(1, 'vorher'), message(2, 'Komme'));
  await asked(3);
  tells(2, message(1, 'vorher'), message(2, 'Komme'));
  await reloading;
  expect(shown()).toEqual(['vorher', 'Komme']);
});

it('keeps messages that are on their way or missing from the answer', async () => {
  const reloading = reloadMessages(token);
  tells(1, message(1, 'vorher'), message(3, 'von jemand anderem'));
  await reloading;
  expect(shown()).toEqual(['vorher', 'von jemand anderem', 'Komme']);
  server.posted[0]?.resolve({ ok: true, value: undefined });
  await asked(3);
  server.asked[2]?.resolve({ ok: false, error: 'unreachable' });
  await vi.waitFor(() => expect(replyRecord(token)?.outgoing).toMatchObject([{ state: 'sent' }]));
  expect(shown()).toEqual(['vorher', 'von jemand anderem', 'Komme']);
});
