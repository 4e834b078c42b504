/** What a fork, or an organisation with a server of its own, sets instead of the releases on GitHub. */
export const UPDATES = 'TALKMELDER_UPDATES';

/**
 * Returns the https folder in which the installed app looks for newer versions; null: it looks nowhere. Without the
 * variable, it is that of the newest release of a repository on GitHub.
 * @throws an error with one sentence when the variable is no https address
 */
export function updatesFolder(repository: string, environment: Record<string, string | undefined>): string | null {
  const wanted = environment[UPDATES]?.trim() ?? '';
  if (wanted === 'off') return null;
  if (wanted !== '') {
    const url = URL.parse(wanted);
    if (url?.protocol === 'https:' && !url.username && !url.password && !url.search && !url.hash) return url.href;
    throw new Error(`${UPDATES} must be the https address of a folder, or "off".`);
  }
  const [, name] = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(repository) ?? [];
  return name === undefined ? null : `https://github.com/${name}/releases/latest/download`;
}
