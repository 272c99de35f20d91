import type { ContentElement, ContentRule, LawNote, NoticeLaw } from "../law/index.ts";
import { isProvedByFacts } from "./element-evidence.ts";
import type { Notice, TextFacets } from "./notice.ts";

/** One thing in a notice that a lawyer has to judge, because no machine can. */
export type CounselItem = {
  /**
   * `judgement`: a required statement whose detail the check cannot weigh (“to the extent possible”, three
   * limbs); `conflict`: two laws that cannot both be followed; `translation`: fixed English words in
   * another language; the others are the law's own notes.
   */
  readonly kind: "judgement" | "conflict" | "translation" | LawNote["kind"];
  /** A sentence or two, as the law data says it. */
  readonly text: string;
  /** Whose law; null where it is nobody's in particular. */
  readonly jurisdiction: string | null;
  readonly citation: string | null;
  readonly element: ContentElement | null;
};

/**
 * What in this notice the content check cannot judge, for the lawyer who approves it: never ticked
 * silently. Each thing once; first what may make the notice unlawful, then what would make it better.
 * A detail that names only numbers and addresses is left out, because the check proves those.
 */
export function forCounsel(
  { facets, language }: Pick<Notice<TextFacets>, "facets" | "language">,
  law: NoticeLaw,
): readonly CounselItem[] {
  const items: CounselItem[] = [
    ...law.conflicts
      .filter((conflict) => conflict.forCounsel)
      .map(({ forbiddenBy, reason, citation, forbidden }) => ({
        kind: "conflict" as const,
        text: reason,
        jurisdiction: forbiddenBy,
        citation,
        element: forbidden,
      })),
    ...law.content.filter(isJudged).map(({ element, requirement, detail = "", jurisdiction, citation }) => ({
      kind: "judgement" as const,
      text: `${wordsOf(element)}, ${requirement === "forbidden" ? "not to be said" : "required"}: ${detail}`,
      jurisdiction,
      citation,
      element,
    })),
    ...(language === "en" ? [] : law.form.flatMap(translated)),
    ...law.notes.filter((note) => concerns(note, facets)).map(ofNote),
  ];
  const distinct = new Map(items.map((item) => [keyOf(item), item]));
  return [...distinct.values()]
    .map((item, index) => ({ item, index }))
    .sort((a, b) => order.indexOf(a.item.kind) - order.indexOf(b.item.kind) || a.index - b.index)
    .map(({ item }) => item);
}

const order: readonly CounselItem["kind"][] = [
  "conflict",
  "openQuestion",
  "services",
  "judgement",
  "translation",
  "recipient",
  "manner",
  "optional",
  "customary",
];

// Words by which a law leaves something to judgement, in a detail that otherwise lists numbers and addresses.
const judgement =
  /\b(if|when|unless|only|where|extent|possible|reasonabl\w*|recalled|reading|practice|relevant|must|may|in general)\b/i;

// What the law asks only if it is known is required here because it is known.
const answered = /^(if known|optional)$/i;

function isJudged({ element, detail }: ContentRule): boolean {
  if (detail !== undefined && answered.test(detail)) return false;
  return detail !== undefined && !(isProvedByFacts(element) && !judgement.test(detail));
}

/** One question about several provisions is one question. */
function keyOf({ kind, text, jurisdiction, citation }: CounselItem): string {
  return [jurisdiction, text, ...(kind === "openQuestion" ? [] : [citation])].join("\t");
}

/** `dateOfBreach` as “date of breach”. */
function wordsOf(element: ContentElement): string {
  return element.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function translated(form: NoticeLaw["form"][number]): CounselItem[] {
  const fixed = [...(form.title === undefined ? [] : [form.title]), ...form.headings];
  if (fixed.length === 0) return [];
  return [
    {
      kind: "translation",
      text: `the title and headings that the law fixes in English are translated: ${fixed.join("; ")}`,
      jurisdiction: form.jurisdiction,
      citation: form.citation,
      element: null,
    },
  ];
}

/** What is known of minors and the dead concerns only letters about them; services only whom they reach. */
function concerns({ kind }: LawNote, { recipient, offer }: TextFacets): boolean {
  if (kind === "recipient") return recipient === "parentOrGuardian" || recipient === "nextOfKin";
  if (kind === "services") return offer !== null;
  return true;
}

function ofNote({ kind, text, jurisdiction, citation }: LawNote): CounselItem {
  return { kind, text, jurisdiction, citation, element: null };
}
