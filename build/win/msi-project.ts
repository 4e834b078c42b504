/**
 * A hook of electron-builder: adds our part to the MSI's description. It presets the same as the NSIS installer
 * (installer.nsh), by properties: `msiexec /i Talkmelder.msi /qn SERVER=https://cloud.example.org`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const POLICY = 'Software\\Policies\\Talkmelder';

/** The properties, with the place of each in the policy. */
const PRESETS = [
  { property: 'SERVER', key: POLICY, value: 'server', type: 'string', guid: '3E6B8F0E-4C9B-4B3C-9C1C-6E1B6E9F5A01' },
  {
    property: 'LANGUAGE',
    key: `${POLICY}\\defaults`,
    value: 'language',
    type: 'string',
    guid: '3E6B8F0E-4C9B-4B3C-9C1C-6E1B6E9F5A02',
  },
  {
    property: 'AUTOSTART',
    key: `${POLICY}\\defaults`,
    value: 'autostart',
    type: 'integer',
    guid: '3E6B8F0E-4C9B-4B3C-9C1C-6E1B6E9F5A03',
  },
];

/** An uninstallation with `PURGE=1` deletes what belongs to the user who runs it; an update never does. */
const PURGE = 'REMOVE="ALL" AND PURGE AND NOT UPGRADINGPRODUCTCODE';

/** @throws when electron-builder's description has changed its form */
export function withPresets(project: string): string {
  const components = PRESETS.map(({ property, key, value, type, guid }) =>
    [
      `<Component Id="Preset${property}" Guid="{${guid}}" Win64="yes">`,
      `<Condition>${property}</Condition>`,
      `<RegistryValue Root="HKLM" Key="${key}" Name="${value}" Type="${type}" Value="[${property}]" KeyPath="yes"/>`,
      '</Component>',
    ].join('\n'),
  );
  const properties = [...PRESETS.map(({ property }) => property), 'PURGE'].map(
    (property) => `<Property Id="${property}" Secure="yes"/>`,
  );
  const actions = [
    '<CustomAction Id="Forget" FileKey="mainExecutable" ExeCommand="--forget" Execute="immediate" Return="ignore"/>',
    '<InstallExecuteSequence>',
    `<Custom Action="Forget" After="InstallValidate">${PURGE.replaceAll('"', '&quot;')}</Custom>`,
    '</InstallExecuteSequence>',
  ];
  const feature = /(<Feature\b)/;
  const group = /(<ComponentGroup Id="ProductComponents"[^>]*>)/;
  if (!feature.test(project) || !group.test(project))
    throw new Error('The description of the MSI has changed: adapt build/win/msi-project.ts.');
  return project
    .replace(feature, `${[...properties, ...actions].join('\n')}\n$1`)
    .replace(group, `$1\n${components.join('\n')}`);
}

export default function msiProjectCreated(path: string): void {
  writeFileSync(path, withPresets(readFileSync(path, 'utf8')));
}
