import { expect, it } from 'vitest';
import { faultsOfRelease, sectionOf, shortNotes } from './changelog.ts';

const CHANGELOG = `# Changes

## Unreleased

## 0.2.0 (30 November 2026)

- **Louder**: the [gong](docs/alarm.md) is louder,
  and \`siren\` too.
- Less memory.

## 0.2

- Nothing of this.

## 0.1.0

- First.
`;

it.each([
  ['0.2.0', /^- \*\*Louder\*\*[\s\S]*memory\.$/],
  ['0.1.0', /^- First\.$/],
  ['Unreleased', /^$/],
])('the section of %s', (version, expected) => {
  expect(sectionOf(CHANGELOG, version)).toMatch(expected);
});

it.each(['0.3.0', '0.2.', '2.0', ''])('there is no section of %j', (version) => {
  expect(sectionOf(CHANGELOG, version)).toBeNull();
});

it('the short notes are plain, one line a point, and end with a whole point', () => {
  expect(shortNotes(sectionOf(CHANGELOG, '0.2.0') ?? '')).toBe(
    '- Louder: the gong is louder, and siren too.\n- Less memory.',
  );
  const many = Array.from({ length: 50 }, (_, index) => `- Point ${index} ${'x'.repeat(80)}.`).join('\n');
  const short = shortNotes(many);
  expect(short.length).toBeLessThanOrEqual(900);
  expect(short.endsWith('x.')).toBe(true);
  expect(shortNotes('')).toBe('');
});

const READY = { manifest: { version: '0.2.0' }, lock: { version: '0.2.0' }, changelog: CHANGELOG };

it.each<[string, string, object, RegExp[]]>([
  ['nothing', 'v0.2.0', {}, []],
  ['another tag', 'v0.3.0', {}, [/tag v0\.3\.0/]],
  ['a tag without v', '0.2.0', {}, [/tag 0\.2\.0/]],
  ['the lock file', 'v0.2.0', { lock: { version: '0.1.0' } }, [/package-lock/]],
  ['notes', 'v0.2.0', { changelog: '# Changes\n' }, [/no notes/]],
  ['notes that are not assigned', 'v0.2.0', { changelog: `## Unreleased\n\n- x\n\n${CHANGELOG}` }, [/Unreleased/]],
  ['a pre-release', 'v0.2.0-beta.1', { manifest: { version: '0.2.0-beta.1' } }, [/form/, /lock/, /no notes/]],
])('a release is held up by %s', (_what, tag, change, expected) => {
  const faults = faultsOfRelease(tag, { ...READY, ...change });
  expect(faults).toHaveLength(expected.length);
  for (const [index, form] of expected.entries()) expect(faults[index]).toMatch(form);
});
