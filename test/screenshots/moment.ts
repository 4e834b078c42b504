/** The time at which every picture is taken: a Tuesday in May, half past ten in Berlin. Milliseconds since 1970. */
export const MOMENT = Date.UTC(2026, 4, 12, 8, 30);
/** The time zone of every picture. */
export const TIME_ZONE = 'Europe/Berlin';
