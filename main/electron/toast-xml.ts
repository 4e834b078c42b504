import type { ActivationArguments, NotificationConstructorOptions } from 'electron';
import { isAlarmId } from '../core/model/alarm.ts';
import { type AppAddress, isAppAddress } from '../core/model/companion.ts';
import { isGlobalToken } from '../core/model/global-token.ts';

/**
 * Builds the XML of a Windows toast. Electron's own XML (`GetToastXml` in shell/browser/notifications/win/
 * windows_toast_notification.cc, main branch of August 2026) names its notification only in the buttons, as
 * `type=action&action=0&tag=ID`: a click beside them says nothing, so that after a restart the app could not know the
 * conversation. This is the same toast with `launch`, and with the conversation in each of the arguments; in return
 * Electron leaves the escaping to the app. Windows keeps the arguments in the toast: they name the conversation or the
 * app, and the key of the account, nothing secret.
 * @param options the notification; Electron finds it by its `id` while the app still has it
 * @param conversation a `GlobalToken`; null: a click opens the window
 * @param thread in the conversation that a click opens; null: none
 * @param join a click and the button join the conversation's call
 * @param alarm a click and the button acknowledge this alarm; null: the notification is about no alarm
 * @param app that a click opens; null: none
 */
export function toastXml(
  options: NotificationConstructorOptions,
  conversation: string | null,
  thread: string | null,
  join = false,
  alarm: string | null = null,
  app: AppAddress | null = null,
): string {
  const { id = '', title = '', body = '', silent, hasReply, replyPlaceholder = '', actions = [] } = options;
  const place = [
    ...(conversation === null ? [] : [`conversation=${conversation}`]),
    ...(thread === null ? [] : [`thread=${thread}`]),
    ...(join ? ['join=1'] : []),
    ...(alarm === null ? [] : [`alarm=${alarm}`]),
    ...(app === null ? [] : [`app=${app.companion}`, `account=${app.account}`]),
    ...(app === null || app.item === null ? [] : [`item=${encodeURIComponent(app.item.toWellFormed())}`]),
  ];
  const about = (type: string): string => attribute([`type=${type}`, `tag=${id}`, ...place].join('&'));
  const buttons = actions.map(
    ({ text = '' }, index) =>
      `<action activationType="foreground" arguments=${about(`action&action=${index}`)} content=${attribute(text)}/>`,
  );
  const placeholder = attribute(replyPlaceholder);
  const field = `<input id="reply" type="text" placeHolderContent=${placeholder}/>`;
  const send = `<action activationType="foreground" arguments=${about('reply')} content=${placeholder} hint-inputId="reply"/>`;
  const choices = [...(hasReply ? [field] : []), ...buttons, ...(hasReply ? [send] : [])];
  return [
    `<toast launch=${about('click')}>`,
    `<visual><binding template="ToastGeneric"><text>${escaped(title)}</text><text>${escaped(body)}</text></binding></visual>`,
    ...(choices.length > 0 ? [`<actions>${choices.join('')}</actions>`] : []),
    ...(silent ? ['<audio silent="true"/>'] : []),
    '</toast>',
  ].join('');
}

const attribute = (text: string): string => `"${escaped(text)}"`;

/** Characters that no XML may contain, escaped or not. Source: XML 1.0, "Characters". */
const NEVER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Returns text that can neither end an element or an attribute nor spoil the document, whatever its author wrote. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(NEVER, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** The user's choice on a toast. */
export interface ToastChoice {
  /** The id of the notification; empty where the toast names none. */
  id: string;
  kind: 'click' | 'reply' | 'mark-read' | 'join' | 'acknowledge';
  /** The conversation as a `GlobalToken`; null without a valid one. */
  token: string | null;
  /** The thread in the conversation; null: none. */
  thread: string | null;
  /** The alarm that is acknowledged; null: none. */
  alarm: string | null;
  /** The app that opens; null: none. */
  app: AppAddress | null;
  /** The typed text; empty where nothing was typed. */
  text: string;
}

/** Parses a choice that Windows reports. Any program of the user can send the same, so nothing in it is trusted. */
export function choiceOn({ type, arguments: given, reply = '' }: ActivationArguments): ToastChoice {
  const parameters = new URLSearchParams(given);
  const conversation = parameters.get('conversation');
  const token = isGlobalToken(conversation) ? conversation : null;
  const plain = type === 'action' ? 'mark-read' : 'click';
  const named = parameters.get('alarm');
  const alarm = isAlarmId(named) ? named : null;
  const ordinary = type === 'reply' ? 'reply' : parameters.get('join') === '1' ? 'join' : plain;
  const kind = alarm === null ? ordinary : 'acknowledge';
  const [thread = null] = /^\d{1,16}$/.exec(parameters.get('thread') ?? '') ?? [];
  return { id: parameters.get('tag') ?? '', kind, token, thread, alarm, app: appIn(parameters), text: reply };
}

function appIn(parameters: URLSearchParams): AppAddress | null {
  const address = {
    account: parameters.get('account'),
    companion: parameters.get('app'),
    item: parameters.get('item'),
  };
  return isAppAddress(address) ? address : null;
}
