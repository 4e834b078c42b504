/** An element of a toast's XML. */
interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

/** The visible parts of a toast, and the arguments that Windows passes back after a choice. */
export interface Toast {
  title: string;
  body: string;
  silent: boolean;
  /** The texts of the buttons, without the one that sends the reply. */
  actions: string[];
  hasReply: boolean;
  /** The arguments of a click, of each button, and of a reply. */
  arguments: { click: string; actions: string[]; reply: string };
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @throws for an unknown entity, and for a bare & or < */
function textOf(raw: string): string {
  if (/<|&(?!(amp|lt|gt|quot|apos);)/.test(raw)) throw new Error(`not well-formed: ${raw}`);
  return raw.replace(/&(\w+);/g, (_all, name: string) => ENTITIES[name] ?? '');
}

/** Parses the XML of a toast, as strictly as Windows. @throws if the text is not well-formed */
function parse(xml: string): Element {
  if (!xml.isWellFormed() || /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml))
    throw new Error('a character that no XML may contain');
  const root: Element = { name: '', attributes: {}, text: '', children: [] };
  const open = [root];
  const token = /<(\/?)([a-z]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gi;
  let end = 0;
  for (const match of xml.matchAll(token)) {
    if (match.index !== end) break;
    end += match[0].length;
    const [, closing, name = '', attributes = '', empty, text] = match;
    const parent = open.at(-1);
    if (!parent) break;
    if (text !== undefined) parent.text += textOf(text);
    else if (closing) {
      if (parent.name !== name) throw new Error(`</${name}> ends <${parent.name}>`);
      open.pop();
    } else {
      const pairs = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        textOf(value),
      ]);
      const element: Element = { name, attributes: Object.fromEntries(pairs), text: '', children: [] };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [only] = root.children;
  if (end !== xml.length || open.length !== 1 || root.children.length !== 1 || !only)
    throw new Error(`not well-formed at ${end}: ${xml.slice(end, end + 40)}`);
  return only;
}

const all = (element: Element, name: string): Element[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
];

/** Reads `toastXml`. @throws if Windows would not show it */
export function toastOf(xml: string): Toast {
  const root = parse(xml);
  if (root.name !== 'toast') throw new Error(`<${root.name}> is no toast`);
  const [title, body] = all(root, 'text').map(({ text }) => text);
  const buttons = all(root, 'action').map(({ attributes }) => attributes);
  const plain = buttons.filter((button) => button['hint-inputId'] === undefined);
  const reply = buttons.find((button) => button['hint-inputId'] === 'reply');
  return {
    title: title ?? '',
    body: body ?? '',
    silent: all(root, 'audio').some(({ attributes }) => attributes.silent === 'true'),
    actions: plain.map(({ content = '' }) => content),
    hasReply: reply !== undefined && all(root, 'input').some(({ attributes }) => attributes.id === 'reply'),
    arguments: {
      click: root.attributes.launch ?? '',
      actions: plain.map((button) => button.arguments ?? ''),
      reply: reply?.arguments ?? '',
    },
  };
}
