import { LOCALES } from '../../main/core/i18n/translate.ts';
import type { Appointment } from '../../main/core/model/appointment.ts';
import type { Language } from '../../main/core/model/settings.ts';
import { companionSentence } from '../i18n/companions/index.ts';

/** An appointment without an end counts as long as this (main/core/model/appointment.ts has the same). */
const WITHOUT_END_MS = 3_600_000;
/** So many days ahead, the name of the weekday is enough. */
const NAMED_DAYS = 7;

type Times = Pick<Appointment, 'start' | 'end' | 'allDay'>;

/**
 * Returns the appointments by time, each once: two accounts of a server may have the same appointment. A copy that takes
 * place comes before a cancelled copy, and a copy that the browser can show before a copy that it cannot show.
 */
export function onceByTime<T extends Pick<Appointment, 'id' | 'start' | 'cancelled' | 'canOpen'>>(
  items: readonly T[],
): T[] {
  const once = new Map<string, T>();
  const byUse = items.toSorted(
    (a, b) => Number(a.cancelled) - Number(b.cancelled) || Number(b.canOpen) - Number(a.canOpen),
  );
  for (const item of byUse) {
    // Copies of one appointment may have been moved.
    const key = `${item.id}/${item.start}`;
    if (!once.has(key)) once.set(key, item);
  }
  return [...once.values()].toSorted((a, b) => a.start - b.start);
}

/** @param now milliseconds since 1970 */
export const isOver = ({ start, end }: Times, now: number): boolean =>
  (end > start ? end : start + WITHOUT_END_MS) <= now;

const dayOf = (at: number): string => new Date(at).toDateString();
/** Returns the midnight some days after that of `at`, whatever the clocks do in between. */
const midnight = (at: number, days: number): number => {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
};

/**
 * Returns the appointment that the strip shows: today's next one with a time comes before whole days, which are there
 * all day long; then the next one of all. Cancelled ones do not count.
 */
export function nextOf<T extends Times & Pick<Appointment, 'cancelled'>>(
  items: readonly T[],
  now: number,
): T | undefined {
  const left = items.filter((item) => !item.cancelled && !isOver(item, now)).toSorted((a, b) => a.start - b.start);
  const tomorrow = midnight(now, 1);
  return left.find(({ allDay, start }) => !allDay && start < tomorrow) ?? left[0];
}

function dayName(at: number, now: number, language: Language): string {
  if (dayOf(at) === dayOf(now)) return companionSentence(language, 'when.today');
  if (dayOf(at) === dayOf(midnight(now, 1))) return companionSentence(language, 'when.tomorrow');
  const isNear = at >= midnight(now, 0) && at < midnight(now, NAMED_DAYS);
  return new Date(at).toLocaleDateString(LOCALES[language], {
    weekday: 'short',
    ...(!isNear && { day: 'numeric', month: 'numeric' }),
  });
}

const timeOf = (at: number, language: Language): string =>
  new Date(at).toLocaleTimeString(LOCALES[language], { hour: '2-digit', minute: '2-digit' });

/**
 * Returns in few words when an appointment is: "Heute 19:00", "Jetzt, bis 21:00", "Fr bis So", "Morgen 22:00 bis Mi
 * 06:00".
 * @param now milliseconds since 1970
 */
export function whenOf({ start, end, allDay }: Times, now: number, language: Language): string {
  const say = (...[key, values]: [Parameters<typeof companionSentence>[1], Record<string, string>]): string =>
    companionSentence(language, key, values);
  const day = (at: number): string => dayName(at, now, language);
  if (allDay) {
    const last = midnight(end, -1);
    if (last <= start) return day(start);
    if (start < midnight(now, 0)) return dayOf(last) === dayOf(now) ? day(last) : say('when.until', { day: day(last) });
    return say('when.range', { start: day(start), end: day(last) });
  }
  const at = (moment: number): string => say('when.at', { day: day(moment), time: timeOf(moment, language) });
  if (start <= now && now - start >= 60_000) {
    if (end <= start) return say('when.nowOpen', { time: timeOf(start, language) });
    return say('when.now', { time: dayOf(end) === dayOf(now) ? timeOf(end, language) : at(end) });
  }
  const isLong = end > start && dayOf(end - 1) !== dayOf(start);
  return isLong ? say('when.range', { start: at(start), end: at(end) }) : at(start);
}
