import type { DashboardItem, DashboardWidget, NewsFeed } from './model.ts';
import type { World } from './world.ts';

/** The other apps of the same Nextcloud. */
export const appsControl = (world: World) => ({
  /** Sets what a widget of the dashboard shows, newest first. */
  setWidgetItems: (id: string, items: DashboardItem[]): void => {
    const widget = world.widgets.find((one) => one.id === id);
    if (!widget) throw new Error(`There is no widget "${id}"`);
    widget.items = items;
  },
  addWidget: (widget: Partial<DashboardWidget> & Pick<DashboardWidget, 'id' | 'title'>): void => {
    world.widgets.push({ page: null, versions: [1, 2], button: null, items: [], nothing: '', ...widget });
  },
  /** Removes an app's widget from the dashboard. */
  removeWidget: (id: string): void => {
    world.widgets = world.widgets.filter((one) => one.id !== id);
  },
  /** Adds a vCard to an address book of the user. */
  addCard: (user: string, card: string, book = 'contacts'): void => {
    const { addressBooks } = world.user(user);
    const known = addressBooks.get(book) ?? { uri: book, name: book, cards: new Map() };
    addressBooks.set(book, known);
    known.cards.set(`${known.cards.size}.vcf`, card);
  },
  /** Sets the feeds of News with the titles of unread articles, newest first; null: News is not installed. */
  setNews: (feeds: NewsFeed[] | null): void => {
    world.news = feeds;
    // Those that are new count up from the oldest.
    const titles = (feeds ?? []).flatMap(({ unread }) => unread);
    for (const title of titles.toReversed())
      if (!world.articleIds.has(title)) world.articleIds.set(title, world.articleIds.size + 1);
  },
});
