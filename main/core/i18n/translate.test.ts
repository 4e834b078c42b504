import { expect, it } from 'vitest';
import { doctorWords } from './doctor/index.ts';
import { durationInWords, endOfPause, fill } from './translate.ts';

it.each([
  [0, '0\u00a0Sekunden', '0 seconds'],
  [1, '1\u00a0Sekunde', '1 second'],
  [30, '30\u00a0Sekunden', '30 seconds'],
  [60, '1\u00a0Minute', '1 minute'],
  [90, '90\u00a0Sekunden', '90 seconds'],
  [120, '2\u00a0Minuten', '2 minutes'],
  [300, '5\u00a0Minuten', '5 minutes'],
  [3_600, '1\u00a0Stunde', '1 hour'],
  [5_400, '90\u00a0Minuten', '90 minutes'],
  [11_536, '3\u00a0Stunden', '3 hours'],
  [86_400, '1\u00a0Tag', '1 day'],
  [90 * 86_400, '90\u00a0Tage', '90 days'],
  [-5, '0\u00a0Sekunden', '0 seconds'],
])('%i seconds are %s', (seconds, german, english) => {
  expect(durationInWords(seconds, 'de')).toBe(german);
  expect(durationInWords(seconds, 'en')).toBe(english);
});

it("fills the doctor's sentences", () => {
  expect(doctorWords('de')('doctor.clock.off', { duration: 11_536 })).toBe(
    'Die Uhren dieses PCs und des Servers gehen 3\u00a0Stunden auseinander.',
  );
  expect(doctorWords('en')('doctor.tls.soon', { issuer: 'X', duration: 86_400 })).toBe(
    'Issued by X, expires soon: 1 day left.',
  );
});

it('is the only way for a sentence to name a length of time', async () => {
  const { doctor } = await import('./doctor/de.ts');
  for (const text of Object.values(doctor)) expect(text).not.toMatch(/\} (Sekunde|Minute|Stunde|Tag)/);
});

it('names the end of a pause, with the day if it is another day', () => {
  const now = new Date(2026, 10, 21, 14, 0).getTime();
  const later = new Date(2026, 10, 21, 14, 30).getTime();
  const tomorrow = new Date(2026, 10, 22, 8, 0).getTime();
  expect(endOfPause(later, now, 'de')).toBe('14:30\u00a0Uhr');
  expect(endOfPause(tomorrow, now, 'de')).toBe('morgen, 8:00\u00a0Uhr');
  expect(endOfPause(tomorrow, now, 'en')).toBe('tomorrow, 08:00');
  expect(endOfPause(tomorrow, now - 86_400_000, 'de')).toBe('So, 8:00\u00a0Uhr');
  expect(endOfPause(tomorrow, now - 86_400_000, 'en')).toBe('Sun, 08:00');
});

it('separates the thousands of numbers of things, and of nothing else', () => {
  expect(fill('{count}', { count: 1_210 }, 'de')).toBe('1.210');
  expect(fill('{count}', { count: 1_210 }, 'en')).toBe('1,210');
  expect(fill('{rooms} {conversations} {count}', { rooms: 12_000, conversations: 999, count: 0 }, 'de')).toBe(
    '12.000 999 0',
  );
  expect(fill('{year} {port}', { year: 2026, port: 8080 }, 'de')).toBe('2026 8080');
});

it('keeps "…" with its word and a unit with its number, in German only, and changes no value', () => {
  const filled = (sentence: string, language: 'de' | 'en') =>
    fill(sentence, { name: 'Um 8 Uhr …', count: 5 }, language);
  expect(filled('„{name}“ trennen …', 'de')).toBe('„Um 8 Uhr …“ trennen\u00a0…');
  expect(filled('vor {count} Min. um 8:00 Uhr', 'de')).toBe('vor 5\u00a0Min. um 8:00\u00a0Uhr');
  expect(filled('vor 2 Tagen, 128 MB, 50 %, {count} ms', 'de')).toBe(
    'vor 2\u00a0Tagen, 128\u00a0MB, 50\u00a0%, 5\u00a0ms',
  );
  expect(filled('Nextcloud 28 oder neuer, {count} neue, 2 Tagungen', 'de')).toBe(
    'Nextcloud 28 oder neuer, 5 neue, 2 Tagungen',
  );
  expect(filled('{count} MB in 5 seconds', 'en')).toBe('5 MB in 5 seconds');
});

it('fills placeholders with values as they are, and with nothing where a value is missing', () => {
  expect(fill('{a} and {b}{c}', { a: '$& {b}', b: 2 }, 'en')).toBe('$& {b} and 2');
  expect(fill('in {duration}', { duration: 7_200 }, 'de')).toBe('in 2\u00a0Stunden');
});
