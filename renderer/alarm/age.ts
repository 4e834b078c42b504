const two = (number: number): string => String(number).padStart(2, '0');

/**
 * Returns the age of an alarm as a clock that counts: "0:42", "61:07" and from two hours on "2:00:00".
 * @param milliseconds since the message was written; a message from the future counts as new
 */
export const ageOnClock = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
};
