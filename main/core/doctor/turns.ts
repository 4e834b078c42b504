import type { DoctorKey, Turn } from '../model/doctor-report.ts';

/** The findings about which something can be done. */
type Helped = { [K in DoctorKey]: `${K}.help` extends DoctorKey ? K : never }[DoctorKey];

/** Whose turn it is. A fault of the server is its operators', whatever the user may tell them. */
const TURNS: Record<Helped, Turn> = {
  'doctor.timeout': 'you',
  'doctor.broken': 'you',
  'doctor.server.refused': 'administration',
  'doctor.server.none': 'you',
  'doctor.dns.failed': 'you',
  'doctor.tcp.failed': 'operators',
  'doctor.tls.soon': 'operators',
  'doctor.tls.today': 'operators',
  'doctor.tls.expired': 'operators',
  'doctor.tls.early': 'you',
  'doctor.tls.host': 'you',
  'doctor.tls.untrusted': 'administration',
  'doctor.tls.pin': 'administration',
  'doctor.tls.failed': 'administration',
  'doctor.nextcloud.old': 'operators',
  'doctor.nextcloud.maintenance': 'operators',
  'doctor.nextcloud.unreachable': 'you',
  'doctor.nextcloud.not-nextcloud': 'you',
  'doctor.nextcloud.proxy-auth': 'administration',
  'doctor.nextcloud.certificate': 'administration',
  'doctor.nextcloud.moved': 'you',
  'doctor.nextcloud.domain': 'operators',
  'doctor.nextcloud.client-certificate': 'operators',
  'doctor.nextcloud.error': 'operators',
  'doctor.clock.off': 'you',
  'doctor.api.missing': 'you',
  'doctor.api.blocked': 'you',
  'doctor.api.error': 'operators',
  'doctor.addresses.http': 'operators',
  'doctor.addresses.port': 'operators',
  'doctor.addresses.elsewhere': 'operators',
  'doctor.addresses.folder': 'operators',
  'doctor.addresses.unreadable': 'operators',
  'doctor.addresses.error': 'administration',
  'doctor.authentication.ended': 'you',
  'doctor.authentication.foreign': 'you',
  'doctor.authentication.noSecret': 'you',
  'doctor.talk.one-unreadable': 'operators',
  'doctor.talk.unreadable': 'operators',
  'doctor.talk.beyond': 'you',
  'doctor.talk.old': 'operators',
  'doctor.talk.missing': 'operators',
  'doctor.talk.forbidden': 'operators',
  'doctor.notifications-app.missing': 'operators',
  'doctor.push.missing': 'operators',
  'doctor.push.unusable': 'operators',
  'doctor.push.unnamed': 'operators',
  'doctor.push.pre-auth': 'operators',
  'doctor.push.failed': 'operators',
  'doctor.keychain.memory': 'you',
  'doctor.notifications.missing': 'you',
  'doctor.tray.missing': 'you',
  'doctor.autostart.gone': 'you',
  'doctor.autostart.impossible': 'you',
  'doctor.policy.problems': 'administration',
};

const isHelped = (message: DoctorKey): message is Helped => message in TURNS;

/** Returns who has to act; null: nothing is needed. */
export const turnFor = (message: DoctorKey): Turn | null => (isHelped(message) ? TURNS[message] : null);
