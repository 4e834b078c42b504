import { expect, it } from 'vitest';
import { windowsSigning, withoutEmpty } from './signing.ts';

const AZURE = {
  TALKMELDER_PUBLISHER: 'Talkmelder e. V.',
  AZURE_SIGNING_ENDPOINT: 'https://weu.codesigning.azure.net',
  AZURE_SIGNING_ACCOUNT: 'talkmelder',
  AZURE_SIGNING_PROFILE: 'release',
};

it('Azure signs when everything about it is known, and nothing signs when nothing is', () => {
  expect(windowsSigning({})).toEqual({});
  expect(windowsSigning({ AZURE_SIGNING_ENDPOINT: '' })).toEqual({});
  expect(windowsSigning(AZURE)).toEqual({
    azureSignOptions: {
      publisherName: 'Talkmelder e. V.',
      endpoint: 'https://weu.codesigning.azure.net',
      codeSigningAccountName: 'talkmelder',
      certificateProfileName: 'release',
    },
  });
});

it.each(Object.keys(AZURE))('without %s the build stops instead of making unsigned packages', (name) => {
  expect(() => windowsSigning({ ...AZURE, [name]: ' ' })).toThrow(name);
});

it('a secret that is not set is not there', () => {
  expect(withoutEmpty({ CSC_LINK: '', PATH: '/bin' })).toEqual({ PATH: '/bin' });
});
