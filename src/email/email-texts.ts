import type { Client } from "../incident/index.ts";
import { escapeHtml, type Notice } from "../notice/index.ts";
import { readableOnWhite } from "./readable-colour.ts";

/** The same notice twice: as plain text and as HTML. */
export type EmailTexts = { readonly text: string; readonly html: string };

/** What the frame around a notice tells of the client. */
export type EmailClient = Pick<Client, "name" | "letterhead" | "contact">;

const fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/**
 * Frames a notice as an e-mail: the client's name on top, its name, address and telephone below. `inner`
 * is the notice itself, as plain text and as the inside of an HTML body. The HTML document states its
 * language and title, is read well at any width up to 640 pixels and in dark mode, and loads nothing:
 * no picture, font or style from elsewhere.
 */
export function emailTexts(notice: Notice, inner: EmailTexts, client: EmailClient): EmailTexts {
  const footer = footerLines(client);
  return {
    text: `${client.name}\n\n${inner.text.trim()}\n\n${footer.join("\n")}\n`,
    html: htmlDocument(notice, inner.html, client, footer),
  };
}

function footerLines({ name, contact }: EmailClient): readonly string[] {
  if (contact === undefined) return [name];
  const postal = contact.postal[0] === name ? contact.postal : [name, ...contact.postal];
  const tty = contact.tty === undefined ? "" : ` (TTY ${contact.tty})`;
  return [...postal, `${contact.tollFree}${tty}`];
}

function htmlDocument(notice: Notice, inner: string, client: EmailClient, footer: readonly string[]): string {
  const title = escapeHtml(notice.title);
  const name = escapeHtml(client.name);
  const language = escapeHtml(notice.language);
  const colour = client.letterhead?.colour ?? "#1f3a5f";
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${title}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
h1 { font-size: 1.5em; line-height: 1.25; }
h2 { font-size: 1.2em; line-height: 1.3; margin-top: 1.6em; }
h3 { font-size: 1em; line-height: 1.3; }
.callout { border: 2px solid; padding: 0.75em 1em; }
th, td { text-align: left; vertical-align: top; padding: 0.25em 1em 0.25em 0; }
@media (prefers-color-scheme: dark) { .client { color: inherit !important; } a { color: #9ecbff; } }
</style>
</head>
<body style="margin: 0; padding: 0; font-family: ${fonts}; font-size: 16px; line-height: 1.5;">
<div lang="${language}" style="max-width: 640px; margin: 0 auto; padding: 16px; border-top: 6px solid ${colour}; overflow-wrap: break-word;">
<p class="client" style="margin: 8px 0 24px; font-size: 20px; font-weight: 600; color: ${readableOnWhite(colour)};">${name}</p>
${inner.trim()}
<hr style="margin: 32px 0 16px; border: 0; border-top: 1px solid #767676;">
<p style="font-size: 14px;">${footer.map(escapeHtml).join("<br>\n")}</p>
</div>
</body>
</html>
`;
}
