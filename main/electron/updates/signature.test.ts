import { describe, expect, it } from 'vitest';
import { judgeSignature, namesTeam, signatureFault } from './signature.ts';

const said = (status: unknown, subject: unknown): string => JSON.stringify({ status, subject });
const SUBJECT = 'CN="Feuerwehr, Musterstadt", O="Feuerwehr, Musterstadt", L=Musterstadt, C=DE';

describe('a signature', () => {
  it.each([
    ['a common name', ['Feuerwehr, Musterstadt'], said(0, SUBJECT)],
    ['one of several', ['Other', 'Feuerwehr, Musterstadt'], said(0, SUBJECT)],
    ['a whole name', ['CN="Feuerwehr, Musterstadt", C=DE'], said(0, SUBJECT)],
    ['a name after a byte order mark', ['Talkmelder'], `\uFEFF${said(0, 'CN=Talkmelder')}`],
    ['a name with quotes', ['A "B" C'], said(0, 'CN="A ""B"" C", O=X')],
  ])('is accepted by %s', (_what, publishers, output) => {
    expect(judgeSignature(publishers, output)).toBeNull();
  });

  it.each([
    ['no answer', ['Talkmelder'], ''],
    ['an error', ['Talkmelder'], 'Get-AuthenticodeSignature : not recognised'],
    ['not signed', ['Talkmelder'], said(2, '')],
    ['changed after it was signed', ['Talkmelder'], said(3, 'CN=Talkmelder')],
    ['not trusted', ['Talkmelder'], said(4, 'CN=Talkmelder')],
    ['a status as a text', ['Talkmelder'], said('0', 'CN=Talkmelder')],
    ['no status', ['Talkmelder'], said(null, 'CN=Talkmelder')],
    ['other people', ['Talkmelder'], said(0, 'CN=Other, O=Talkmelder')],
    ['a name that contains it', ['Talkmelder'], said(0, 'CN=Talkmelder Ltd, C=DE')],
    ['a name inside another part', ['Talkmelder'], said(0, 'O="x, CN=Talkmelder", CN=Other')],
    ['a second common name', ['Talkmelder'], said(0, 'CN=Other, CN=Talkmelder')],
    ['another country', ['CN="Feuerwehr, Musterstadt", C=AT'], said(0, SUBJECT)],
    ['no publisher', [], said(0, 'CN=Talkmelder')],
    ['an empty publisher', [''], said(0, 'CN=')],
    ['no subject', ['Talkmelder'], said(0, null)],
  ])('is refused: %s', (_what, publishers, output) => {
    expect(judgeSignature(publishers, output)).not.toBeNull();
  });

  it('is refused where Windows cannot be asked', async () => {
    expect(await signatureFault(['Talkmelder'], '/bin/true')).not.toBeNull();
  });
});

it.each([
  ['Identifier=de.talkmelder.app\nTeamIdentifier=A1B2C3D4E5\nSealed Resources version=2', true],
  ['Signature=adhoc\nTeamIdentifier=not set', false],
  ['code object is not signed at all', false],
  ['', false],
])('codesign says %j: by a team: %s', (output, expected) => {
  expect(namesTeam(output)).toBe(expected);
});
