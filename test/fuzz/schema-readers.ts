import * as v from 'valibot';
import { previewOf } from '../../main/core/conversations/preview.ts';
import { words } from '../../main/core/i18n/index.ts';
import { Preview } from '../../main/core/model/conversation.ts';
import { parse } from '../../main/core/nextcloud/client.ts';
import {
  Capabilities,
  Envelope,
  LoginGranted,
  LoginStart,
  type Message,
  MessagesAnswer,
  Rooms,
  Status,
  User,
  UserStatus,
} from '../../main/core/nextcloud/schemas.ts';
import { room } from '../fakes/rooms.ts';
import type { Target } from './answer.ts';

const say = words('de');

const inEnvelope = <S extends v.GenericSchema>(data: S) =>
  v.object({ ocs: v.object({ meta: Envelope.entries.ocs.entries.meta, data }) });
const RoomsAnswer = inEnvelope(Rooms);
const ChatAnswer = inEnvelope(MessagesAnswer);

function preview(message: Message): void {
  v.parse(Preview, previewOf(message, room('self'), say));
}

const reader =
  (schema: v.GenericSchema) =>
  (text: string): void =>
    void parse(schema, text);

/** Functions that read an answer's text with its schema only, without a client; some answers have no schema. */
export const schemaReaders: Record<Target, ((text: string) => void) | null> = {
  status: reader(Status),
  'login-start': reader(LoginStart),
  'login-poll': reader(LoginGranted),
  capabilities: reader(inEnvelope(Capabilities)),
  user: reader(inEnvelope(User)),
  'user-status': reader(inEnvelope(UserStatus)),
  rooms(text) {
    for (const { lastMessage } of parse(RoomsAnswer, text).ocs.data) if (lastMessage) preview(lastMessage);
  },
  chat(text) {
    for (const message of parse(ChatAnswer, text).ocs.data.messages) preview(message);
  },
  revoke: null,
  'pre-auth': null,
};
