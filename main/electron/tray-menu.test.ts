import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { TrayModel } from '../core/model/tray-model.ts';
import { trayMenu } from './tray-menu.ts';

const actions = {
  onOpenWindow: vi.fn(),
  onOpenConversation: vi.fn(),
  onOpenTalk: vi.fn(),
  onSettings: vi.fn(),
  onPause: vi.fn(),
  onUnpause: vi.fn(),
  onRefresh: vi.fn(),
  onDisconnect: vi.fn(),
  onQuit: vi.fn(),
  onAlarmsSeen: vi.fn(),
};
const station = { id: 'a', label: 'Wache Mitte (wache1) · cloud.example.org' };
const other = { id: 'b', label: 'Wache & Mitte (wache2) · cloud.example.org' };
const signedIn: TrayModel = {
  language: 'de',
  icon: 'idle',
  tooltip: '',
  unread: 0,
  conversations: [],
  connected: true,
  asksToSignIn: false,
  accounts: [station],
  talks: [{ id: 'a', label: 'cloud.example.org' }],
  paused: false,
  silence: null,
  policy: null,
  style: 'system',
  alarm: null,
};
const labels = (menu: MenuItemConstructorOptions[]) => menu.map(({ label, type }) => label ?? type);
const click = (menu: MenuItemConstructorOptions[], label: string) => {
  const { click: clicked } = menu.find((entry) => entry.label === label) ?? {};
  (clicked as (() => void) | undefined)?.();
};

describe('the menu of the tray', () => {
  it('keeps what disconnects away from what quits', () => {
    expect(labels(trayMenu(signedIn, actions))).toEqual([
      'Talkmelder öffnen',
      'Nextcloud Talk öffnen',
      'separator',
      'Benachrichtigungen pausieren',
      'Auf neue Nachrichten prüfen',
      'Konto trennen\u00a0…',
      'separator',
      'Einstellungen\u00a0…',
      'separator',
      'Beenden',
    ]);
  });

  it('offers to sign in when no account is signed in, and nothing that needs an account', () => {
    const menu = trayMenu({ ...signedIn, connected: false, asksToSignIn: true, accounts: [], talks: [] }, actions);
    expect(labels(menu)).toContain('Anmelden\u00a0…');
    expect(labels(menu)).not.toContain('Konto trennen\u00a0…');
    expect(labels(menu)).not.toContain('Nextcloud Talk öffnen');
    click(menu, 'Anmelden\u00a0…');
    expect(actions.onOpenWindow).toHaveBeenCalledOnce();
  });

  it('says first that the policy of the machine could not be read', () => {
    const menu = trayMenu({ ...signedIn, policy: 'Vorgaben nicht gelesen' }, actions);
    expect(menu[0]).toMatchObject({ label: 'Vorgaben nicht gelesen', enabled: false });
    expect(labels(menu).slice(1, 3)).toEqual(['separator', 'Talkmelder öffnen']);
  });

  it('opens Talk and the settings', () => {
    const menu = trayMenu(signedIn, actions);
    click(menu, 'Nextcloud Talk öffnen');
    click(menu, 'Einstellungen\u00a0…');
    expect(actions.onOpenTalk).toHaveBeenCalledWith({ id: 'a', label: 'cloud.example.org' });
    expect(actions.onSettings).toHaveBeenCalledOnce();
  });

  it('asks which one where there are several', () => {
    const menu = trayMenu({ ...signedIn, accounts: [station, other], talks: [station, other] }, actions);
    for (const label of ['Nextcloud Talk öffnen', 'Konto trennen\u00a0…']) {
      const { submenu } = menu.find((entry) => entry.label === label) ?? {};
      expect(labels(submenu as MenuItemConstructorOptions[])).toEqual([
        'Wache Mitte (wache1) · cloud.example.org',
        'Wache && Mitte (wache2) · cloud.example.org',
      ]);
    }
  });
});
