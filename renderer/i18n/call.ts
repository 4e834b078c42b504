import type { Language } from '../../main/core/model/settings.ts';

/** The card's own words, which the window does not load. `{name}` is filled in (call-card.tsx). */
const de = {
  incoming: 'Eingehender Anruf',
  incomingGroup: 'Anruf in einer Gruppe',
  hidden: 'Anruf in Talk',
  hiddenHelp: 'Der Name ist ausgeblendet.',
  calledBy: '{name} ruft an',
  join: 'Beitreten',
  joinOf: 'Beitreten: {name}',
  ignore: 'Ignorieren',
  ignoreOf: 'Ignorieren: {name}',
  further: 'Weitere Anrufe',
  failed: 'Das hat nicht geklappt. Versuche es noch einmal.',
};
export type CallWord = keyof typeof de;

const en: Record<CallWord, string> = {
  incoming: 'Incoming call',
  incomingGroup: 'Group call',
  hidden: 'Call in Talk',
  hiddenHelp: 'The name is hidden.',
  calledBy: '{name} is calling',
  join: 'Join',
  joinOf: 'Join: {name}',
  ignore: 'Ignore',
  ignoreOf: 'Ignore: {name}',
  further: 'More calls',
  failed: 'That did not work. Try again.',
};

export const callWords: Record<Language, Record<CallWord, string>> = { de, en };
