import { createHash } from "node:crypto";
import type { Client, DataElement, Incident } from "../incident/index.ts";
import { type ContentRule, exposureClass, type Law, type NoticeLaw, noticeLaw } from "../law/index.ts";
import { isHealthInformation } from "./facets.ts";
import { forbids } from "./forbids.ts";
import type { PublicationFacets } from "./notice.ts";

/**
 * The facets of a text that nobody gets by mail. It speaks to adults of every kind, and mentions the
 * longest offer that the client makes to adults.
 * @param jurisdiction the state of a press release; `US` where the text speaks to several states
 */
export function publicationFacets(
  channel: PublicationFacets["channel"],
  jurisdiction: string,
  language: string,
  incident: Incident,
  client: Client,
  exposed: ReadonlySet<DataElement>,
): PublicationFacets {
  return {
    client: client.id,
    notifier: incident.notifier.role === "vendor" && client.delegation === "notifier" ? "vendor" : "client",
    // A posting lists its updates; it is no second letter.
    purpose: "first",
    jurisdiction,
    stateLaw: "applies",
    phi: isHealthInformation(client),
    recipient: "public",
    language,
    offer: longestOffer(client),
    channel,
    exposure: exposureClass(exposed),
  };
}

function longestOffer({ offers }: Client): string | null {
  const [longest] = offers.filter((offer) => offer.for === "adult").toSorted((a, b) => b.months - a.months);
  return longest?.id ?? null;
}

/**
 * What the law wants of a text that speaks to the residents of several states at once: everything that any
 * of them, or federal law, asks of a notice to them, and nothing that any of them forbids. The strictest
 * way to tell what happened wins. A notice to a client is no notice to individuals: the States' lists do not
 * reach it, and it holds what the client must tell them in its turn (45 CFR 164.410(c)(2)).
 * Throws if no day of discovery can be told.
 */
export function lawForPublication(
  facets: PublicationFacets,
  states: readonly string[],
  law: Law,
  incident: Incident,
  client: Client,
  exposed: ReadonlySet<DataElement>,
): NoticeLaw {
  const of = (jurisdiction: string, stateLawApplies: boolean) =>
    noticeLaw(law, {
      jurisdiction,
      stateLawApplies,
      phi: facets.phi,
      exposure: facets.exposure,
      exposed,
      offered: facets.offer !== null,
      incident,
      client,
    });
  if (facets.channel === "covered-entity") return { ...of("US", false), form: [], services: null };
  const laws = [of("US", false), ...states.map((state) => of(state, true))];
  const conflicts = distinct(laws.flatMap((each) => each.conflicts));
  const content = withoutForbidden(distinct(laws.flatMap((each) => each.content)));
  return {
    content,
    // Titles and headings are laid down for the notice to residents, not for a press release.
    form: facets.channel === "website" ? distinct(laws.flatMap((each) => each.form)) : [],
    services: laws.reduce<NoticeLaw["services"]>(
      (longest, { services }) =>
        services !== null && (longest === null || services.months > longest.months) ? services : longest,
      null,
    ),
    conflicts,
    description: strictest(laws),
    notes: distinct(laws.flatMap((each) => each.notes)),
    provisions: [
      ...new Map(laws.flatMap(({ provisions }) => provisions.map((each) => [each.version, each]))).values(),
    ],
    hash: createHash("sha256")
      .update(laws.map(({ hash }) => hash).join("\n"))
      .digest("hex"),
  };
}

/** A number that one State wants and another forbids is left out: everyone reads the same text. */
function withoutForbidden(content: readonly ContentRule[]): readonly ContentRule[] {
  if (!forbids({ content }, "residentCount")) return content;
  return content.filter(
    ({ element, requirement }) => element !== "residentCount" || requirement === "forbidden",
  );
}

/** Where one State bans the nature of the breach and another law asks for a description, the brief one does both. */
function strictest(laws: readonly NoticeLaw[]): NoticeLaw["description"] {
  if (laws.every(({ description }) => description === "full")) return "full";
  const asked = laws.some(({ content }) =>
    content.some(
      ({ element, requirement }) => element === "incidentDescription" && requirement === "required",
    ),
  );
  return asked ? "brief" : "omitted";
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
