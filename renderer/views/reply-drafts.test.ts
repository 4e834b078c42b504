import { beforeEach, expect, it, vi } from 'vitest';
import type { Result } from '../../preload/contract.ts';
import { keepDraftNow } from './reply-drafts.ts';
import { changeRecord, forgetReplies, replyRecord } from './reply-record.ts';

const sent: string[] = [];
const answers: PromiseWithResolvers<Result<undefined>>[] = [];
vi.mock('../bridge.ts', () => ({
  bridge: {
    keepDraft: ({ text }: { text: string }) => {
      sent.push(text);
      const answer = Promise.withResolvers<Result<undefined>>();
      answers.push(answer);
      return answer.promise;
    },
  },
}));

const untilKept = (text: string) => vi.waitFor(() => expect(replyRecord('a')?.kept).toBe(text));

beforeEach(() => {
  // The token in this test has no account part.
  forgetReplies(['']);
  sent.length = 0;
  answers.length = 0;
});

it('sends a text once', () => {
  changeRecord('a', { text: 'Bin da' });
  keepDraftNow('a');
  keepDraftNow('a');
  expect(sent).toEqual(['Bin da']);
});

it.each([
  [
    'was refused',
    (answer: PromiseWithResolvers<Result<undefined>>) => answer.resolve({ ok: false, error: 'internal' }),
  ],
  ['failed', (answer: PromiseWithResolvers<Result<undefined>>) => answer.reject(new Error('gone'))],
])('sends the text again when the call %s', async (_what, end) => {
  changeRecord('a', { text: 'Bin da', kept: 'Bin' });
  keepDraftNow('a');
  const [answer] = answers;
  if (answer) end(answer);
  await untilKept('Bin');
  keepDraftNow('a');
  expect(sent).toEqual(['Bin da', 'Bin da']);
});

it('does not let the end of an older call undo a newer text', async () => {
  changeRecord('a', { text: 'Bin' });
  keepDraftNow('a');
  changeRecord('a', { text: 'Bin da' });
  keepDraftNow('a');
  answers[0]?.resolve({ ok: false, error: 'internal' });
  await answers[0]?.promise;
  answers[1]?.resolve({ ok: true, value: undefined });
  await answers[1]?.promise;
  await untilKept('Bin da');
});
