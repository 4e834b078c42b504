import { describe, expect, it, vi } from 'vitest';
import { words } from '../core/i18n/index.ts';
import { type Clicked, editMenu } from './editing.ts';

// The functions under test use nothing from Electron.
vi.mock('electron', () => ({ Menu: {} }));

const nothing = {
  canUndo: false,
  canRedo: false,
  canCut: false,
  canCopy: false,
  canPaste: false,
  canDelete: false,
  canSelectAll: true,
  canEditRichly: false,
};
const clicked = (given: Partial<Clicked>): Clicked => ({
  isEditable: false,
  selectionText: '',
  editFlags: nothing,
  ...given,
});
const labels = (given: Partial<Clicked>, language: 'de' | 'en' = 'de'): (string | undefined)[] =>
  editMenu(clicked(given), words(language)).map(({ label }) => label);

describe('the edit menu', () => {
  it('offers the commands of a text field, in the current language', () => {
    const all = ['Rückgängig', undefined, 'Ausschneiden', 'Kopieren', 'Einfügen', undefined, 'Alles auswählen'];
    expect(labels({ isEditable: true })).toEqual(all);
    expect(labels({ isEditable: true }, 'en')).toEqual([
      ...['Undo', undefined, 'Cut', 'Copy', 'Paste', undefined, 'Select all'],
    ]);
  });

  it('offers only copying for read-only text', () => {
    expect(labels({ selectionText: 'xk5c-Q7dn' })).toEqual(['Kopieren']);
  });

  it('is empty for anything else', () => {
    expect(labels({})).toEqual([]);
    expect(labels({ selectionText: ' \n' })).toEqual([]);
  });

  it('enables the commands that the page allows', () => {
    const flags = ['canUndo', 'canCut', 'canCopy', 'canPaste', 'canSelectAll'] as const;
    const roles = ['undo', 'cut', 'copy', 'paste', 'selectAll'];
    for (const [index, flag] of flags.entries()) {
      const editFlags = { ...nothing, canSelectAll: false, [flag]: true };
      const enabled = editMenu(clicked({ isEditable: true, editFlags }), words('de')).filter((entry) => entry.enabled);
      expect(enabled.map(({ role }) => role)).toEqual([roles[index]]);
    }
  });
});
