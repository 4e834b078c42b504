import { createResource, For, Show } from 'solid-js';
import { render } from 'solid-js/web';

/** The least that shows the same words: what Solid itself costs. */
const BareList = () => {
  const [state] = createResource(() => window.talkmelder.getState());
  return (
    <Show when={state()}>
      {(answer) => (
        <ul>
          <For each={answer().value.phase.conversations}>
            {(conversation) => (
              <li data-token={conversation.token}>
                <b>{conversation.name}</b> <span>{conversation.unread}</span>
                <p>{conversation.preview?.text}</p>
              </li>
            )}
          </For>
        </ul>
      )}
    </Show>
  );
};

render(() => <BareList />, document.getElementById('app'));
