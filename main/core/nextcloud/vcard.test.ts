import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCard } from './vcard.ts';

const vcard = (...lines: string[]): string => ['BEGIN:VCARD', 'VERSION:4.0', ...lines, 'END:VCARD', ''].join('\r\n');

describe('readCard', () => {
  it('reads name, numbers and addresses, each once', () => {
    const card = vcard(
      'FN;X-NC-SCOPE=v2-federated:Karl\\, Kreis',
      'item1.TEL;TYPE=work,voice:123',
      'TEL;VALUE=uri:tel:+49-30-1',
      'TEL:123',
      'EMAIL:karl@exam',
      ' ple.org',
      'PHOTO;ENCODING=b;TYPE=JPEG:AAAA',
    );
    expect(readCard(card)).toEqual({
      name: 'Karl, Kreis',
      phones: ['123', '+49-30-1'],
      mails: ['karl@example.org'],
      uid: null,
      cloudIds: [],
      user: null,
    });
  });

  it.each([
    [vcard('N:Kreis;Karl;;;'), 'Karl Kreis'],
    [vcard('ORG:Feuerwehr Mitte'), 'Feuerwehr Mitte'],
    [vcard('FN:A') + vcard('FN:B'), 'A'],
  ])('%# finds a name elsewhere', (text, name) => {
    expect(readCard(text)?.name).toBe(name);
  });

  it.each([
    '',
    'x',
    vcard(),
    vcard('FN:'),
    vcard('FN: \u200b'),
    'BEGIN:VCARD\r\nFN:Karl',
    vcard('FN:x'.repeat(200_000)),
  ])('%# is no card', (text) => {
    expect(readCard(text)).toBeNull();
  });

  it.each(
    ['UID', 'CLOUD', 'X-NEXTCLOUD-UID', 'EMAIL', 'TEL', 'ORG', 'N', 'VERSION'].flatMap((name) => [
      `${name};TYPE="unclosed:x`,
      `${name};x:1`,
      `${name};;:x`,
      `${name};=:x`,
      `${name};VALUE=date:x`,
      `${name};VALUE=date-time:x`,
      `${name};VALUE=utc-offset:x`,
      `${name};VALUE=recur:x`,
    ]),
  )('leaves out only what cannot be read: %s', (odd) => {
    const rest = ['FN:Karl', odd, 'TEL:112', 'EMAIL:karl@example.org'];
    for (const version of ['3.0', '4.0']) {
      const card = readCard(['BEGIN:VCARD', `VERSION:${version}`, ...rest, 'END:VCARD'].join('\r\n'));
      expect(card).toMatchObject({ name: 'Karl', phones: expect.arrayContaining(['112']) });
      expect(card?.mails).toContain('karl@example.org');
    }
  });

  it('reads only so many lines', () => {
    const text = vcard('FN:Karl', ...Array(50_000).fill('UID;x:1'), 'TEL:112');
    expect(readCard(text)).toMatchObject({ name: 'Karl', phones: [] });
  });

  it('any change of a card is read or refused', () => {
    const whole = vcard('FN:Karl', 'TEL;TYPE=cell:+43 660', 'EMAIL:karl@example.org');
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(9), fc.string({ maxLength: 9 }), (at, gone, put) => {
        const card = readCard(whole.slice(0, at) + put + whole.slice(at + gone));
        if (card) expect(card.name).not.toBe('');
      }),
    );
  });
});
