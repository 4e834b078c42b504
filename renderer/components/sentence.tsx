import { For } from 'solid-js';
import { sentenceParts } from './sentence-parts.ts';

/**
 * A sentence with names or addresses in it. They keep their own direction and are never hyphenated: a hyphen would look
 * like a part of the address (base.css).
 */
export const Sentence = (props: { text: string; names: readonly string[] }) => (
  <For each={sentenceParts(props.text, props.names)}>{({ text, isName }) => (isName ? <bdi>{text}</bdi> : text)}</For>
);
