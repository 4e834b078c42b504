import { announce } from '../announce.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import { keepDraftNow } from './reply-drafts.ts';
import { reloadMessages } from './reply-loading.ts';
import { changeOutgoing, changeRecord, replyRecord } from './reply-record.ts';
import { replyingTo } from './reply-state.ts';

/** The conversation that gets the reply. */
type Addressee = { token: string; name: string };

/** The messages of one conversation are sent one after the other, so that they arrive in order. */
const queues = new Map<string, Promise<void>>();

/** 64 hexadecimal digits, the form of Talk's reference id. */
const newMessageId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Sends the text of the field and empties it; a text of blanks stays. */
export const sendReply = (to: Addressee): void => {
  const record = replyRecord(to.token);
  const text = record?.text.trim() ?? '';
  if (!record || text === '') return;
  const id = newMessageId();
  changeRecord(to.token, { text: '', outgoing: [...record.outgoing, { id, text, error: null, state: 'sending' }] });
  keepDraftNow(to.token);
  deliver(to, id);
};

/** Sends a failed message again; the server recognises it if it had arrived after all. */
export const resendReply = (to: Addressee, id: string): void => {
  changeOutgoing(to.token, id, { state: 'sending', error: null });
  deliver(to, id);
};

/** Puts a failed message back into the field, before the text there. */
export const editReply = (token: string, id: string): void => {
  const record = replyRecord(token);
  const message = record?.outgoing.find((one) => one.id === id);
  if (!record || !message) return;
  const text = record.text.trim() === '' ? message.text : `${message.text}\n${record.text}`;
  changeRecord(token, { text, outgoing: record.outgoing.filter((one) => one !== message) });
  keepDraftNow(token);
};

const deliver = (to: Addressee, id: string): void => {
  const before = queues.get(to.token) ?? Promise.resolve();
  queues.set(
    to.token,
    before.then(() => post(to, id)),
  );
};

const post = async ({ token, name }: Addressee, id: string): Promise<void> => {
  const text = replyRecord(token)?.outgoing.find((message) => message.id === id)?.text;
  if (text === undefined) return;
  const before = replyRecord(token)?.messages;
  const sending = bridge.reply({ token, text, id });
  const result = await sending.catch(() => ({ ok: false, error: 'internal' }) as const);
  if (result.ok) {
    changeOutgoing(token, id, { state: 'sent' });
    // Messages that were loaded meanwhile may contain it already.
    if (replyRecord(token)?.messages !== before) void reloadMessages(token);
    announce(t('reply.sentTo', { name }));
  } else {
    changeOutgoing(token, id, { state: 'failed', error: result.error });
    announce(`${t('reply.failedTo', { name })} ${t(`error.${result.error}`)}`);
    // If the message itself is not on screen, the toast reports the result.
    if (replyingTo() !== token) void attempt(Promise.resolve(result), { token, name });
  }
  keepDraftNow(token);
};
