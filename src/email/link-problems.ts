import { type Place, type Problem, problem } from "../problem/index.ts";
import { isAllowed, type Sites } from "./allowed-sites.ts";

// Elements that load, run, submit or redirect; a notice has none.
const outsideElements =
  /<\s*(img|picture|source|svg|image|script|iframe|frame|object|embed|form|input|button|link|base|video|audio|track|applet|portal)\b/gi;
const redirect = /<\s*meta\b[^>]*http-equiv/gi;
const eventHandler = /<[^>]*\son[a-z]+\s*=/gi;
const loadingAttribute =
  /<[^>]*\s(src|srcset|background|poster|data|action|formaction|ping|xlink:href)\s*=/gi;
const loadingStyle = /url\s*\(|@import/gi;
const anchor = /<\s*a\b([^>]*)>([\s\S]*?)<\s*\/\s*a\s*>/gi;
const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
const bareAddress = /\b(?:https?:\/\/|www\.)[^\s<>"'()]+/gi;

/**
 * Every link, shown address and loading element of an e-mail's HTML (or plain text) that a notice must
 * not have: a site that is not allowed, a scheme other than https, mailto and tel, a text that shows
 * another site than the link leads to, pictures, scripts, forms. Facts name hosts, never whole addresses.
 */
export function linkProblems(html: string, allowed: Sites, where: Place = {}): readonly Problem[] {
  const problems: Problem[] = [];
  const outside = [
    ...[...html.matchAll(outsideElements)].map((match) => `a <${match[1]?.toLowerCase()}> element`),
    ...[...html.matchAll(redirect)].map(() => "a <meta http-equiv> element"),
    ...[...html.matchAll(eventHandler)].map(() => "an event handler"),
    ...[...html.matchAll(loadingAttribute)].map((match) => `a ${match[1]?.toLowerCase()} attribute`),
    ...[...html.matchAll(loadingStyle)].map(() => "a style that loads something"),
  ];
  for (const what of outside) problems.push(problem("email/outside-content", where, { what }));
  for (const [, attributes = "", content = ""] of html.matchAll(anchor)) {
    const [, double, single, plain] = href.exec(attributes) ?? [];
    const target = double ?? single ?? plain;
    if (target === undefined) continue;
    const link = decoded(target).trim();
    problems.push(...targetProblems(link, allowed, where));
    const shown = shownHost(decoded(content.replace(/<[^>]*>/g, "")));
    const host = hostOf(link);
    if (shown !== undefined && host !== undefined && bare(shown) !== bare(host))
      problems.push(problem("email/link-text-differs", where, { shown, host }));
  }
  const visible = decoded(html.replace(/<style\b[\s\S]*?<\/style>/gi, " ").replace(/<[^>]*>/g, " "));
  for (const [address] of visible.matchAll(bareAddress)) {
    const host = hostOf(address);
    if (host !== undefined && !isAllowed(host, allowed))
      problems.push(problem("email/link-not-allowed", where, { host }));
  }
  return problems;
}

function targetProblems(link: string, allowed: Sites, where: Place): readonly Problem[] {
  if (link.startsWith("#")) return [];
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url === undefined) return [problem("email/link-not-secure", where, { scheme: "no scheme" })];
  switch (url.protocol) {
    case "tel:":
      return [];
    case "mailto:": {
      // A mailto may carry further recipients and header fields after a comma or question mark.
      const host = /^[^@,?;]+@([^@,?;]+)$/.exec(unescaped(url.href.slice("mailto:".length)))?.[1];
      return host !== undefined && isAllowed(host, allowed)
        ? []
        : [problem("email/link-not-allowed", where, { host: host ?? "more than one mailbox" })];
    }
    case "https:":
      return isAllowed(url.hostname, allowed)
        ? []
        : [problem("email/link-not-allowed", where, { host: url.hostname })];
    default:
      return [problem("email/link-not-secure", where, { scheme: url.protocol })];
  }
}

/** The host of a whole or `www.` address; undefined if it is neither. */
function hostOf(address: string): string | undefined {
  const whole = /^https?:/i.test(address)
    ? address
    : /^www\./i.test(address)
      ? `https://${address}`
      : undefined;
  if (whole === undefined || !URL.canParse(whole)) return undefined;
  return new URL(whole).hostname.replace(/\.$/, "");
}

/** The site that a link's text shows, if the text is an address and nothing else. */
function shownHost(text: string): string | undefined {
  const words = text.trim();
  if (/^https?:\/\/\S+$/i.test(words)) return hostOf(words);
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/\S*)?$/i.test(words) ? hostOf(`https://${words}`) : undefined;
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, "");
}

function unescaped(address: string): string {
  return address.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

// The references that escaping writes, and the numeric ones that could hide a letter of an address.
function decoded(html: string): string {
  const named: Readonly<Record<string, string>> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    colon: ":",
  };
  return html.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));?/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
