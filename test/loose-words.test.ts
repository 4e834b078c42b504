import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { de } from '../renderer/i18n/de.ts';

const keys = Object.keys(de);
const root = join(import.meta.dirname, '..');

/** Texts that are the same in every language: names, an example address, and the labels of keys. */
const UNIVERSAL = /\b(?:Nextcloud|Talkmelder|Talk|cloud\.example\.org|Esc|F\d{1,2}|Alt|[A-Z])\b/g;
/** Attributes that a user sees or hears besides an element's text. */
const SPOKEN = /^(?:aria-(?:label|description|roledescription|valuetext|placeholder)|title|alt|placeholder|label)$/;
/** Properties in which views pass texts to menus, dialogs and the live region. */
const HANDED_OVER = /^(?:label|title|text|help|hint|confirm|cancel|placeholder|description)$/;
const SPEAKS = new Set(['announce', 'alert', 'prompt']);

/** A node of the syntax tree; its type decides which other fields it has. */
interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
const children = (node: Node): Node[] => Object.values(node).flat().filter(isNode);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const nameOf = (node: unknown): string =>
  isNode(node) ? text(node.name) || text(node.value) || nameOf(node.name) : '';

/** Returns the literals that an expression can evaluate to; literals in comparisons and calls do not count. */
function outcomes(node: unknown): { words: string; at: number }[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'Literal':
      return [{ words: text(node.value), at: node.start }];
    case 'TemplateLiteral':
      return [
        ...children(node).flatMap((child) => (child.type === 'TemplateElement' ? [] : outcomes(child))),
        ...children(node)
          .filter(({ type }) => type === 'TemplateElement')
          .map(({ value, start }) => ({ words: text((value as { cooked?: unknown }).cooked), at: start })),
      ];
    case 'ConditionalExpression':
      return [...outcomes(node.consequent), ...outcomes(node.alternate)];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.type === 'LogicalExpression' || node.operator === '+'
        ? [...outcomes(node.left), ...outcomes(node.right)]
        : [];
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return outcomes(node.expression);
    case 'ArrowFunctionExpression':
      return outcomes(node.body);
    default:
      return [];
  }
}

function wordsIn(node: Node): { words: string; at: number }[] {
  switch (node.type) {
    case 'JSXText':
      return [{ words: text(node.value), at: node.start }];
    case 'JSXElement':
    case 'JSXFragment':
      return children(node).flatMap((child) => (child.type === 'JSXExpressionContainer' ? outcomes(child) : []));
    case 'JSXAttribute':
      return SPOKEN.test(nameOf(node.name)) ? outcomes(node.value) : [];
    case 'Property':
      return HANDED_OVER.test(nameOf(node.key)) ? outcomes(node.value) : [];
    case 'CallExpression':
      return SPEAKS.has(nameOf(node.callee)) ? children(node).flatMap(outcomes) : [];
    case 'AssignmentExpression':
      return isNode(node.left) && nameOf(node.left.property) === 'title' ? outcomes(node.right) : [];
    default:
      return [];
  }
}

/** Message keys, and prefixes of keys (`error.`), are not texts. */
const isKey = (words: string): boolean =>
  words in de || (words.endsWith('.') && keys.some((key) => key.startsWith(words)));

/** Returns texts in the source itself, as `file:line text`. */
function looseWords(file: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    for (const { words, at } of wordsIn(node)) {
      const isLoose = /\p{L}/u.test(words.replace(UNIVERSAL, '')) && !isKey(words);
      if (isLoose) found.push(`${file}:${source.slice(0, at).split('\n').length} ${words.trim()}`);
    }
    for (const child of children(node)) visit(child);
  };
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  visit(program as unknown as Node);
  return [...new Set(found)];
}

const files = globSync('renderer/**/*.{ts,tsx}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/\.test\.tsx?$|\/i18n\//.test(file));

it('the i18n files hold every text that the window shows or speaks', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(files.flatMap((file) => looseWords(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

it.each([
  ['<p>Hello</p>', 'Hello'],
  ['<p>{busy() ? "Wait" : ""}</p>', 'Wait'],
  [`<p>{busy() && \`Wait \${name}\`}</p>`, 'Wait'],
  ['<button aria-label="Close" />', 'Close'],
  [`<button title={\`\${t("find.close")} (now)\`} />`, '(now)'],
  ['openMenu({ label: "Choose" })', 'Choose'],
  ['announce("Gone")', 'Gone'],
  ['document.title = "Überschrift"', 'Überschrift'],
])('finds a loose text: %s', (source, words) => {
  expect(looseWords('a.tsx', source)).toEqual([`a.tsx:1 ${words}`]);
});

it.each([
  '<p class="quiet">{t("list.empty")}</p>',
  '<p>{tone === "mention" ? "@ " : ""}</p>',
  `<button title={\`\${t("find.close")} (Esc)\`} shortcut="F5" />`,
  '<h1>Talkmelder</h1>',
  'const empty = { icon: "search", title: "find.nothing" }',
])('ignores other literals: %s', (source) => {
  expect(looseWords('a.tsx', source)).toEqual([]);
});
