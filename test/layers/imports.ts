import { parseSync } from 'vite';

/** One place where a file uses another module. */
export interface Import {
  /** The module as written; null for a computed name. */
  from: string | null;
  /** The import leaves nothing in the bundle. */
  typeOnly: boolean;
  /** The module loads on demand: `import('…')`. */
  lazy: boolean;
}

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

const textOf = (node: unknown): string | null =>
  isTree(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;

/** Node's globals, which need no import. */
const NODE_GLOBALS = new Set(['require', 'process', 'module', '__dirname', '__filename', 'Buffer']);

/** Returns whether this identifier is a value and not the name of a property. */
function isValue(parent: Tree, key: string): boolean {
  const names = parent.type === 'MemberExpression' ? 'property' : 'key';
  return key !== names || parent.computed === true || parent.shorthand === true;
}

function importAt(node: Tree): Import | null {
  const { type } = node;
  const isDeclared =
    type === 'ImportDeclaration' || type === 'ExportNamedDeclaration' || type === 'ExportAllDeclaration';
  if (isDeclared && node.source !== null && node.source !== undefined) {
    const typeOnly = node.importKind === 'type' || node.exportKind === 'type';
    return { from: textOf(node.source), typeOnly, lazy: false };
  }
  if (type === 'ImportExpression') return { from: textOf(node.source), typeOnly: false, lazy: true };
  if (type === 'TSImportType') return { from: textOf(node.source ?? node.argument), typeOnly: true, lazy: false };
  if (type === 'TSExternalModuleReference') return { from: textOf(node.expression), typeOnly: false, lazy: false };
  const isRequire = type === 'CallExpression' && isTree(node.callee) && node.callee.name === 'require';
  return isRequire ? { from: textOf((node.arguments as unknown[])[0]), typeOnly: false, lazy: false } : null;
}

/**
 * Returns everything that a source file uses from outside.
 * @returns its imports in any form, and the globals of Node that it names
 */
export function usesOf(file: string, text: string): { imports: Import[]; globals: string[] } {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  const imports: Import[] = [];
  const globals = new Set<string>();

  function visit(node: Tree): void {
    const found = importAt(node);
    if (found) imports.push(found);
    for (const [key, child] of Object.entries(node))
      for (const one of Array.isArray(child) ? child : [child]) {
        if (!isTree(one)) continue;
        if (one.type === 'Identifier' && NODE_GLOBALS.has(String(one.name)) && isValue(node, key))
          globals.add(String(one.name));
        visit(one);
      }
  }
  visit(program as unknown as Tree);
  return { imports, globals: [...globals] };
}
