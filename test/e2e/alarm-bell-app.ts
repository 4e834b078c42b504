/**
 * An app that is nothing but the bells: the cards of alarms and of calls, their sounds and the icon, as the real app puts them
 * together, without servers. A test sends it cards as messages; what is acknowledged or answered leaves its card, as core does it.
 */
import { join } from 'node:path';
import { app, session } from 'electron';
import type { AlarmCard } from '../../main/core/model/alarm.ts';
import { signedOut } from '../../main/core/model/app-state.ts';
import type { CallAnswer, CallCard } from '../../main/core/model/call.ts';
import { DEFAULT_SETTINGS } from '../../main/core/model/settings.ts';
import { trayModel } from '../../main/core/model/tray-model.ts';
import { createAlarmBell } from '../../main/electron/alarm-bell.ts';
import { RENDERER_ORIGIN, registerAppScheme, serveRenderer } from '../../main/electron/app-protocol.ts';
import { createCallBell } from '../../main/electron/call-bell.ts';
import { createLogger } from '../../main/electron/logger.ts';
import { denyByDefault } from '../../main/electron/security.ts';
import { createTray } from '../../main/electron/tray.ts';
import { type Handlers, registerCalls } from '../../main/ipc/register.ts';
import { createWindowUpdates } from '../../main/ipc/window-updates.ts';
import { createFakeDesktop } from '../fakes/desktop.ts';

const root = join(import.meta.dirname, '../..');
app.enableSandbox();
registerAppScheme();
app.on('window-all-closed', () => {});
let isQuitting = false;
app.on('before-quit', () => {
  isQuitting = true;
});

function run(): void {
  const log = createLogger(join(app.getPath('userData'), 'logs'), true);
  let card: AlarmCard | null = null;
  denyByDefault(session.defaultSession, log, (id) => bell.ownsSound(id));
  const bell = createAlarmBell({
    session: session.defaultSession,
    preload: join(root, 'out/preload/index.cjs'),
    log,
    hasOwnSound: process.env.OWN_SOUND !== undefined,
    output: () => process.env.LOUDSPEAKER ?? null,
    update: (view) => update('alarm', view),
    onHearing: () => tray.update(model()),
    isQuitting: () => isQuitting,
    playTone: async () => true,
  });
  const update = createWindowUpdates(bell.cards, log);
  let calls: CallCard | null = null;
  const callBell = createCallBell({
    session: session.defaultSession,
    preload: join(root, 'out/preload/index.cjs'),
    log,
    update: (view) => updateCall('call', view),
    onShown: bell.raise,
    onIgnored(ids) {
      for (const id of ids) answer(id, 'ignore');
    },
    onFailed: () => console.log('the card of calls failed'),
    isQuitting: () => isQuitting,
  });
  const updateCall = createWindowUpdates(callBell.card, log);
  const showCalls = (next: CallCard | null): void => {
    calls = next;
    callBell.show(next);
  };
  const answer = (id: string, given: CallAnswer): void => {
    console.log(`${given}: ${id}`);
    const left = calls?.calls.filter((call) => call.id !== id) ?? [];
    showCalls(calls && left.length > 0 ? { ...calls, calls: left } : null);
  };
  const model = () => {
    const state = {
      language: 'de' as const,
      secretBackend: 'keychain' as const,
      settings: DEFAULT_SETTINGS,
      locked: [],
      pausedUntil: null,
      quietUntil: null,
      device: createFakeDesktop().device(),
      phase: signedOut(''),
      alarm: { open: card?.alarms ?? [], watch: { state: 'watching' as const } },
    };
    return trayModel(state, Date.now(), bell.hearing().state === 'silent');
  };
  const show = (next: AlarmCard | null): void => {
    card = next;
    bell.show(next);
    tray.update(model());
  };
  const see = (ids: readonly string[], by: string): void => {
    console.log(`seen by ${by}: ${ids.join(', ')}`);
    const alarms = card?.alarms.filter(({ id }) => !ids.includes(id)) ?? [];
    show(card && alarms.length > 0 ? { ...card, alarms } : null);
  };
  const nothing = (): void => {};
  const actions = {
    onAlarmsSeen: (ids: string[]) => see(ids, 'tray'),
    onToggleWindow: nothing,
    onSecondClick: nothing,
    onOpenWindow: nothing,
    onOpenConversation: nothing,
    onOpenTalk: nothing,
    onSettings: nothing,
    onPause: nothing,
    onUnpause: nothing,
    onRefresh: nothing,
    onDisconnect: nothing,
    onQuit: nothing,
  };
  const tray = createTray(join(root, 'build/icons/tray'), actions, model());
  tray.update(model());
  serveRenderer(
    session.defaultSession,
    join(root, 'out/renderer'),
    { folder: join(root, 'build/sounds'), own: process.env.OWN_SOUND ?? null },
    { conversation: async () => null, account: async () => null },
    log,
  );
  const handlers: Partial<Handlers> = {
    getAlarmCard: bell.view,
    acknowledgeAlarms: ({ ids, by }) => see(ids, by),
    openAlarm: ({ id }) => console.log(`opened: ${id}`),
    shrinkAlarm: ({ small }) => bell.shrink(small),
    getAlarmSound: bell.order,
    tellAlarmSound: bell.hear,
    getCallCard: callBell.view,
    answerCall: (about) => answer(about.id, about.answer),
  };
  const others = { wall: () => false, alarm: bell.owns, alarmSound: bell.ownsSound, call: callBell.owns };
  registerCalls({
    handlers: handlers as Handlers,
    origin: RENDERER_ORIGIN,
    owns: () => false,
    others,
    checkPin: () => {},
    log,
  });
  process.on('message', (message) => {
    if (typeof message !== 'string') return;
    const told = JSON.parse(message) as AlarmCard | { card: CallCard | null } | null;
    if (told && 'card' in told) showCalls(told.card);
    else show(told);
  });
}

void app.whenReady().then(run);
