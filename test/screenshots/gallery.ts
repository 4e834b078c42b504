import type { Language } from '../../main/core/model/settings.ts';

/** One picture; `zoom` in per cent. */
export interface Picture {
  view: string;
  theme: 'light' | 'dark';
  language: Language;
  zoom: 100 | 200;
}

/** `list-light-de.png`, `list-dark-en@200.png` */
export const fileName = ({ view, theme, language, zoom }: Picture): string =>
  `${view}-${theme}-${language}${zoom === 100 ? '' : `@${zoom}`}.png`;

const LOOKS: readonly Omit<Picture, 'view'>[] = (['de', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => ([100, 200] as const).map((zoom) => ({ language, theme, zoom }))),
);

/** Returns the page that shows all pictures, as Markdown. */
export function gallery(views: readonly string[]): string {
  const picture = (view: string) => (look: Omit<Picture, 'view'>) => {
    const { language, theme, zoom } = look;
    const title = `${language}, ${theme}, ${zoom} %`;
    return `<img src="${fileName({ view, ...look })}" width="190" alt="${title}" title="${title}">`;
  };
  return [
    '# Every view of the window',
    '',
    'Written by `npm run screenshots`: fixed data, fixed time, both languages, both themes, 100 % and 200 % zoom.',
    '',
    ...views.flatMap((view) => [`## ${view}`, '', '<p>', ...LOOKS.map(picture(view)), '</p>', '']),
  ].join('\n');
}
