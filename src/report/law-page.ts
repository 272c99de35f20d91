import type { Day } from "../calendar/index.ts";
import { type Conflict, isDeadline, type Jurisdiction, type Office, type Provision } from "../law/index.ts";
import { type Block, gap, heading, item, label, paragraph, source, title } from "./block.ts";
import { businessDayBlocks } from "./business-day-blocks.ts";
import type { LawNames } from "./condition-phrase.ts";
import { contentElementName } from "./content-element-name.ts";
import { provisionBlocks } from "./provision-blocks.ts";
import { sentence, sentenceCase, wordList } from "./word-list.ts";

/**
 * One jurisdiction's law as a lawyer reads it on a day: scope, what makes it speak, who must be told by
 * when, what the notice says, how it is given, what HIPAA changes; then conflicts, open questions with
 * both readings, addresses and notes. Every rule with citation, source, confidence and the day on which
 * it was checked, and with the versions before and after.
 * @example wrapped(lawPage(california, day("2026-01-01")), 100)
 */
export function lawPage(jurisdiction: Jurisdiction, on: Day): readonly Block[] {
  const names = namesOf(jurisdiction);
  const regimes = [...new Set(jurisdiction.provisions.map(({ regime }) => regime))];
  const sections = [
    scopeBlocks(jurisdiction, on),
    ...regimes.flatMap((regime) => {
      const own = jurisdiction.provisions.filter((provision) => provision.regime === regime);
      return chapters.map(({ name, holds }) =>
        chapter(
          regime === undefined ? name : `${name} (${regime.replaceAll("-", " ")} law)`,
          own.filter(holds),
          {
            on,
            names,
          },
        ),
      );
    }),
    businessDayBlocks(jurisdiction.businessDayCalendar),
    conflictBlocks(jurisdiction.conflicts ?? []),
    questionBlocks(jurisdiction, names),
    officeBlocks(jurisdiction.addendum ?? []),
    listBlocks("Customary statements", jurisdiction.customaryStatements ?? []),
    textBlocks("Minors and the deceased", jurisdiction.minorsOrDeceased),
    textBlocks("Pending", jurisdiction.pending),
    listBlocks("Notes", jurisdiction.notes ?? []),
  ];
  return [
    title(`${jurisdiction.name} (${jurisdiction.jurisdiction}), as in force on ${on}`),
    ...sections.filter((section) => section.length > 0).flatMap((section) => [gap, ...section]),
  ];
}

function namesOf({ level, name, coversFrom, provisions }: Jurisdiction): LawNames {
  const about = new Map(provisions.map((provision) => [provision.id, provision.about]));
  return { place: level === "federal" ? "the State" : name, coversFrom, about: (id) => about.get(id) ?? id };
}

const kindsOf = ({ versions }: Provision) => versions.map(({ rule }) => rule.kind);
const some =
  (...kinds: readonly string[]) =>
  (provision: Provision) =>
    kindsOf(provision).some((kind) => kinds.includes(kind));

/** In the order in which a lawyer asks. Every kind of rule is in one of them. */
const chapters: readonly { readonly name: string; readonly holds: (provision: Provision) => boolean }[] = [
  { name: "What makes the law speak", holds: some("trigger", "encryption", "harmThreshold") },
  {
    name: "Who must be told, and by when",
    holds: ({ versions }) => versions.some(({ rule }) => isDeadline(rule)),
  },
  { name: "What the notice says, and its form", holds: some("content", "form", "services") },
  { name: "How notice is given", holds: some("delivery") },
  { name: "What HIPAA changes", holds: some("hipaaEffect") },
];

function chapter(
  name: string,
  provisions: readonly Provision[],
  { on, names }: { readonly on: Day; readonly names: LawNames },
): Block[] {
  if (provisions.length === 0) return [];
  return [heading(name), ...parted(provisions.map((provision) => provisionBlocks(provision, on, names)))];
}

function scopeBlocks({ statutes, coversFrom }: Jurisdiction, on: Day): Block[] {
  return [
    heading("Statutes and scope"),
    ...statutes.map(({ citation, scope }) => item(`${citation}: ${sentence(scope)}`)),
    on < coversFrom
      ? paragraph(`The law was examined from ${coversFrom}; for ${on} nothing here can be relied on.`)
      : source(`Examined for discoveries from ${coversFrom}.`),
  ];
}

function conflictBlocks(conflicts: readonly Conflict[]): Block[] {
  if (conflicts.length === 0) return [];
  return [heading("Conflicts with other laws"), ...parted(conflicts.map(conflictBlock))];
}

function conflictBlock({ forbids, requires, requiredBy, resolution, ...rest }: Conflict): Block[] {
  const said = resolution === "brief" ? "Said in one or two neutral sentences." : "Not said.";
  return [
    label(
      `This law forbids ${contentElementName(forbids)}; ${requiredBy} requires ${contentElementName(requires)}`,
    ),
    paragraph(`${said}${rest.forCounsel ? " For counsel to confirm." : ""} ${sentence(rest.reason)}`, 1),
    source(rest.cite, 1),
  ];
}

/** Parts one after the other, an empty line between two. */
function parted(parts: readonly (readonly Block[])[]): Block[] {
  return parts.flatMap((part, index) => [...(index === 0 ? [] : [gap]), ...part]);
}

function questionBlocks({ openQuestions = [] }: Jurisdiction, names: LawNames): Block[] {
  if (openQuestions.length === 0) return [];
  const blocks = openQuestions.map(({ about, question, conservative, alternative }) => {
    const concerned = about.map((id) => `“${names.about(id)}”`);
    return [
      label(question),
      item(`Conservative, as used: ${sentence(conservative)}`, 1),
      item(`Alternative: ${sentence(alternative)}`, 1),
      source(`Concerns ${wordList(concerned, "and")}.`, 1),
    ];
  });
  return [heading("Open questions"), ...parted(blocks)];
}

const uses = {
  required: "the statute requires it in the letter",
  customary: "customary in letters",
  optional: "optional",
} as const;

function officeBlocks(offices: readonly Office[]): Block[] {
  if (offices.length === 0) return [];
  return [heading("Offices that letters name"), ...parted(offices.map(officeBlock))];
}

function officeBlock({ office, use, address, phone, email, website, note, ...rest }: Office): Block[] {
  const known = [...(address.length === 0 ? [] : [address.join(", ")]), ...phone, email, website];
  const { reason, confidence, verifiedOn, source: from } = rest;
  return [
    label(`${office} (${uses[use]})`),
    ...[...known, note === undefined ? undefined : sentence(note)].flatMap((line) =>
      line === undefined ? [] : [paragraph(line, 1)],
    ),
    source(`${sentence(reason)} ${sentenceCase(confidence)}, ${verifiedOn ?? from.seen}: ${from.title}.`, 1),
  ];
}

function listBlocks(name: string, texts: readonly string[]): Block[] {
  return texts.length === 0 ? [] : [heading(name), ...texts.map((text) => item(sentence(text)))];
}

function textBlocks(name: string, text: string | undefined): Block[] {
  return text === undefined ? [] : [heading(name), paragraph(sentence(text))];
}
