import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toastOf } from '../../test/electron/toast.ts';
import { choiceOn, toastXml } from './toast-xml.ts';

const id = '09b98f83-76ee-4769-9899-274a816eb88c';
const conversation = 'xk5cq7dn.0f3a9c21b4d7';
// Returns the text as Windows reads it, without the characters that no XML may contain.
const clean = (text: string): string =>
  text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');

describe('a toast', () => {
  it('shows its texts and names its conversation in each of its arguments', () => {
    const options = { id, title: 'Einsatz', body: 'Wer kommt?', hasReply: true, replyPlaceholder: 'Antworten …' };
    const actions = [{ type: 'button', text: 'Als gelesen markieren' } as const];
    const toast = toastOf(toastXml({ ...options, silent: true, actions }, conversation, '31'));
    const about = `tag=${id}&conversation=${conversation}&thread=31`;
    expect(toast).toEqual({
      title: 'Einsatz',
      body: 'Wer kommt?',
      silent: true,
      hasReply: true,
      actions: ['Als gelesen markieren'],
      arguments: {
        click: `type=click&${about}`,
        actions: [`type=action&action=0&${about}`],
        reply: `type=reply&${about}`,
      },
    });
  });

  it('about a call joins it, by a click and by its button, also after a restart', () => {
    const actions = [{ type: 'button', text: 'Beitreten' } as const];
    const { arguments: told } = toastOf(
      toastXml({ id, title: 'Wache', body: 'Anruf läuft', actions }, conversation, null, true),
    );
    const chosen = [
      { type: 'click', arguments: told.click } as const,
      { type: 'action', arguments: told.actions[0] ?? '' } as const,
    ];
    for (const choice of chosen) expect(choiceOn(choice)).toMatchObject({ kind: 'join', token: conversation });
    const plain = toastOf(toastXml({ id, title: 'Wache', body: 'Hallo' }, conversation, null));
    expect(choiceOn({ type: 'click', arguments: plain.arguments.click })).toMatchObject({ kind: 'click' });
  });

  it('about an app opens it, also after a restart, and only a known app of an account', () => {
    const app = { account: '0f3a9c21b4d7', companion: 'widgets', item: 'a&b=c<"' } as const;
    const toast = toastOf(toastXml({ id, title: 'Notizen', body: '1 neu' }, null, null, false, null, app));
    expect(choiceOn({ type: 'click', arguments: toast.arguments.click })).toMatchObject({ kind: 'click', app });
    const mail = { account: '0f3a9c21b4d7', companion: 'mail', item: null } as const;
    const other = toastOf(toastXml({ id, title: 'Mail', body: '1 neu' }, null, null, false, null, mail));
    expect(choiceOn({ type: 'click', arguments: other.arguments.click })).toMatchObject({ app: mail });
    for (const forged of ['app=shell&account=0f3a9c21b4d7', 'app=mail&account=../0f3a', 'app=mail'])
      expect(choiceOn({ type: 'click', arguments: `type=click&${forged}` })).toMatchObject({ app: null });
  });

  it('about an alarm acknowledges it, by a click and by its button, and only with the id of an alarm', () => {
    const actions = [{ type: 'button', text: 'Gesehen' } as const];
    const alarm = `${conversation}/4711`;
    const { arguments: told } = toastOf(
      toastXml({ id, title: 'ALARM: Wache', body: 'Brand', actions }, conversation, null, false, alarm),
    );
    const chosen = [
      { type: 'click', arguments: told.click } as const,
      { type: 'action', arguments: told.actions[0] ?? '' } as const,
    ];
    for (const choice of chosen) expect(choiceOn(choice)).toMatchObject({ kind: 'acknowledge', alarm });
    const forged = { type: 'click', arguments: 'type=click&alarm=../4711' } as const;
    expect(choiceOn(forged)).toMatchObject({ kind: 'click', alarm: null });
  });

  it('has no buttons where there is nothing to answer', () => {
    const toast = toastOf(toastXml({ id, title: 'Abgemeldet', body: '' }, null, null));
    expect(toast).toMatchObject({ hasReply: false, actions: [], silent: false });
    expect(toast.arguments.click).toBe(`type=click&tag=${id}`);
  });

  it('shows any text as written, and no text changes its structure', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '</text><text>',
        '"/><action content="x"',
        ']]>',
        '<![CDATA[',
        '&amp;',
        '&#0;',
        '\ud800',
        '\u0000',
      ),
    );
    fc.assert(
      fc.property(text, text, text, (title, body, words) => {
        const options = { id, title, body, hasReply: true, replyPlaceholder: words };
        const toast = toastOf(toastXml({ ...options, actions: [{ type: 'button', text: words }] }, conversation, null));
        expect(toast).toMatchObject({ title: clean(title), body: clean(body), actions: [clean(words)] });
      }),
    );
  });
});

describe('a choice on a toast', () => {
  it('is read from the arguments that Windows hands over', () => {
    const about = `tag=${id}&conversation=${conversation}`;
    expect(choiceOn({ type: 'click', arguments: `type=click&${about}` })).toEqual({
      id,
      kind: 'click',
      token: conversation,
      thread: null,
      alarm: null,
      app: null,
      text: '',
    });
    expect(choiceOn({ type: 'reply', arguments: `type=reply&${about}`, reply: 'ich' })).toMatchObject({
      kind: 'reply',
      token: conversation,
      text: 'ich',
    });
    expect(choiceOn({ type: 'action', arguments: `type=action&action=0&${about}`, actionIndex: 0 }).kind).toBe(
      'mark-read',
    );
  });

  it('names no conversation when the arguments do not', () => {
    for (const odd of [
      '',
      'conversation=',
      'conversation=../../x.0f3a9c21b4d7',
      'conversation=https://evil.example',
      '%%%',
    ])
      expect(choiceOn({ type: 'click', arguments: odd }).token).toBeNull();
    const threadIn = (thread: string) => choiceOn({ type: 'click', arguments: `type=click&thread=${thread}` }).thread;
    expect(['31', '', '31x', '-1', '1#direct-call', '9'.repeat(17)].map(threadIn)).toEqual([
      ...['31', null, null, null, null, null],
    ]);
  });
});
