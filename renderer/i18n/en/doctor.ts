/** The doctor's words, which the terminal shares. */
export { doctor } from '../../../main/core/i18n/doctor/en.ts';
