import type { Client } from "../incident/index.ts";

/** Sites by domain: one stands for itself and for what is below it, `gov` for every .gov site. */
export type Sites = ReadonlySet<string>;

// Nationwide bureaus and the report and opt-out sites they run together (15 U.S.C. 1681j, 1681m).
const bureaus = [
  "equifax.com",
  "experian.com",
  "transunion.com",
  "annualcreditreport.com",
  "optoutprescreen.com",
];

const stateCodes =
  "ak al ar az ca co ct de fl ga hi ia id il in ks ky la ma md me mi mn mo ms mt nc nd ne nh nj nm nv ny oh ok or pa ri sc sd tn tx ut va vt wa wi wv wy".split(
    " ",
  );

// Attorneys general whose own sites are not under .gov or state.xx.us.
const attorneysGeneral = ["myfloridalegal.com", "attorneygenerallynnfitch.com", "oagguam.org", "usvidoj.com"];

const official: readonly string[] = [
  "gov",
  "mil",
  ...stateCodes.map((code) => `state.${code}.us`),
  ...attorneysGeneral,
  ...bureaus,
];

/**
 * Where a client's e-mails may link to: the client's own website and mail domain, the sites on which its
 * offers are enrolled, governments and credit bureaus. Genuine notices that linked elsewhere were taken
 * for fraud (OPM 2015, Equifax 2017, Marriott 2018).
 */
export function allowedSites(client: Pick<Client, "contact" | "offers">): Sites {
  const sites = new Set(official);
  const { contact } = client;
  if (contact?.website !== undefined) sites.add(new URL(contact.website).hostname.replace(/^www\./, ""));
  if (contact?.email !== undefined)
    sites.add(contact.email.slice(contact.email.lastIndexOf("@") + 1).toLowerCase());
  for (const offer of client.offers) sites.add(new URL(offer.enrolUrl).hostname.replace(/^www\./, ""));
  return sites;
}

/** Whether the host is one of the sites or below one. */
export function isAllowed(host: string, sites: Sites): boolean {
  let rest = host.toLowerCase().replace(/\.$/, "");
  while (rest !== "") {
    if (sites.has(rest)) return true;
    const dot = rest.indexOf(".");
    rest = dot < 0 ? "" : rest.slice(dot + 1);
  }
  return false;
}
