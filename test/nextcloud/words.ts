import type { Language } from './model.ts';

/** The text is the same for the actor and all others. */
const bothRead = (text: string): [string, string] => [text, text];

/** The server's own texts in the reader's language: those of the recordings, and their English originals. */
const words = {
  de: {
    changelogRoom: 'Talk Aktualisierungen ✅',
    noteToSelfRoom: 'Notiz an mich',
    noteToSelfDescription: 'Ein Platz für deine privaten Notizen, Gedanken und Ideen',
    fileGone: [
      '{actor} teilte eine Datei, die nicht mehr verfügbar ist',
      'Du hast eine Datei geteilt, die nicht mehr verfügbar ist',
    ],
    deletedByAuthor: 'Nachricht vom Autor gelöscht',
    deletedByYou: 'Nachricht von dir gelöscht',
    inCall: 'In einem Anruf',
    system: {
      conversation_created: ['{actor} hat die Unterhaltung erstellt', 'Du hast die Unterhaltung erstellt'],
      user_added: ['{actor} hat {user} hinzugefügt', 'Du hast {user} hinzugefügt'],
      user_added_you: ['{actor} hat dich hinzugefügt', 'Du bist der Unterhaltung beigetreten'],
      user_removed: ['{actor} hat {user} entfernt', 'Du hast {user} entfernt'],
      call_started: ['{actor} hat einen Anruf begonnen', 'Du hast einen Anruf begonnen'],
      call_started_one_to_one: ['Eingehender Anruf', 'Ausgehender Anruf'],
      call_started_silent: ['{actor} hat einen stillen Anruf gestartet', 'Du hast einen stillen Anruf gestartet'],
      call_joined: ['{actor} ist dem Anruf beigetreten', 'Du bist dem Anruf beigetreten'],
      call_left: ['{actor} hat den Anruf verlassen', 'Du hast den Anruf verlassen'],
      call_ended_one_to_one: bothRead('Anruf beendet (Dauer {duration})'),
      call_ended: bothRead('Anruf mit {user1} beendet (Dauer {duration})'),
      call_ended_2: bothRead('Anruf mit {user1} und {user2} wurde beendet (Dauer {duration})'),
      call_ended_3: bothRead('Anruf mit {user1}, {user2} und {user3} wurde beendet (Dauer {duration})'),
      call_ended_4: bothRead('Anruf mit {user1}, {user2}, {user3} und {user4} wurde beendet (Dauer {duration})'),
      call_ended_5: bothRead(
        'Anruf mit {user1}, {user2}, {user3}, {user4} und {user5} wurde beendet (Dauer {duration})',
      ),
      call_ended_more: bothRead(
        'Anruf mit {user1}, {user2}, {user3}, {user4} und {more} weitere wurde beendet (Dauer {duration})',
      ),
      call_missed: ['Verpasster Anruf', 'Verpasster Anruf'],
      call_tried: ['Unbeantworteter Anruf', 'Unbeantworteter Anruf'],
      message_deleted: ['{actor} hat eine Nachricht gelöscht', 'Du hast eine Nachricht gelöscht'],
      message_edited: ['{actor} hat eine Nachricht bearbeitet', 'Du hast eine Nachricht bearbeitet'],
      thread_created: ['{actor} hat das Thema {title} erstellt', 'Du hast das Thema {title} erstellt'],
    },
    notification: {
      message: '{user} hat dir eine private Nachricht gesendet',
      groupMessage: '{user} hat eine Nachricht in Unterhaltung {call} gesendet',
      mention: '{user} hat dich in einer Unterhaltung erwähnt: {call}',
      mentionAll: '{user} hat jeden in der Unterhaltung erwähnt {call}',
      reply: '{user} hat auf deine Nachricht in der Unterhaltung {call} geantwortet',
      reminder: 'Erinnerung: {user} in der Unterhaltung {call}',
      reminderOfOwn: 'Erinnerung: Du in der Unterhaltung {call}',
      invitation: '{user} hat dich zu einer Gruppenunterhaltung eingeladen: {call}',
      call: '{user} möchte mit dir sprechen',
      groupCall: 'Ein Gruppenanruf wurde in {call} gestartet',
      callMissed: 'Du hast einen Anruf von {user} verpasst',
      groupCallMissed: 'Du hast einen Gruppenanruf in {call} verpasst',
      viewChat: 'Chat anzeigen',
      answer: 'Anruf beantworten',
      join: 'Anruf beitreten',
      callBack: 'Zurückrufen',
      wipeStarted: 'Fernlöschung gestartet',
      wipeStartedOn: 'Eine Fernlöschung wurde am Gerät {device} gestartet',
      wipeDone: 'Fernlöschung fertig',
      wipeDoneOn: 'Die Fernlöschung auf {device} ist fertig',
    },
  },
  en: {
    changelogRoom: 'Talk updates ✅',
    noteToSelfRoom: 'Note to self',
    noteToSelfDescription: 'A place for your private notes, thoughts and ideas',
    fileGone: ['{actor} shared a file which is no longer available', 'You shared a file which is no longer available'],
    deletedByAuthor: 'Message deleted by author',
    deletedByYou: 'Message deleted by you',
    inCall: 'In a call',
    system: {
      conversation_created: ['{actor} created the conversation', 'You created the conversation'],
      user_added: ['{actor} added {user}', 'You added {user}'],
      user_added_you: ['{actor} added you', 'You joined the conversation'],
      user_removed: ['{actor} removed {user}', 'You removed {user}'],
      call_started: ['{actor} started a call', 'You started a call'],
      call_started_one_to_one: ['Incoming call', 'Outgoing call'],
      call_started_silent: ['{actor} started a silent call', 'You started a silent call'],
      call_joined: ['{actor} joined the call', 'You joined the call'],
      call_left: ['{actor} left the call', 'You left the call'],
      call_ended_one_to_one: bothRead('Call ended (Duration {duration})'),
      call_ended: bothRead('Call with {user1} ended (Duration {duration})'),
      call_ended_2: bothRead('Call with {user1} and {user2} ended (Duration {duration})'),
      call_ended_3: bothRead('Call with {user1}, {user2} and {user3} ended (Duration {duration})'),
      call_ended_4: bothRead('Call with {user1}, {user2}, {user3} and {user4} ended (Duration {duration})'),
      call_ended_5: bothRead('Call with {user1}, {user2}, {user3}, {user4} and {user5} ended (Duration {duration})'),
      call_ended_more: bothRead(
        'Call with {user1}, {user2}, {user3}, {user4} and {more} others ended (Duration {duration})',
      ),
      call_missed: ['Missed call', 'Missed call'],
      call_tried: ['Unanswered call', 'Unanswered call'],
      message_deleted: ['{actor} deleted a message', 'You deleted a message'],
      message_edited: ['{actor} edited a message', 'You edited a message'],
      thread_created: ['{actor} created thread {title}', 'You created thread {title}'],
    },
    notification: {
      message: '{user} sent you a private message',
      groupMessage: '{user} sent a message in conversation {call}',
      mention: '{user} mentioned you in conversation {call}',
      mentionAll: '{user} mentioned everyone in conversation {call}',
      reply: '{user} replied to your message in conversation {call}',
      reminder: 'Reminder: {user} in conversation {call}',
      reminderOfOwn: 'Reminder: You in conversation {call}',
      invitation: '{user} invited you to a group conversation: {call}',
      call: '{user} would like to talk with you',
      groupCall: 'A group call has started in {call}',
      callMissed: 'You missed a call from {user}',
      groupCallMissed: 'You missed a group call in {call}',
      viewChat: 'View chat',
      answer: 'Answer call',
      join: 'Join call',
      callBack: 'Call back',
      wipeStarted: 'Remote wipe started',
      wipeStartedOn: 'A remote wipe was started on device {device}',
      wipeDone: 'Remote wipe finished',
      wipeDoneOn: 'The remote wipe on {device} has finished',
    },
  },
} satisfies Record<Language, unknown>;

export type Words = (typeof words)['de'];
export type SystemWord = keyof Words['system'];

export const wordsIn = (language: Language): Words => words[language];

/** Fills `{name}` placeholders; a placeholder without a value stays. */
export const fill = (template: string, values: Record<string, string>): string =>
  template.replace(/\{([^{}]+)\}/g, (whole, name: string) => values[name] ?? whole);
