/** Signing, as far as the environment of the build has what it needs: docs/releasing.md. */
type Environment = Record<string, string | undefined>;

/** Azure Trusted Signing; the secrets of its account are read by the signing tool itself. */
const AZURE = {
  publisherName: 'TALKMELDER_PUBLISHER',
  endpoint: 'AZURE_SIGNING_ENDPOINT',
  codeSigningAccountName: 'AZURE_SIGNING_ACCOUNT',
  certificateProfileName: 'AZURE_SIGNING_PROFILE',
} as const;

/**
 * Returns what of electron-builder's configuration signs the packages for Windows; empty: they are not signed, or by a
 * certificate in `WIN_CSC_LINK`, which electron-builder reads itself.
 * @throws an error with one sentence when only a part of the variables is set
 */
export function windowsSigning(environment: Environment): { azureSignOptions?: Record<keyof typeof AZURE, string> } {
  const names = Object.keys(AZURE) as (keyof typeof AZURE)[];
  const found = names.map((name) => [name, environment[AZURE[name]]?.trim() ?? ''] as const);
  const missing = found.filter(([, value]) => value === '').map(([name]) => AZURE[name]);
  if (missing.length === names.length) return {};
  if (missing.length > 0) throw new Error(`Signing for Windows also needs ${missing.join(', ')}.`);
  return { azureSignOptions: Object.fromEntries(found) as Record<keyof typeof AZURE, string> };
}

/** A forge sets a secret that is not there to an empty text, which electron-builder would take for a certificate. */
export const withoutEmpty = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
