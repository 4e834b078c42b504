import { For } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { render } from 'solid-js/web';

/** A minimal list with the same text and the same updates, which shows the cost of Solid itself. */
const BareList = () => {
  const [held, setHeld] = createStore({ conversations: [] });
  const take = ({ phase }) => setHeld('conversations', reconcile(phase.conversations, { key: 'token' }));
  window.talkmelder.onState(take);
  window.talkmelder.getState().then(({ value }) => take(value));
  return (
    <ul>
      <For each={held.conversations}>
        {(conversation) => (
          <li data-token={conversation.token}>
            <b>{conversation.name}</b> <span>{conversation.unread}</span>
            <p>{conversation.preview?.text}</p>
          </li>
        )}
      </For>
    </ul>
  );
};

render(() => <BareList />, document.getElementById('app'));
