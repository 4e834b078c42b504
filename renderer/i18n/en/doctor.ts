/** The doctor's words, shared with the terminal. */
export { doctor } from '../../../main/core/i18n/doctor/en.ts';
