import type { Client } from "../incident/index.ts";
import { type Notice, noticeHtml, noticeText, type PublicationFacets } from "../notice/index.ts";
import { homePageLink, standalonePage } from "./standalone-page.ts";

/** How a file's name says what is in it. */
const fileNames = { website: "website-notice", media: "press-release", "covered-entity": "notice-to-client" };

/**
 * The files of one publication by name: a page; for press and clients plain text too; for a page that may be
 * posted, the link to it for the home page.
 */
export function publicationFiles(
  notice: Notice<PublicationFacets>,
  client: Client,
  sender: string,
  draft: boolean,
): ReadonlyMap<string, string> {
  const { channel, jurisdiction, language } = notice.facets;
  const place = channel === "media" ? `.${jurisdiction.toLowerCase()}` : "";
  const name = `${fileNames[channel]}${place}.${language}${draft ? ".draft" : ""}`;
  const html = standalonePage({
    title: notice.title,
    language,
    sender,
    colour: client.letterhead?.colour ?? "#1f3a5f",
    article: noticeHtml(notice, {}),
    draft,
  });
  const files = new Map([[`${name}.html`, html]]);
  // Newsrooms and mailboxes take plain text.
  if (channel !== "website") files.set(`${name}.txt`, `${draft ? "DRAFT\n\n" : ""}${noticeText(notice, {})}`);
  const href = client.contact?.website;
  if (channel === "website" && href !== undefined && !draft)
    files.set(`home-page-link.${language}.html`, homePageLink(notice.title, language, href));
  return files;
}
