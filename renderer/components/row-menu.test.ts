import { beforeAll, expect, it, vi } from 'vitest';
import { sampleConversation } from '../../test/fakes/samples.ts';
import type { MenuEntry } from '../overlays/menu.ts';

const asked: unknown[] = [];
const fakeCall = (name: string | symbol) => (input: unknown) => {
  asked.push([name, input]);
  return Promise.resolve({ ok: true, value: undefined });
};

let rowMenuEntries: typeof import('./row-menu.ts').rowMenuEntries;
beforeAll(async () => {
  vi.stubGlobal('window', { talkmelder: new Proxy({}, { get: (_target, name) => fakeCall(name) }) });
  vi.stubGlobal('document', { visibilityState: 'visible' });
  const { setLanguage } = await import('../i18n/index.ts');
  setLanguage('en');
  ({ rowMenuEntries } = await import('./row-menu.ts'));
});

const labels = (entries: MenuEntry[]) => entries.map((entry) => (entry.kind === 'separator' ? '–' : entry.label));

it('offers the actions that fit the state of a conversation', () => {
  expect(labels(rowMenuEntries(sampleConversation({ unread: 2 }), () => {}))).toEqual([
    'Open in browser',
    'Reply',
    'Mark as read',
    '–',
    'Notifications',
    'Sound…',
    'Treat as alarm…',
    '–',
    'Add to favourites',
    'Archive',
    'Copy link',
  ]);
  const other = sampleConversation({ callRunning: true, canReply: false, favourite: true, archived: true });
  expect(labels(rowMenuEntries(other, () => {}))).toEqual([
    'Open in browser',
    'Join call',
    'Mark as unread',
    '–',
    'Notifications',
    'Sound…',
    'Treat as alarm…',
    '–',
    'Remove from favourites',
    'Take out of the archive',
    'Copy link',
  ]);
});

it('names the alarm of an alarm conversation, and offers none for own notes', () => {
  const alarm = { rule: { keywords: [], senders: [] }, locked: false };
  expect(labels(rowMenuEntries(sampleConversation({ alarm }), () => {}))).toContain('Alarm…');
  const notes = labels(rowMenuEntries(sampleConversation({ type: 'note-to-self' }), () => {}));
  expect(notes).not.toContain('Treat as alarm…');
});

it('offers no archive where the server has none', () => {
  const offered = labels(rowMenuEntries(sampleConversation({ archived: null }), () => {}));
  expect(offered).toContain('Add to favourites');
  expect(offered).not.toContain('Archive');
});

it('calls main with each chosen action', () => {
  for (const entry of rowMenuEntries(sampleConversation({ token: 'x', callRunning: true }), () => {})) {
    if (entry.kind === 'choice') {
      expect(entry.value).toBe('always');
      entry.onChoose('never');
      entry.onChoose('nonsense');
    } else if (entry.kind === 'item' && entry.label !== 'Reply') entry.onSelect();
  }
  expect(asked).toEqual([
    ['openConversation', { token: 'x' }],
    ['joinCall', { token: 'x' }],
    ['act', { token: 'x', action: { kind: 'mark-unread' } }],
    ['actLater', { token: 'x', action: { kind: 'set-level', level: 'never' } }],
    ['act', { token: 'x', action: { kind: 'set-favourite', on: true } }],
    ['actLater', { token: 'x', action: { kind: 'set-archived', on: true } }],
    ['copyLink', { token: 'x' }],
  ]);
});
