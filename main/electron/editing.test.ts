import { describe, expect, it, vi } from 'vitest';
import { words } from '../core/i18n/index.ts';
import { type Clicked, editMenu } from './editing.ts';

// Nothing of Electron is used by what decides.
vi.mock('electron', () => ({ Menu: {} }));

const nothing = {
  ...{ canUndo: false, canRedo: false, canCut: false, canCopy: false },
  ...{ canPaste: false, canDelete: false, canSelectAll: true, canEditRichly: false },
};
const clicked = (given: Partial<Clicked>): Clicked => ({
  ...{ isEditable: false, selectionText: '', editFlags: nothing },
  ...given,
});
const labels = (given: Partial<Clicked>, language: 'de' | 'en' = 'de'): (string | undefined)[] =>
  editMenu(clicked(given), words(language)).map(({ label }) => label);

describe('the menu of text', () => {
  it('offers what a text field takes, in the language of the moment', () => {
    const all = ['Rückgängig', undefined, 'Ausschneiden', 'Kopieren', 'Einfügen', undefined, 'Alles auswählen'];
    expect(labels({ isEditable: true })).toEqual(all);
    expect(labels({ isEditable: true }, 'en')).toEqual([
      ...['Undo', undefined, 'Cut', 'Copy', 'Paste', undefined, 'Select all'],
    ]);
  });

  it('offers only copying for text that cannot be changed', () => {
    expect(labels({ selectionText: 'xk5c-Q7dn' })).toEqual(['Kopieren']);
  });

  it('is there for nothing else', () => {
    expect(labels({})).toEqual([]);
    expect(labels({ selectionText: ' \n' })).toEqual([]);
  });

  it('has enabled what the page says can be done', () => {
    const flags = ['canUndo', 'canCut', 'canCopy', 'canPaste', 'canSelectAll'] as const;
    const roles = ['undo', 'cut', 'copy', 'paste', 'selectAll'];
    for (const [index, flag] of flags.entries()) {
      const editFlags = { ...nothing, canSelectAll: false, [flag]: true };
      const enabled = editMenu(clicked({ isEditable: true, editFlags }), words('de')).filter((entry) => entry.enabled);
      expect(enabled.map(({ role }) => role)).toEqual([roles[index]]);
    }
  });
});
