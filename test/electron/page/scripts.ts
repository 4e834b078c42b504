import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { compileFunction } from 'node:vm';
import { makeCodec } from './codec.ts';
import { startMainWorld } from './main-world.ts';
import { type PreloadInfo, startPreloadWorld } from './preload-world.ts';
import { makeWorldBridge } from './world-bridge.ts';

/** The two scripts of a window, and the names by which the host communicates with the second. */
export type PageScripts = { main: string; preload: string; worldName: string; binding: string; receiver: string };

const parameters = ['exports', 'require', 'module', '__filename', 'process'];

/** Returns the preload's text, or a script that throws its error, so that the window reports it. */
function readPreload(path: string | undefined): string {
  if (path === undefined) return '';
  if (!isAbsolute(path)) return throwing('Error', `preload script must have absolute path: ${path}`);
  try {
    const source = readFileSync(path, 'utf8');
    // This only checks the script as CommonJS: ESM syntax is an error here, as in a sandboxed preload.
    compileFunction(source, parameters);
    return source;
  } catch (error) {
    return throwing(error instanceof SyntaxError ? 'SyntaxError' : 'Error', String(error));
  }
}

const throwing = (kind: string, message: string): string => `throw new ${kind}(${JSON.stringify(message)});`;

/** Limits a script to the top frame: subframes get no preload while `nodeIntegrationInSubFrames` is off. */
const inTopFrame = (script: string): string => `if (window === window.parent) { ${script} }`;

/** Builds the scripts that run in a window before the page's own scripts, in the page's world and in the preload's. */
export function pageScripts(preload: string | undefined): PageScripts {
  const secret = randomUUID();
  const binding = `host-${secret}`;
  const receiver = `host-receive-${secret}`;
  const info: PreloadInfo = {
    binding,
    receiver,
    filename: preload ?? '',
    platform: process.platform,
    versions: { electron: process.versions.electron ?? '', node: process.versions.node },
  };
  const bridge = (hear: string, say: string): string =>
    `const codec = (${makeCodec})(); const bridge = (${makeWorldBridge})(codec, '${secret}-${hear}', '${secret}-${say}');`;
  const wrapped = `(function (${parameters.join(', ')}) {${readPreload(preload)}\n})`;
  return {
    main: inTopFrame(`${bridge('main', 'preload')} (${startMainWorld})(bridge);`),
    preload: inTopFrame(
      `${bridge('preload', 'main')} (${startPreloadWorld})(codec, bridge, ${JSON.stringify(info)}, ${wrapped});`,
    ),
    worldName: `Electron Isolated Context ${secret}`,
    binding,
    receiver,
  };
}
