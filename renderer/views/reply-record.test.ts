import { describe, expect, it } from 'vitest';
import { changeRecord, forgetReplies, type Outgoing, replyRecord, unsentText, withDraft } from './reply-record.ts';

const message = (text: string, state: Outgoing['state']): Outgoing => ({ id: text, text, state, error: null });

describe('unsentText', () => {
  it('contains the messages that have not arrived, in order, and the field', () => {
    const outgoing = [message('eins', 'sent'), message('zwei', 'failed'), message('drei', 'sending')];
    expect(unsentText({ text: 'vier', outgoing })).toBe('zwei\ndrei\nvier');
    expect(unsentText({ text: ' \n', outgoing })).toBe('zwei\ndrei');
    expect(unsentText({ text: 'Hallo ', outgoing: [] })).toBe('Hallo ');
  });
});

describe('withDraft', () => {
  it('restores the draft of an earlier window', () => {
    expect(withDraft({ text: '', kept: '', outgoing: [] }, 'Bin da')).toEqual({ text: 'Bin da', kept: 'Bin da' });
  });

  it('puts the draft before text that was typed meanwhile', () => {
    expect(withDraft({ text: 'um 8', kept: '', outgoing: [] }, 'Bin da')).toMatchObject({ text: 'Bin da\num 8' });
  });

  it('leaves the field alone when the draft came from this window', () => {
    expect(withDraft({ text: 'neu', kept: 'alt', outgoing: [] }, 'alt')).toEqual({ text: 'neu', kept: 'alt' });
    const failed = { text: '', kept: 'x', outgoing: [message('Bin da', 'failed')] };
    expect(withDraft(failed, 'Bin da')).toEqual({ text: '', kept: 'Bin da' });
    expect(withDraft({ text: 'neu', kept: 'alt', outgoing: [] }, '')).toEqual({ text: 'neu', kept: '' });
  });
});

it('forgetReplies forgets the replies of the given accounts and no others', () => {
  for (const token of ['a.one', 'b.one', 'a.two']) changeRecord(token, { text: `Für ${token}` });
  forgetReplies(['one', 'three']);
  expect([replyRecord('a.one'), replyRecord('b.one')]).toEqual([undefined, undefined]);
  expect(replyRecord('a.two')?.text).toBe('Für a.two');
});
