import { beforeEach, expect, it, vi } from 'vitest';
import { announce, announcements, forgetAnnouncements } from './announce.ts';

const texts = () => announcements().map(({ text }) => text);

beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  forgetAnnouncements();
});

it('a sentence does not replace one that has not been read yet', () => {
  announce('Antwort nicht gesendet.');
  announce('Nextcloud nicht erreichbar');
  expect(texts()).toEqual(['Antwort nicht gesendet.', 'Nextcloud nicht erreichbar']);
});

it('the same sentence counts as new the second time', () => {
  announce('Als gelesen markiert');
  const [first] = announcements();
  announce('Als gelesen markiert');
  expect(announcements()).toHaveLength(2);
  expect(announcements()[0]).toBe(first);
  expect(announcements()[1]).not.toBe(first);
});

it('keeps only the latest sentences', () => {
  for (const text of ['1', '2', '3', '4', '5']) announce(text);
  expect(texts()).toEqual(['2', '3', '4', '5']);
});

it('says nothing while the window is hidden', () => {
  vi.stubGlobal('document', { visibilityState: 'hidden' });
  announce('Neue Nachricht');
  expect(texts()).toEqual([]);
});
