/** Who answers for the packages, and where they come from: package managers want it, and so do their users. */
export interface Maintainer {
  /** `Name <address@example.org>`. */
  author: string;
  /** An https address for people. */
  homepage: string;
  /** The https address of the source code. */
  repository: string;
}

/** What a fork sets when it does not want to change package.json. */
export const VARIABLES = {
  author: 'TALKMELDER_AUTHOR',
  homepage: 'TALKMELDER_HOMEPAGE',
  repository: 'TALKMELDER_REPOSITORY',
} as const;

const isAuthor = (text: string): boolean => /^[^<>]*[^<>\s] <[^<>@\s]+@[^<>@\s]+>$/.test(text);
const isAddress = (text: string): boolean => /^https:\/\/[^\s/]+/.test(text);
const FIELDS = { author: isAuthor, homepage: isAddress, repository: isAddress };
const names = ['author', 'homepage', 'repository'] as const;

/**
 * Takes each field from the environment, else from package.json.
 * @param manifest the content of package.json
 * @throws an error with one sentence that names each missing field
 */
export function maintainerOf(
  manifest: Record<string, unknown>,
  environment: Record<string, string | undefined>,
): Maintainer {
  const found = {
    author: environment[VARIABLES.author]?.trim() || authorText(manifest.author),
    homepage: environment[VARIABLES.homepage]?.trim() || textOf(manifest.homepage),
    repository: environment[VARIABLES.repository]?.trim() || repositoryText(manifest.repository),
  };
  const missing = names.filter((name) => !FIELDS[name](found[name]));
  if (missing.length > 0)
    throw new Error(
      `package.json must name the people behind the packages: ${missing.map((name) => `"${name}" (${FORMS[name]})`).join(', ')}; a fork can set ${missing.map((name) => VARIABLES[name]).join(', ')} instead.`,
    );
  return found;
}

const FORMS = {
  author: 'Name <address@example.org>',
  homepage: 'https address',
  repository: 'https address of the source',
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const fieldOf = (value: unknown, name: string): string =>
  typeof value === 'object' && value !== null ? textOf(Reflect.get(value, name)) : '';

const authorText = (author: unknown): string =>
  textOf(author) || `${fieldOf(author, 'name')} <${fieldOf(author, 'email')}>`;

/** npm writes `git+https://….git`. */
const repositoryText = (repository: unknown): string =>
  (textOf(repository) || fieldOf(repository, 'url')).replace(/^git\+/, '').replace(/\.git$/, '');
