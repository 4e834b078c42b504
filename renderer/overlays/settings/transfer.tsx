import { createSignal, For, Show } from 'solid-js';
import type { ImportOutcome } from '../../../main/core/model/settings-file.ts';
import { bridge } from '../../bridge.ts';
import { ActionButton } from '../../components/buttons.tsx';
import { Sentence } from '../../components/sentence.tsx';
import { say } from '../../i18n/transfer.ts';
import { Section } from './controls.tsx';

/** Saves the settings to a file, and loads them from one. */
export const TransferSettings = () => {
  const [said, setSaid] = createSignal<Line[]>([]);
  const [canUndo, setCanUndo] = createSignal(false);
  let load: HTMLDivElement | undefined;
  const save = async () => {
    setSaid([]);
    const answer = await bridge.exportSettings();
    if (answer.ok && answer.value.saved) setSaid([{ text: say('saved'), names: [] }]);
    return answer;
  };
  const take = async () => {
    setSaid([]);
    const answer = await bridge.importSettings();
    if (answer.ok && answer.value.outcome) {
      setSaid(linesOf(answer.value.outcome));
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
      setSaid([{ text: say('undone'), names: [] }]);
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
        <div role="status">
          <For each={said()}>
            {({ text, names }) => (
              <p class="setting-help">
                <Sentence text={text} names={names} />
              </p>
            )}
          </For>
        </div>
      </div>
    </Section>
  );
};

/** A PC that cannot store has one fault, whatever the number of names. */
const NAMED = 10;

interface Line {
  text: string;
  names: readonly string[];
}

const linesOf = ({ settings, alarms, left, missing, settingsSaved, unsaved }: ImportOutcome): Line[] => {
  const names = unsaved.slice(0, NAMED);
  const listed = unsaved.length > NAMED ? [...names, '…'] : names;
  return [
    { text: say('loaded', { count: settings, alarms }), names: [] },
    ...(left > 0 ? [{ text: say('left', { left }), names: [] }] : []),
    ...(missing > 0 ? [{ text: say('missing', { missing }), names: [] }] : []),
    ...(settingsSaved ? [] : [{ text: say('settingsUnsaved'), names: [] }]),
    ...(names.length > 0 ? [{ text: say('alarmsUnsaved', { names: listed.join(', ') }), names }] : []),
  ];
};
