import { doctor as german } from '../../i18n/de/doctor.ts';
import { doctor as english } from '../../i18n/en/doctor.ts';
import { teach } from '../../i18n/index.ts';

// Only the settings use these words.
teach({ de: german, en: english });
