import { expect, it } from 'vitest';
import { pauseEndText } from './header-pause-end.ts';

it('names the end of a pause, with the day if it is another day', () => {
  const now = new Date(2026, 10, 21, 14, 0).getTime();
  const later = new Date(2026, 10, 21, 14, 30).getTime();
  const tomorrow = new Date(2026, 10, 22, 8, 0).getTime();
  expect(pauseEndText(later, now, 'de')).toBe('14:30');
  expect(pauseEndText(tomorrow, now, 'de')).toBe('So 08:00');
  expect(pauseEndText(tomorrow, now, 'en')).toBe('Sun 08:00');
});
