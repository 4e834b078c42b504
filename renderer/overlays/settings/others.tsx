import { createMemo, For, Show } from 'solid-js';
import type { CompanionId, CompanionViews, NotifyingCompanion } from '../../../main/core/model/companion.ts';
import { tc } from '../../i18n/companions/index.ts';
import { SwitchSetting } from './controls.tsx';
import type { Editor } from './editor.ts';

const OTHERS = ['mail', 'news', 'people', 'widgets'] as const satisfies CompanionId[];

/** Those that can notify of something new. */
const NOTIFYING: readonly CompanionId[] = ['mail', 'news', 'widgets'] satisfies NotifyingCompanion[];
const canNotify = (id: CompanionId): id is NotifyingCompanion => NOTIFYING.includes(id);

/** The other apps of the same Nextcloud that have no more settings, and the widgets of its dashboard. */
export const OtherSwitches = (props: { editor: Editor; views: CompanionViews }) => {
  const isOn = (id: CompanionId) => props.editor.value('companions').includes(id);
  const turn = (id: CompanionId, on: boolean) => {
    const others = props.editor.value('companions').filter((one) => one !== id);
    void props.editor.change('companions', on ? [...others, id] : others);
  };
  return (
    <>
      <p class="setting setting-help">{tc('settings.quiet')}</p>
      <For each={OTHERS}>
        {(id) => (
          <>
            <SwitchSetting
              label={tc(`settings.${id}`)}
              help={isMissing(props.views, id) ? tc('settings.missing') : tc(`settings.${id}.help`)}
              on={isOn(id)}
              locked={props.editor.locked('companions')}
              onChange={(on) => turn(id, on)}
            />
            <Show when={isOn(id) && canNotify(id) && id}>
              {(id) => <Notifications editor={props.editor} id={id()} />}
            </Show>
          </>
        )}
      </For>
      <Show when={isOn('widgets')}>
        <Widgets editor={props.editor} views={props.views} />
      </Show>
    </>
  );
};

/** Whether an app that is switched on also notifies. */
const Notifications = (props: { editor: Editor; id: NotifyingCompanion }) => {
  const turn = (on: boolean) => {
    const others = props.editor.value('companionNotifications').filter((one) => one !== props.id);
    void props.editor.change('companionNotifications', on ? [...others, props.id] : others);
  };
  return (
    <SwitchSetting
      label={tc(`settings.notify.${props.id}`)}
      help={tc('settings.notify.help')}
      on={props.editor.value('companionNotifications').includes(props.id)}
      locked={props.editor.locked('companionNotifications')}
      onChange={turn}
    />
  );
};

/** A switch for each widget that one of the servers offers. */
const Widgets = (props: { editor: Editor; views: CompanionViews }) => {
  // Equal lists are the same list, because new switches would lose the focus.
  const offered = createMemo(() => offeredIn(props.views), [], { equals: (a, b) => namesOf(a) === namesOf(b) });
  const turn = (id: string, on: boolean) => {
    const others = props.editor.value('widgets').filter((one) => one !== id);
    void props.editor.change('widgets', on ? [...others, id] : others);
  };
  return (
    <For each={offered()}>
      {({ id, title }) => (
        <SwitchSetting
          label={title}
          help={tc('settings.widget.help')}
          on={props.editor.value('widgets').includes(id)}
          locked={props.editor.locked('widgets')}
          onChange={(on) => turn(id, on)}
        />
      )}
    </For>
  );
};

type Offered = { id: string; title: string }[];

const namesOf = (offered: Offered): string => JSON.stringify(offered);

/** Returns each widget once, however many servers offer it. */
const offeredIn = (views: CompanionViews): Offered => {
  const all = views.flatMap(({ content }) => (content?.of === 'widgets' ? content.offered : []));
  return all
    .filter(({ id }, index) => all.findIndex((one) => one.id === id) === index)
    .map(({ id, title }) => ({ id, title }));
};

/** Returns whether no server has the app. */
const isMissing = (views: CompanionViews, id: CompanionId): boolean => {
  const states = views.filter((view) => view.id === id).map(({ state }) => state);
  return states.length > 0 && states.every((state) => state === 'unavailable');
};
