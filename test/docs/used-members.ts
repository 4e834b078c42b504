import { fileURLToPath } from 'node:url';
import type { Node } from 'typescript/unstable/ast';
import {
  isCallExpression,
  isClassDeclaration,
  isInterfaceDeclaration,
  isNewExpression,
  isPropertyAccessExpression,
  isStringLiteral,
} from 'typescript/unstable/ast/is';
import { API, type Project, type Symbol as TypeSymbol } from 'typescript/unstable/sync';

const root = fileURLToPath(new URL('../..', import.meta.url));
const declared = /\/node_modules\/electron\/electron\.d\.ts$/;
const appsOwn = /\/(main|preload)\/(?!.*\.test\.ts$).*\.ts$/;
const subscribing = new Set(['on', 'once', 'off', 'addListener', 'removeListener']);
/** Members that are only data, or that belong to Node. */
const notCalled = new Set([
  'Certificate',
  'Display',
  'LoginItemSettings',
  'Point',
  'Process',
  'ProcessVersions',
  'Rectangle',
  'Request',
  'Size',
]);

/** Returns Electron's class or interface of a property; undefined for properties from elsewhere. */
function ownerOf(symbol: TypeSymbol, project: Project): string | undefined {
  const declaration = symbol.declarations.find(({ path }) => declared.test(path));
  if (!declaration) return undefined;
  const owner = declaration.resolve(project)?.parent;
  const isNamed = owner && (isClassDeclaration(owner) || isInterfaceDeclaration(owner));
  return isNamed ? owner.name?.text : undefined;
}

/** Returns `Tray.setImage`, `Tray 'click'` or `new Tray`; undefined for nodes that do not use Electron. */
function memberAt(node: Node, project: Project): string | undefined {
  if (isNewExpression(node)) {
    const type = project.checker.getTypeAtLocation(node)?.getSymbol();
    const isElectrons = type?.declarations.some(({ path }) => declared.test(path));
    return isElectrons ? `new ${type?.name}` : undefined;
  }
  if (!isPropertyAccessExpression(node)) return undefined;
  const symbol = project.checker.getSymbolAtLocation(node.name);
  const owner = symbol && ownerOf(symbol, project);
  if (!symbol || !owner || notCalled.has(owner)) return undefined;
  const call = node.parent;
  const [event] = isCallExpression(call) && call.expression === node ? call.arguments : [];
  const isEvent = event && isStringLiteral(event) && subscribing.has(symbol.name) && !owner.startsWith('Ipc');
  return isEvent ? `${owner} '${event.text}'` : `${owner}.${symbol.name}`;
}

/** Returns the members of Electron that the app's sources use, as the compiler resolves them. */
export function usedMembers(): Set<string> {
  const api = new API({ cwd: root });
  try {
    const [project] = api.updateSnapshot({ openProject: `${root}tsconfig.json` }).getProjects();
    if (!project) throw new Error('the compiler finds no project');
    const used = new Set<string>();
    const visit = (node: Node): void => {
      const member = memberAt(node, project);
      if (member) used.add(member);
      node.forEachChild(visit);
    };
    for (const name of project.program.getSourceFileNames()) {
      if (appsOwn.test(name)) project.program.getSourceFile(name)?.forEachChild(visit);
    }
    return used;
  } finally {
    api.close();
  }
}
