import type { Replay } from './replay.ts';

/**
 * Replays what the recorded server refuses: requests to apps that are switched off, with bad credentials, during
 * maintenance, after too many failures, and from revoked and wiped clients.
 */
export const replayRecordedRefusals = async (replay: Replay): Promise<void> => {
  await replayAppsOff(replay);
  await replayErrors(replay);
  await replayMaintenance(replay);
  await replayRevocation(replay);
  await replayBruteForce(replay);
  await replayWipe(replay);
};

const replayAppsOff = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.setTalk('off-stale-route');
  await replay.sendAll(['talk-disabled-rooms-stale-route-cache-500', 'talk-disabled-chat-post-stale-route-cache-500']);
  control.setTalk('off');
  await replay.sendAll(['talk-disabled-rooms-404', 'talk-disabled-chat-post-404', 'talk-disabled-avatar-404']);
  await replay.sendAll(['talk-disabled-capabilities', 'talk-disabled-notifications']);
  control.setTalk('forbidden');
  await replay.sendAll(['talk-forbidden-for-user-403', 'talk-forbidden-for-user-capabilities']);
  control.setTalk('on');
  await replay.send('talk-reenabled-rooms');
  control.setNotificationsApp('off-stale-route');
  await replay.send('notifications-app-disabled-stale-route-cache-500');
  control.setNotificationsApp('off');
  await replay.sendAll(['notifications-app-disabled-404', 'notifications-app-disabled-capabilities']);
  control.setNotificationsApp('on');
};

const replayErrors = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  await replay.sendAll(['error-no-auth-401', 'error-chat-unknown-room-404', 'error-unknown-api-version-404']);
  await replay.sendAll(['error-unknown-route-404', 'error-missing-ocs-header', 'error-missing-ocs-header-cloud-user']);
  await replay.sendAll(['error-missing-ocs-header-notifications', 'error-missing-ocs-header-post']);
  await replay.sendAll(
    [
      'error-wrong-password-401',
      'error-wrong-password-xrequestedwith-401',
      'error-wrong-password-capabilities',
      'error-wrong-password-notifications-401',
    ],
    { as: 'wrong' },
  );
  control.resetBruteForce();
  // A 426 names the oldest client that the server accepts.
  control.fail({ status: 426, message: '1.0.0' }, { count: 1 });
  await replay.send('error-old-talk-desktop-client-426');
  await replay.send('rooms-as-official-desktop-ua');
  control.disable('alice');
  await replay.send('error-user-disabled');
  control.enable('alice');
  await replay.send('rooms-after-user-reenabled');
};

const replayMaintenance = async (replay: Replay): Promise<void> => {
  replay.control.setMaintenance(true);
  await replay.sendAll(['maintenance-status-php', 'maintenance-rooms-503', 'maintenance-capabilities-503']);
  await replay.sendAll(['maintenance-notifications-503', 'maintenance-login-v2-503', 'maintenance-index-503']);
  replay.control.setMaintenance(false);
  await replay.send('maintenance-off-rooms');
};

const replayRevocation = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  const password = control.createAppPassword('alice', 'Revoke-Me');
  replay.setPassword('extra', password);
  await replay.send('apppassword-revoke', { as: 'extra' });
  await replay.sendAll(
    [
      'revoked-capabilities',
      'revoked-rooms-401',
      'apppassword-revoke-again-401',
      'revoked-avatar',
      'revoked-notifications-401',
    ],
    { as: 'extra' },
  );
  control.resetBruteForce();
  await replay.send('apppassword-revoke-with-real-password', { as: 'login-password' });
  replay.tokens.token = password;
  await replay.send('revoked-wipe-check');
};

const replayBruteForce = async (replay: Replay): Promise<void> => {
  await replay.sendAll(['bruteforce-1st-failure-401', 'bruteforce-throttled-401-delayed'], { as: 'wrong' });
  for (let attempt = 0; attempt < 10; attempt += 1) await replay.send('bruteforce-429-wrong-password', { as: 'wrong' });
  await replay.sendAll(['bruteforce-429-right-password', 'bruteforce-capabilities-anonymous']);
  await replay.sendAll(['bruteforce-login-v2', 'bruteforce-status-php']);
  replay.control.resetBruteForce();
  await replay.send('bruteforce-after-reset');
};

const replayWipe = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  const password = control.createAppPassword('alice', 'Wipe-Me');
  replay.setPassword('extra', password);
  replay.tokens.token = password;
  control.wipe('alice', password);
  await replay.send('wipe-rooms-401', { as: 'extra' });
  await replay.sendAll(['wipe-check-200', 'wipe-success', 'wipe-check-after-success-404']);
  await replay.send('wipe-rooms-after-success-401', { as: 'extra' });
};
