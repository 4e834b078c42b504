import { expect, it } from 'vitest';
import { sampleConversation } from '../../test/fakes/samples.ts';
import { setLanguage } from '../i18n/index.ts';
import { rowName } from './row-name.ts';

const now = new Date(2026, 10, 21, 12, 0).getTime();
const plain = sampleConversation({
  lastActivity: now / 1_000 - 300,
  preview: { author: 'Max', text: 'Wer kommt?', attachment: null },
});

it('contains the name, the unread count, the last message and its time', () => {
  setLanguage('de');
  expect(rowName({ ...plain, unread: 5, mentioned: true }, now, 'de')).toBe(
    'Einsatzgruppe 1, 5 ungelesen, erwähnt, Max: Wer kommt?, vor 5\u00a0Minuten',
  );
  setLanguage('en');
  expect(rowName({ ...plain, unread: 5, mentioned: true }, now, 'en')).toBe(
    'Einsatzgruppe 1, 5 unread, mentioned, Max: Wer kommt?, 5 minutes ago',
  );
});

it('contains every mark that the row shows', () => {
  setLanguage('en');
  const marked = { ...plain, callRunning: true, favourite: true, notificationLevel: 'never', archived: true } as const;
  expect(rowName(marked, now, 'en')).toBe(
    'Einsatzgruppe 1, Call in progress, Favourite, Muted, Archived, Max: Wer kommt?, 5 minutes ago',
  );
});

it('is brief without a preview and cuts a long one', () => {
  setLanguage('en');
  expect(rowName({ ...plain, preview: null }, now, 'en')).toBe('Einsatzgruppe 1, 5 minutes ago');
  const long = { author: null, text: 'x'.repeat(500), attachment: null };
  expect(rowName({ ...plain, preview: long }, now, 'en')).toBe(`Einsatzgruppe 1, ${'x'.repeat(160)}…, 5 minutes ago`);
});

it('names the thread of the last message', () => {
  const preview = { author: 'Max', text: 'Wer kommt?', attachment: null, thread: 'Fahrzeugpflege' };
  setLanguage('de');
  expect(rowName({ ...plain, preview }, now, 'de')).toBe(
    'Einsatzgruppe 1, im Thema Fahrzeugpflege: Max: Wer kommt?, vor 5\u00a0Minuten',
  );
});

it('contains the presence of the other person', () => {
  setLanguage('en');
  expect(rowName({ ...plain, type: 'one-to-one', presence: 'dnd', unread: 1 }, now, 'en')).toBe(
    'Einsatzgruppe 1, do not disturb, 1 unread, Max: Wer kommt?, 5 minutes ago',
  );
});

it('ends with the account if one is given', () => {
  setLanguage('en');
  expect(rowName(plain, now, 'en', 'Erika')).toBe('Einsatzgruppe 1, Max: Wer kommt?, 5 minutes ago, Erika');
});
