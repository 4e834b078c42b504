import type { Maintainer } from './maintainer.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * Returns what software centres show of the app. Source: AppStream 1.0, "Desktop Applications".
 * @param release the version, and its day as YYYY-MM-DD
 */
export function metainfo(
  { author, homepage, repository }: Maintainer,
  release: { version: string; date: string },
): string {
  const picture = (file: string): string => escaped(`${repository}/raw/HEAD/docs/screenshots/${file}`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>de.talkmelder.app</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>Talkmelder</name>
  <summary>Nextcloud Talk in the tray</summary>
  <summary xml:lang="de">Nextcloud Talk in der Taskleiste</summary>
  <developer_name>${escaped(author.replace(/ <.*$/, ''))}</developer_name>
  <description>
    <p>Talkmelder shows in the tray what is unread in Nextcloud Talk, notifies you the moment something arrives, and opens the conversation in your browser. It is a supplement, and not a recognised alerting path.</p>
    <p xml:lang="de">Talkmelder zeigt in der Taskleiste, was in Nextcloud Talk ungelesen ist, meldet sich, sobald etwas ankommt, und öffnet die Unterhaltung im Browser. Talkmelder ist eine Ergänzung und kein anerkannter Alarmierungsweg.</p>
  </description>
  <launchable type="desktop-id">de.talkmelder.app.desktop</launchable>
  <url type="homepage">${escaped(homepage)}</url>
  <url type="vcs-browser">${escaped(repository)}</url>
  <screenshots>
    <screenshot type="default">
      <caption>The conversations, newest first</caption>
      <caption xml:lang="de">Die Unterhaltungen, die neueste zuerst</caption>
      <image>${picture('list-light-en@2x.png')}</image>
    </screenshot>
    <screenshot>
      <caption>Answering without the browser</caption>
      <caption xml:lang="de">Antworten ohne Browser</caption>
      <image>${picture('reply-light-en@2x.png')}</image>
    </screenshot>
  </screenshots>
  <provides><binary>talkmelder</binary></provides>
  <content_rating type="oars-1.1"><content_attribute id="social-chat">intense</content_attribute></content_rating>
  <releases><release version="${escaped(release.version)}" date="${release.date}"/></releases>
</component>
`;
}
