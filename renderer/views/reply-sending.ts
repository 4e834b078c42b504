import { announce } from '../announce.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import { keepDraftNow } from './reply-drafts.ts';
import { reloadMessages } from './reply-loading.ts';
import { changeOutgoing, changeRecord, replyRecord } from './reply-record.ts';
import { replyingTo } from './reply-state.ts';

/** A conversation that is answered. */
type Addressee = { token: string; name: string };

/** Messages of one conversation go one after the other, so that they arrive in their order. */
const queues = new Map<string, Promise<void>>();

/** 64 hexadecimal digits, as Talk wants a reference id. */
const newMessageId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Sends what is in the field, which is empty then; blanks alone stay where they are. */
export const sendReply = (to: Addressee): void => {
  const record = replyRecord(to.token);
  const text = record?.text.trim() ?? '';
  if (!record || text === '') return;
  const id = newMessageId();
  changeRecord(to.token, { text: '', outgoing: [...record.outgoing, { id, text, error: null, state: 'sending' }] });
  keepDraftNow(to.token);
  deliver(to, id);
};

/** Sends a message that failed once more; the server recognises it should it have arrived after all. */
export const resendReply = (to: Addressee, id: string): void => {
  changeOutgoing(to.token, id, { state: 'sending', error: null });
  deliver(to, id);
};

/** Puts a message that failed back into the field, in front of what is there. */
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
    // What has come meanwhile may have it already.
    if (replyRecord(token)?.messages !== before) void reloadMessages(token);
    announce(t('reply.sentTo', { name }));
  } else {
    changeOutgoing(token, id, { state: 'failed', error: result.error });
    announce(`${t('reply.failedTo', { name })} ${t(`error.${result.error}`)}`);
    // Where the message itself is not on screen, the toast says what became of it.
    if (replyingTo() !== token) void attempt(Promise.resolve(result));
  }
  keepDraftNow(token);
};
