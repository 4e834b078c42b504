import { expect, it } from 'vitest';
import { maintainerOf } from './maintainer.ts';

const HERE = {
  author: 'Erika Muster <erika@example.org>',
  homepage: 'https://example.org/talkmelder',
  repository: 'https://example.org/git/talkmelder',
};

it('the three fields come from package.json, in each form that npm knows', () => {
  expect(maintainerOf(HERE, {})).toEqual(HERE);
  const long = {
    author: { name: 'Erika Muster', email: 'erika@example.org' },
    homepage: HERE.homepage,
    repository: { type: 'git', url: `git+${HERE.repository}.git` },
  };
  expect(maintainerOf(long, {})).toEqual(HERE);
});

it('a fork sets them in the environment, which takes precedence', () => {
  const environment = {
    TALKMELDER_AUTHOR: 'Wehr Musterstadt <it@wehr.example>',
    TALKMELDER_HOMEPAGE: 'https://wehr.example',
    TALKMELDER_REPOSITORY: 'https://wehr.example/git',
  };
  const fork = { author: environment.TALKMELDER_AUTHOR, homepage: 'https://wehr.example' };
  expect(maintainerOf({}, environment)).toEqual({ ...fork, repository: 'https://wehr.example/git' });
  expect(maintainerOf(HERE, environment)).toMatchObject(fork);
});

it.each([
  [{}, ['author', 'homepage', 'repository']],
  [{ ...HERE, author: 'Erika Muster' }, ['author']],
  [{ ...HERE, author: { name: 'Erika Muster' } }, ['author']],
  [{ ...HERE, homepage: 'http://example.org' }, ['homepage']],
  [{ ...HERE, repository: 'erika/talkmelder' }, ['repository']],
  [{ ...HERE, author: ' <erika@example.org>' }, ['author']],
])('one sentence names just the missing fields of %j', (manifest, missing) => {
  let message = '';
  try {
    maintainerOf(manifest, {});
  } catch (error) {
    message = String(error);
  }
  for (const name of ['author', 'homepage', 'repository'])
    expect(message.includes(`"${name}"`), name).toBe(missing.includes(name));
  expect(message.split('. ').length, message).toBe(1);
});
