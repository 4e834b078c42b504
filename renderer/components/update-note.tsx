import { Match, Switch } from 'solid-js';
import type { UpdateState } from '../../main/core/model/update.ts';
import { bridge } from '../bridge.ts';
import { u } from '../i18n/updates.ts';
import { openSettings } from '../overlays/open-settings.ts';
import { ActionButton } from './buttons.tsx';
import { Icon } from './icon.tsx';

/** The one line about updates above the footer. */
const UpdateNote = (props: { update: UpdateState }) => {
  const text = () => {
    const { line, running, version } = props.update;
    return line === null ? '' : u(`line.${line}`, { version: line === 'news' ? running : (version ?? '') });
  };
  const show = () => {
    const answer = openSettings();
    if (props.update.line === 'news') void bridge.seeUpdate();
    return answer;
  };
  const hasNotes = () => props.update.news !== '';
  return (
    <div class="footnote" data-line={props.update.line}>
      <Icon name={props.update.line === 'news' ? 'check' : 'info'} />
      <p>{text()}</p>
      <Switch>
        <Match when={props.update.line === 'ready'}>
          <ActionButton class="button button-small" action={() => bridge.installUpdate()}>
            {u('line.restart')}
          </ActionButton>
        </Match>
        <Match when={props.update.line === 'news' && !hasNotes()}>
          <ActionButton class="button button-small" action={() => bridge.seeUpdate()}>
            {u('line.seen')}
          </ActionButton>
        </Match>
        <Match when={true}>
          <button type="button" class="button button-small" onClick={() => void show()}>
            {u(props.update.line === 'news' ? 'line.notes' : 'line.look')}
          </button>
        </Match>
      </Switch>
    </div>
  );
};

export default UpdateNote;
