import type { Client, DataElement, Incident, Offer } from "../incident/index.ts";
import { emailAloneSuffices, exposureClass, isTriggered, type Law } from "../law/index.ts";
import type { Individual } from "../people/index.ts";
import type { Facets } from "./notice.ts";
import { variantKey } from "./variant-key.ts";

// 45 CFR 160.103: these hold protected health information; an employer's or a town's files are not.
const hipaaKinds: readonly Client["kind"][] = ["coveredEntity", "businessAssociate", "part2Program"];

/** Whether the client's files are protected health information. */
export function isHealthInformation({ kind }: Client): boolean {
  return hipaaKinds.includes(kind);
}

const recipientOf = {
  individual: "adult",
  parentOrGuardian: "parentOrGuardian",
  nextOfKin: "nextOfKin",
} as const satisfies Record<Individual["recipient"]["kind"], Facets["recipient"]>;

/** The first of the client's offers that is for this kind of person and these data; none for the dead. */
export function offerFor(individual: Individual, client: Client): Offer | undefined {
  if (individual.status === "deceased" || individual.recipient.kind === "nextOfKin") return undefined;
  return client.offers.find(
    (offer) =>
      offer.for === individual.status &&
      (offer.whenExposed === undefined ||
        offer.whenExposed.some((element) => individual.dataElements.includes(element))),
  );
}

/**
 * What may change this individual's wording. E-mail only for an adult who agreed to it (45 CFR
 * 164.404(d)(1)(i)), only from the client's own address, and only if no law wants a second channel beside
 * it; next of kin are written to on paper.
 */
export function facetsFor(individual: Individual, incident: Incident, client: Client, law: Law): Facets {
  const elements: readonly DataElement[] = individual.dataElements;
  const triggered = isTriggered(law, individual.jurisdiction, elements, incident, client);
  const byEmail =
    individual.email !== undefined &&
    individual.status === "adult" &&
    individual.recipient.kind === "individual" &&
    client.emailSender !== undefined &&
    // Cal. Civ. Code § 1798.82(j)(5) and others: never to the e-mail account that was breached.
    !elements.includes("emailCredentials") &&
    emailAloneSuffices(law, individual.jurisdiction, elements, incident, client);
  const byVendor = incident.notifier.role === "vendor" && client.delegation === "notifier";
  return {
    client: client.id,
    notifier: byVendor ? "vendor" : "client",
    purpose: incident.purpose,
    jurisdiction: individual.jurisdiction,
    stateLaw: triggered ? "applies" : "silent",
    phi: isHealthInformation(client),
    recipient: recipientOf[individual.recipient.kind],
    language: client.languages.includes(individual.language)
      ? individual.language
      : (client.languages[0] ?? "en"),
    offer: offerFor(individual, client)?.id ?? null,
    channel: byEmail ? "email" : "letter",
    exposure: exposureClass(elements),
  };
}

/** A variant as a person falls into it: the same object for everyone in it. */
export type ReaderVariant = { readonly facets: Facets; readonly key: string };

/**
 * `facetsFor` for the many people of one client: asks the law once for each kind of person. Keep the
 * function for one mailing; what it remembers grows with the kinds of people, not with the people.
 */
export function variantFinder(
  incident: Incident,
  client: Client,
  law: Law,
): (individual: Individual) => ReaderVariant {
  const known = new Map<string, ReaderVariant>();
  const variants = new Map<string, ReaderVariant>();
  return (individual) => {
    const kind = [
      individual.jurisdiction,
      individual.status,
      individual.recipient.kind,
      individual.language,
      individual.email === undefined ? "" : "email",
      ...individual.dataElements,
    ].join();
    const found = known.get(kind);
    if (found !== undefined) return found;
    const facets = facetsFor(individual, incident, client, law);
    const key = variantKey(facets);
    // Several kinds are of one variant, and of those a large mailing has tens of thousands.
    const variant = variants.get(key) ?? { facets, key };
    variants.set(key, variant);
    known.set(kind, variant);
    return variant;
  };
}
