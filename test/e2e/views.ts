import type { View } from './view.ts';
import { accountViews } from './views-accounts.ts';
import { appointmentViews } from './views-appointments.ts';
import { fileViews } from './views-files.ts';
import { findingViews, nothingPassesViews } from './views-finding.ts';
import { limitedViews, listViews, newsView } from './views-list.ts';
import { otherAppViews } from './views-other-apps.ts';
import { alarmLogView, markAllReadView, overlayViews } from './views-overlays.ts';
import { replyViews } from './views-reply.ts';
import { signInViews } from './views-sign-in.ts';
import { troubleViews } from './views-trouble.ts';

/** Every view of the window, ordered so that each can be reached from the one before. */
export const VIEWS: readonly View[] = [
  ...signInViews,
  ...listViews,
  ...replyViews,
  ...fileViews,
  ...overlayViews,
  ...findingViews,
  ...appointmentViews,
  ...otherAppViews,
  ...troubleViews,
  ...accountViews,
  // The following views change the conversations for good.
  newsView,
  markAllReadView,
  ...nothingPassesViews,
  alarmLogView,
];

/** The views of an app on a computer without keychain and notifications. */
export const LIMITED_VIEWS: readonly View[] = limitedViews;
