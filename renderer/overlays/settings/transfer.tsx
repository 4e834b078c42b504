import { createSignal, Show } from 'solid-js';
import type { ImportOutcome } from '../../../main/core/model/settings-file.ts';
import { bridge } from '../../bridge.ts';
import { ActionButton } from '../../components/buttons.tsx';
import { say } from '../../i18n/transfer.ts';
import { Section } from './controls.tsx';

/** Saves the settings to a file, and loads them from one. */
export const TransferSettings = () => {
  const [said, setSaid] = createSignal('');
  const [canUndo, setCanUndo] = createSignal(false);
  let load: HTMLDivElement | undefined;
  const save = async () => {
    setSaid('');
    const answer = await bridge.exportSettings();
    if (answer.ok && answer.value.saved) setSaid(say('saved'));
    return answer;
  };
  const take = async () => {
    setSaid('');
    const answer = await bridge.importSettings();
    if (answer.ok && answer.value.outcome) {
      setSaid(textOf(answer.value.outcome));
      setCanUndo(true);
    }
    return answer;
  };
  const undo = async () => {
    const answer = await bridge.undoImport();
    if (answer.ok) {
      // The button with the focus goes.
      load?.querySelector('button')?.focus();
      setCanUndo(false);
      setSaid(say('undone'));
    }
    return answer;
  };
  return (
    <Section title={say('title')}>
      <div class="setting">
        <p class="setting-help">{say('help')}</p>
        <div class="setting-buttons" ref={load}>
          <ActionButton class="button button-small" action={take}>
            {say('load')}
          </ActionButton>
          <ActionButton class="button button-small" action={save}>
            {say('save')}
          </ActionButton>
          <Show when={canUndo()}>
            <ActionButton class="button button-small" action={undo}>
              {say('undo')}
            </ActionButton>
          </Show>
        </div>
        <p class="setting-help" role="status">
          {said()}
        </p>
      </div>
    </Section>
  );
};

const textOf = ({ settings, alarms, left }: ImportOutcome) => {
  const taken = say('loaded', { count: settings, alarms });
  return left > 0 ? `${taken} ${say('left', { left })}` : taken;
};
