import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withPresets } from './msi-project.ts';

const TEMPLATE = join(import.meta.dirname, '../../node_modules/app-builder-lib/templates/msi/template.xml');

it('presets become policy for the whole PC, and only where they are given', () => {
  const project = withPresets(readFileSync(TEMPLATE, 'utf8'));
  for (const property of ['SERVER', 'LANGUAGE', 'AUTOSTART']) {
    expect(project).toContain(`<Property Id="${property}" Secure="yes"/>`);
    expect(project).toContain(`<Condition>${property}</Condition>`);
  }
  expect(project).toContain('Key="Software\\Policies\\Talkmelder" Name="server" Type="string" Value="[SERVER]"');
});

it('only an uninstallation with PURGE forgets, never an update', () => {
  const project = withPresets(readFileSync(TEMPLATE, 'utf8'));
  expect(project).toContain('REMOVE=&quot;ALL&quot; AND PURGE AND NOT UPGRADINGPRODUCTCODE');
  expect(project.indexOf('Id="Forget"')).toBeLessThan(project.indexOf('<Feature'));
});

it('a description of another form stops the build', () => {
  expect(() => withPresets('<Wix><Product/></Wix>')).toThrow('adapt build/win/msi-project.ts');
});
