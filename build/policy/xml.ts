/** A node of XML: its name, its attributes, and its text or its children. */
export interface Element {
  name: string;
  attributes: Record<string, string | number>;
  content: string | Element[];
}

export const element = (
  name: string,
  attributes: Element['attributes'] = {},
  content: Element['content'] = [],
): Element => ({ name, attributes, content });

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param doctype a line between the declaration and the root */
export const xml = (root: Element, doctype = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${doctype}${written(root, '')}`;

function written({ name, attributes, content }: Element, indent: string): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`)].join(
    ' ',
  );
  if (content.length === 0 && typeof content !== 'string') return `${indent}<${head} />\n`;
  if (typeof content === 'string') return `${indent}<${head}>${escaped(content)}</${name}>\n`;
  return `${indent}<${head}>\n${content.map((child) => written(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}
