import type { CompanionDeps } from './companion.ts';

/** Returns the address of an app's page in the browser. */
export const pageOf = ({ server, indexPhp }: Pick<CompanionDeps, 'server' | 'indexPhp'>, app: string): string =>
  `${server}${indexPhp ? '/index.php' : ''}/apps/${app}/`;
