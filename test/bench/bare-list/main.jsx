import { createResource, For, Show } from 'solid-js';
import { render } from 'solid-js/web';

/** A minimal list with the same text, which shows the cost of Solid itself. */
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
