import { createHash } from "node:crypto";
import { escapeHtml } from "../notice/index.ts";

export type HtmlPage = {
  readonly title: string;
  /** The body's content; whatever is not our own words must be escaped already. */
  readonly body: string;
  /** Of this page alone. */
  readonly style?: string;
  /** Works on the page only; it is the one script that the page's policy lets run. */
  readonly script?: string;
};

const style = `
:root{--ink:#1a1a1a;--soft:#4a4f57;--line:#c4c9d0;--paper:#fff;--ground:#f3f4f6;--accent:#0b4f8a;--good:#14622d;--bad:#9b1c1c;--draft:#fff3c4}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
a{color:var(--accent)}
a:focus-visible,button:focus-visible,select:focus-visible,input:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid #b45309;outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem;z-index:9}
.draft{background:var(--draft);border-bottom:2px solid #8a6100;padding:.5rem 1rem;margin:0}
main,.top{max-width:var(--wide,100rem);margin:0 auto;padding:1rem}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 .5rem}
h2{font-size:1.2rem;margin:1.6rem 0 .4rem}
h3{font-size:1.02rem;margin:1rem 0 .2rem}
p{margin:.4rem 0}
table{border-collapse:collapse;width:100%;background:var(--paper);font-size:.92rem}
caption{text-align:left;padding:.3rem 0;color:var(--soft)}
th,td{border:1px solid var(--line);padding:.4rem .55rem;text-align:left;vertical-align:top}
thead th{background:#e6eaef}
tbody th{font-weight:600}
.number{text-align:right;font-variant-numeric:tabular-nums}
.good{color:var(--good)}.bad{color:var(--bad);font-weight:600}.soft{color:var(--soft);font-weight:400}
code{font-size:.88em;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
@media print{body{background:#fff;font-size:10pt}.screen{display:none}a{color:inherit}table{font-size:8.5pt}tr{break-inside:avoid}.scroll{overflow:visible}}
`;

/**
 * A whole page that needs nothing else: no network, no files beside it; its policy forbids all but its own
 * style and script. English around, whatever language the texts in it say they have.
 */
export function htmlPage({ title, body, style: own = "", script }: HtmlPage): string {
  const allowed = script === undefined ? "" : `; script-src 'sha256-${digest(script)}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${allowed}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}${own}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${body}
${script === undefined ? "" : `<script>${script}</script>\n`}</body>
</html>
`;
}

function digest(script: string): string {
  return createHash("sha256").update(script).digest("base64");
}

/** A path for `href`, relative to where the page lies. */
export function linkTo(path: string, fragment = ""): string {
  return escapeHtml(path.split("/").map(encodeURIComponent).join("/") + fragment);
}
