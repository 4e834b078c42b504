import { createUniqueId, For, Show } from 'solid-js';
import type { Connected } from '../../../main/core/model/connected.ts';
import type { Conversation } from '../../../main/core/model/conversation.ts';
import { bridge } from '../../bridge.ts';
import { ActionButton } from '../../components/buttons.tsx';
import { t } from '../../i18n/index.ts';
import { ruleText } from '../alarm-rule.ts';
import { openAlarmDialog } from '../dialog.ts';
import { LockNote } from './controls.tsx';

/** A list of more names would be no help; the menu of a row offers the same for all others. */
const MOST_OFFERED = 200;
const NONE = '';

const allIn = (phase: Connected) => [...(phase.conversations ?? []), ...phase.archived];

/** The alarm conversations in the list. */
export const declaredIn = (phase: Connected) => allIn(phase).filter(({ alarm }) => alarm !== undefined);

/** The alarm conversations: what rings in each, and a way to add one. */
export const AlarmConversations = (props: { phase: Connected }) => {
  const declared = () => declaredIn(props.phase);
  const gone = () => props.phase.accounts.flatMap(({ goneAlarms }) => goneAlarms ?? []);
  const offered = () =>
    allIn(props.phase)
      .filter(({ alarm, type }) => alarm === undefined && type !== 'note-to-self')
      .slice(0, MOST_OFFERED);
  return (
    <>
      <Show when={declared().length + gone().length === 0}>
        <div class="setting">
          <p class="setting-text">{t('alarms.none')}</p>
        </div>
      </Show>
      <For each={declared()}>{(conversation) => <AlarmLine conversation={conversation} />}</For>
      <For each={gone()}>
        {(token) => (
          <div class="setting">
            <p class="setting-text">{t('alarms.gone')}</p>
            <ActionButton class="button button-small" action={() => bridge.undeclareAlarm({ token })}>
              {t('alarms.end')}
            </ActionButton>
          </div>
        )}
      </For>
      <AddAlarm conversations={offered()} />
    </>
  );
};

/** A list that opens the dialog and then shows nothing chosen again. */
const AddAlarm = (props: { conversations: Conversation[] }) => {
  const id = createUniqueId();
  const choose = (select: HTMLSelectElement) => {
    const token = select.value;
    select.value = NONE;
    if (token !== NONE) openAlarmDialog(token);
  };
  return (
    <div class="setting">
      <label class="setting-label" for={id}>
        {t('alarms.add')}
      </label>
      <span class="select">
        <select id={id} aria-describedby={`${id}-help`} onChange={(event) => choose(event.currentTarget)}>
          <option value={NONE}>{t('alarms.add.choose')}</option>
          <For each={props.conversations}>{({ token, name }) => <option value={token}>{name}</option>}</For>
        </select>
      </span>
      <p id={`${id}-help`} class="setting-help">
        {t('alarms.add.help')}
      </p>
    </div>
  );
};

const AlarmLine = (props: { conversation: Conversation }) => {
  const isLocked = () => props.conversation.alarm?.locked ?? false;
  return (
    <Show when={props.conversation.alarm}>
      {(alarm) => (
        <div class="setting">
          <div class="setting-text">
            <p class="setting-label">
              <bdi>{props.conversation.name}</bdi>
            </p>
            <p class="setting-help">
              {ruleText(alarm().rule)}
              <LockNote locked={isLocked()} />
            </p>
          </div>
          <button
            type="button"
            class="button button-small"
            aria-label={t(isLocked() ? 'alarms.showOf' : 'alarms.changeOf', { name: props.conversation.name })}
            onClick={() => openAlarmDialog(props.conversation.token)}
          >
            {t(isLocked() ? 'alarms.show' : 'alarms.change')}
          </button>
        </div>
      )}
    </Show>
  );
};
