import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message, room } from '../../../test/fakes/rooms.ts';
import { words } from '../i18n/index.ts';
import { previewOf, wholeTextOf } from './preview.ts';

const self = room('tok');
const text = (overrides: Parameters<typeof message>[1]) => previewOf(message(1, overrides), self, words('de')).text;

describe('previewOf', () => {
  it('names the author, and calls the user "you"', () => {
    expect(previewOf(message(1), self, words('de'))).toEqual({
      author: 'Bob Böhm',
      text: 'Nachricht 1',
      attachment: null,
    });
    expect(previewOf(message(1, { actorId: 'alice' }), self, words('de')).author).toBe('Du');
    expect(previewOf(message(1, { actorType: 'guests', actorDisplayName: ' ' }), self, words('en')).author).toBe(
      'Guest',
    );
  });

  it('uses the id of an author without a name, and never treats two unknown authors as the same', () => {
    expect(previewOf(message(1, { actorDisplayName: '' }), self, words('de')).author).toBe('bob');
    const unknown = { actorType: '', actorId: '' };
    const author = previewOf(
      message(1, { ...unknown, actorDisplayName: '' }),
      { ...self, ...unknown },
      words('de'),
    ).author;
    expect(author).toBe('Gast');
  });

  it('fills placeholders once, and only from the message', () => {
    const messageParameters = {
      'mention-user1': { type: 'user', id: 'max', name: 'Max {file}' },
      file: { type: 'file', id: '1', name: 'Plan_v2_final.pdf' },
    };
    expect(text({ message: '{mention-user1}: {file} {object} {constructor}', messageParameters })).toBe(
      '@Max {file}: Plan_v2_final.pdf {object} {constructor}',
    );
  });

  it.each([
    ['**Übung** um *18 Uhr* in der _Wache_', 'Übung um 18 Uhr in der Wache'],
    ['# Dienstplan\n- Montag\n- [x] erledigt', 'Dienstplan - Montag - ☑ erledigt'],
    ['> zitiert\n\n`code` und [Link](https://example.org/a_b)', '> zitiert code und Link'],
    ['> 30 Verletzte', '> 30 Verletzte'],
    ['>30 Verletzte, >= 5 Kräfte', '>30 Verletzte, >= 5 Kräfte'],
    ['> > zweimal zitiert', '> > zweimal zitiert'],
    ['> ## Lage\n> 3 Tote', '> Lage > 3 Tote'],
    ['+ 3 Kräfte\n  + 1 Fahrzeug', '+ 3 Kräfte + 1 Fahrzeug'],
    ['* Pumpe\n* Schlauch', '* Pumpe * Schlauch'],
    ['- 5 Grad', '- 5 Grad'],
    ['1. Absperren\n2) Löschen', '1. Absperren 2) Löschen'],
    ['1. [ ] Tank\n+ [X] Öl', '1. ☐ Tank + ☑ Öl'],
    ['~~~ Achtung ~~~', '~~~ Achtung ~~~'],
    ['#112 wählen', '#112 wählen'],
    ['```js\nlet a = 1\n```', 'let a = 1'],
    ['2 * 3 * 4 und snake_case_name', '2 * 3 * 4 und snake_case_name'],
    ['~~weg~~ <b>kein HTML</b> & mehr', 'weg <b>kein HTML</b> & mehr'],
  ])('%j reads %j', (raw, plain) => {
    expect(text({ message: raw })).toBe(plain);
  });

  it('keeps the first sign of a line that begins with the sign of a quote or a list', () => {
    const sign = fc.constantFrom('> ', '>', '+ ', '- ', '* ', '7. ', '7) ');
    fc.assert(
      fc.property(sign, fc.stringMatching(/^[a-zäöü0-9]{1,20}$/), (begin, rest) => {
        expect(text({ message: `${begin}${rest}` })).toBe(`${begin}${rest}`);
      }),
    );
  });

  it('keeps direction marks in right-to-left text and removes them from names', () => {
    const hebrew = 'נפגשים ב-18:00 בתחנה C++\u200F!';
    expect(text({ message: hebrew })).toBe(hebrew);
    expect(previewOf(message(1, { actorDisplayName: 'Bob\u200F Böhm' }), self, words('de')).author).toBe('Bob Böhm');
    const messageParameters = { 'mention-user1': { type: 'user', id: 'max', name: '\u200EMax' } };
    expect(text({ message: '{mention-user1}', messageParameters })).toBe('@Max');
  });

  it('describes a message without text', () => {
    expect(text({ messageType: 'comment_deleted', message: 'egal' })).toBe('Nachricht gelöscht');
    expect(text({ messageType: 'voice-message', message: '{file}' })).toBe('Sprachnachricht');
    expect(text({ message: '  ' })).toBe('…');
  });

  it("shows system messages in the server's words, without an author", () => {
    const system = message(1, {
      message: '{actor} hat {user} hinzugefügt',
      messageParameters: {
        actor: { type: 'user', id: 'bob', name: 'Bob' },
        user: { type: 'user', id: 'c', name: 'Carla' },
      },
      systemMessage: 'user_added',
      messageType: 'system',
    });
    expect(previewOf(system, self, words('de'))).toMatchObject({ author: null, text: 'Bob hat Carla hinzugefügt' });
  });

  it('removes characters that could disguise a name', () => {
    const { author } = previewOf(message(1, { actorDisplayName: 'Ev\u202Eil\u0000\u2066' }), self, words('de'));
    expect(author).toBe('Evil');
  });

  it('always returns one short line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), fc.string({ unit: 'binary' }), (raw, name) => {
        const line = text({ message: raw, messageParameters: { file: { name } } });
        expect(line).not.toMatch(/[\p{Cc}\u202A-\u202E]/u);
        expect(line.length).toBeGreaterThan(0);
      }),
    );
  });

  it('is quick with hostile text', () => {
    // The patterns see at most 600 characters, so any text is handled at once.
    for (const evil of ['*'.repeat(1_000_000), '[('.repeat(500_000), '_a'.repeat(500_000), '> '.repeat(500_000)]) {
      expect(text({ message: evil }).length).toBeLessThanOrEqual(600);
    }
  });
});

describe('wholeTextOf', () => {
  const whole = (raw: string, more: Parameters<typeof message>[1] = {}) =>
    wholeTextOf(message(1, { message: raw, ...more }), words('de'));

  it('is left out where the preview says everything', () => {
    expect(whole('Wer kommt?')).toBeUndefined();
    expect(whole('egal', { messageType: 'comment_deleted' })).toBeUndefined();
    expect(whole('{file}', { messageType: 'voice-message' })).toBeUndefined();
  });

  it('keeps line breaks and indents, names, and addresses as text', () => {
    const messageParameters = { 'mention-user1': { type: 'user', id: 'max', name: 'Max' } };
    expect(
      whole('**Lage**\n\n> 3 Tote\n  - {mention-user1}\n[Karte](https://example.org/a_b)', { messageParameters }),
    ).toBe('Lage\n\n> 3 Tote\n  - @Max\nKarte (https://example.org/a_b)');
  });

  it('is not cut where a preview is', () => {
    const long = 'Wort '.repeat(1_000).trim();
    expect(whole(long)).toBe(long);
    expect(whole('x'.repeat(40_000))).toHaveLength(32_000);
  });

  it('is quick with hostile text', () => {
    for (const evil of [
      '*'.repeat(32_000),
      '[('.repeat(16_000),
      '`'.repeat(32_000),
      '> '.repeat(16_000),
      '_a\n'.repeat(10_000),
    ])
      expect(whole(evil)?.length).toBeLessThanOrEqual(32_000);
  });
});
