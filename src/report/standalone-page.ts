import { escapeHtml } from "../notice/index.ts";
import { pageWords } from "./page-words.ts";

export type StandalonePage = {
  readonly title: string;
  /** BCP 47; of the article and of the whole page. */
  readonly language: string;
  /** Whose page it is: printed above the notice, no heading. */
  readonly sender: string;
  /** The sender's colour, for a rule only: text stays black, so its contrast does not hang on it. */
  readonly colour: string;
  /** An `<article>` with one `<h1>`. */
  readonly article: string;
  readonly draft: boolean;
};

// Black on white 21:1, links 8.6:1, the draft's white on red 6.5:1 (WCAG 2.2 AA asks for 4.5:1).
const style = (colour: string) => `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #000; font: 1.0625rem/1.55 system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
header, main { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { border-top: 0.5rem solid ${colour}; padding-top: 1rem; }
header p { margin: 0; font-weight: 600; }
main { padding-bottom: 3rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 1.25rem 0 1rem; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2rem 0 0.5rem; }
h3 { font-size: 1.1rem; line-height: 1.35; margin: 1.5rem 0 0.5rem; }
p, li, td, th { overflow-wrap: anywhere; }
a { color: #0b4f8a; }
a:focus-visible, main:focus-visible { outline: 3px solid #0b4f8a; outline-offset: 2px; }
.skip { position: absolute; left: -100vw; padding: 0.5rem 1rem; background: #fff; }
.skip:focus { left: 0.5rem; top: 0.5rem; z-index: 1; }
header .draft { margin: 0 0 0.75rem; padding: 0.75rem 1.25rem; background: #b3001b; color: #fff; font-weight: 700; text-align: center; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 0.95rem; }
th, td { border: 1px solid #767676; padding: 0.4rem 0.5rem; text-align: left; vertical-align: top; font-weight: 400; }
thead th { font-weight: 700; }
hr { border: 0; border-top: 1px solid #767676; margin: 2rem 0; }
@media (max-width: 30rem) { table { font-size: 0.8rem; } th, td { padding: 0.3rem; } }
@media print {
  body { font-size: 11pt; }
  header, main { max-width: none; padding: 0; }
  .skip { display: none; }
  h1, h2, h3 { break-after: avoid; }
  tr, li { break-inside: avoid; }
  a { color: #000; }
}
`;

/**
 * One self-contained page: nothing is loaded from elsewhere, no script runs, and its policy forbids both; nothing keeps search engines
 * away. Language, title, a link past the head, a banner landmark and a main landmark (WCAG 2.2: 1.3.1,
 * 2.4.1, 2.4.2, 3.1.1). A draft says so first.
 */
export function standalonePage({ title, language, sender, colour, article, draft }: StandalonePage): string {
  const words = pageWords(language);
  const foreign = words.language === language ? "" : ` lang="${words.language}"`;
  const says = `${title} – ${sender}`;
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(says)}</title>
<style>${style(/^#[0-9a-f]{6}$/i.test(colour) ? colour : "#1f3a5f")}</style>
</head>
<body>
<a class="skip" href="#notice"${foreign}>${words.skip}</a>
<header>
${draft ? `<p class="draft"${foreign}>${words.draft}</p>\n` : ""}<p>${escapeHtml(sender)}</p>
</header>
<main id="notice" tabindex="-1">
${article.trimEnd()}
</main>
</body>
</html>
`;
}

/**
 * A link for the client's home page, as a fragment to paste: larger than the text around it and set off by
 * a frame, which is what makes a link conspicuous (Cal. Civ. Code § 1798.82(j)(3)(B)).
 */
export function homePageLink(title: string, language: string, href: string): string {
  return `<p lang="${escapeHtml(language)}" style="font-size: 1.5em; font-weight: 700; border: 3px solid #000; padding: 0.5em 0.75em; margin: 1em 0; background: #fff"><a href="${escapeHtml(href)}" style="color: #0b4f8a; text-decoration: underline">${escapeHtml(title)}</a></p>\n`;
}
