import type { reply as german } from '../de/reply.ts';

/** Quick replies; loaded with the first one. */
export const reply: Record<keyof typeof german, string> = {
  'error.message-too-long': 'The message is too long. Please shorten it.',
  'error.message-refused': 'You cannot write in this conversation at the moment.',

  'reply.title': 'Reply in {name}',
  'reply.close': 'Close reply',
  'reply.messages': 'Last messages',
  'reply.loading': 'Loading the last messages',
  'reply.empty.none': 'Nothing was written here lately.',
  'reply.empty.sensitive': 'This conversation is sensitive: its messages are not shown here.',
  'reply.empty.gone': 'You are not in this conversation any more, or it is gone.',
  'reply.empty.not-loaded': 'The last messages cannot be loaded at the moment.',
  'reply.field': 'Reply to {name}',
  'reply.placeholder': 'Reply …',
  'reply.send': 'Send',
  'reply.sendHelp': 'Send (Enter), new line with Shift+Enter',
  'reply.you': 'You',
  'reply.sending': 'sending …',
  'reply.sent': 'Sent',
  'reply.failed': 'Not sent',
  'reply.resend': 'Send again',
  'reply.edit': 'Edit',
  'reply.left': '{count} characters left',
  'reply.tooLong': '{count} characters too many. Please shorten the message.',
  'reply.sentTo': 'Reply to {name} sent.',
  'reply.failedTo': 'Reply to {name} not sent.',
};
