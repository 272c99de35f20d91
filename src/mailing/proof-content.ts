import { createHash } from "node:crypto";
import type { ProofContent, ProofLaw, ProofProvision } from "../approval/index.ts";
import type { NoticeLaw } from "../law/index.ts";
import { type Block, type Inline, inlinesOf, type Notice } from "../notice/index.ts";
import type { MailingInputs } from "./inputs.ts";
import type { VariantWords } from "./texts.ts";

function words(inlines: readonly Inline[]): string {
  return inlines.map((inline) => (inline.kind === "text" ? inline.text : " ")).join("");
}

/** Content element → the headings under which the notice says it; "" is what stands above the first. */
function elementPlaces(notice: Notice): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  let heading = "";
  for (const block of notice.blocks) {
    if (block.kind === "heading" && block.level > 1) heading = words(block.inlines).trim();
    for (const element of elementsOf(block)) {
      const known = places.get(element) ?? [];
      if (!known.includes(heading)) known.push(heading);
      places.set(element, known);
    }
  }
  return places;
}

function elementsOf(block: Block): ReadonlySet<string> {
  const found = new Set<string>();
  for (const inline of inlinesOf([block]))
    if (inline.kind !== "break") for (const element of inline.style.elements) found.add(element);
  return found;
}

/**
 * What the laws of all variants of a text ask of it, each thing once, and where the text says it. Variants
 * that share their words may live under different laws.
 */
export function contentOf(notice: Notice, laws: readonly NoticeLaw[]): readonly ProofContent[] {
  const places = elementPlaces(notice);
  const content = new Map<string, ProofContent>();
  for (const { element, requirement, jurisdiction, provision, citation, detail } of laws.flatMap(
    (law) => law.content,
  )) {
    const under = places.get(element);
    content.set([jurisdiction, provision, requirement, element, citation].join("\t"), {
      element,
      requirement,
      jurisdiction,
      provision,
      citation,
      ...(detail === undefined ? {} : { detail }),
      found: under !== undefined,
      under: (under ?? []).filter((heading) => heading !== ""),
    });
  }
  return [...content.values()];
}

/**
 * The provisions that speak about a variant's notice, in every version that its text follows, as a set with
 * its hash.
 */
export function lawSetOf({ law: laws }: MailingInputs, { law }: VariantWords): ProofLaw {
  const rules = [...law.content, ...law.form];
  const used = new Set(rules.map(({ jurisdiction, provision }) => `${jurisdiction} ${provision}`));
  const provisions = law.provisions
    .filter(
      ({ jurisdiction, provision, version }) =>
        used.has(`${jurisdiction} ${provision.id}`) ||
        (version.rule.kind === "services" && version.cite === law.services?.citation),
    )
    .map(
      ({ jurisdiction, provision, version }): ProofProvision => ({
        jurisdiction,
        name: laws.jurisdictions.get(jurisdiction)?.name ?? jurisdiction,
        provision: provision.id,
        about: provision.about,
        from: version.from,
        citation: version.cite,
        confidence: version.confidence,
      }),
    );
  return { hash: createHash("sha256").update(JSON.stringify(provisions)).digest("hex"), provisions };
}
