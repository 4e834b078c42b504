import type { SigningIn } from '../../main/core/model/app-state.ts';
import type { ErrorCode } from '../../main/core/model/error-code.ts';
import { t } from '../i18n/index.ts';

/** Web servers answer these to a client without a certificate, among other cases. */
const CERTIFICATE_WANTED: ReadonlySet<string> = new Set(['400', '495', '496']);

/**
 * Returns the reason for a failed sign-in, as precisely as the server reported it.
 * @param detail of the phase
 * @param again an account is continued, so its address cannot be changed
 * @param tried the step that failed, and the login name that is wanted
 */
export const problemSentence = (
  error: ErrorCode,
  detail: string | null,
  again = false,
  tried: Partial<Pick<SigningIn, 'step' | 'loginName'>> = {},
): string => {
  // Unlike the list, a sign-in is not retried automatically.
  if (error === 'maintenance') return t('signingIn.maintenance');
  // There was no session before.
  if (error === 'session-ended') return t('signingIn.notAccepted');
  if (error === 'other-address' && again)
    return detail === null
      ? t('signingIn.otherAddressAgainUnknown')
      : t('signingIn.otherAddressAgain', { address: detail });
  if (detail !== null) {
    // The detail is the name of the person for whom the browser or the app password stands.
    const typed = tried.step === 'app-password';
    if (error === 'other-account')
      return t(typed ? 'signingIn.otherPassword' : 'signingIn.otherInBrowser', {
        found: detail,
        name: tried.loginName ?? '',
      });
    if (error === 'account-exists')
      return t(typed ? 'signingIn.existsPassword' : 'signingIn.existsInBrowser', { found: detail });
    if (error === 'server-error' && CERTIFICATE_WANTED.has(detail))
      return t('signingIn.clientCertificate', { number: detail });
    if (error === 'address-of-person') return t('signingIn.addressOfPerson', { address: detail });
    if (error === 'server-moved')
      return t(again ? 'signingIn.serverMovedAgain' : 'signingIn.serverMoved', { address: detail });
    if (error === 'server-error') return t('signingIn.serverError', { number: detail });
    if (error === 'no-api') return t('signingIn.noApi', { number: detail });
    if (error === 'nextcloud-too-old') return t('signingIn.nextcloudTooOld', { version: detail });
    if (error === 'other-address') return t('signingIn.otherAddress', { address: detail });
    if (error === 'talk-too-old') return t('signingIn.talkTooOld', { version: detail });
  }
  return t(`error.${error}`);
};
