import { createHash } from "node:crypto";
import type { Narrative } from "../incident/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { blocksOfMarkdown, parsedTree } from "./blocks-of-markdown.ts";
import { canonicalBlocks, canonicalJson } from "./canonical-json.ts";
import { languageProblems, wordsOfFields } from "./client-language.ts";
import { statusOfPersonIn } from "./forbidden-words.ts";
import { forbids } from "./forbids.ts";
import { narrativeProblems } from "./markdown-tree.ts";
import {
  type Block,
  type FieldName,
  fieldNames,
  type Inline,
  type Notice,
  type TextFacets,
} from "./notice.ts";
import { dateOf, type FactSources, noticeDate, noticeFacts, stateFacts } from "./notice-facts.ts";
import { inlineText } from "./notice-text.ts";
import { wordsFor } from "./template-words.ts";
import { type Templates, templateFor } from "./templates.ts";
import { variantKey } from "./variant-key.ts";
import { writeMarkdown } from "./write-markdown.ts";

const narrativeParts = [
  "whatHappened",
  "whatHappenedBriefly",
  "whatWeAreDoing",
  "whatWeAreDoingBriefly",
  "whatIsNew",
  "correction",
] as const satisfies readonly (keyof Narrative)[];

/**
 * Composes the text of one variant. The blocks begin with the date and end with the enclosure; the
 * address block is not among them. Same inputs, same notice, same hash. Reports facts that the text
 * needs and that are not given, and Markdown that a letter does not have; the notice it then returns
 * is incomplete and must not be sent.
 */
export function compose<Of extends TextFacets>(
  templates: Templates,
  facets: Of,
  sources: FactSources,
): Read<Notice<Of>> {
  const problems: Problem[] = [];
  const variant = variantKey(facets);
  const outline = templateFor(templates, facets, facets.channel);
  if (outline === undefined)
    problems.push(
      problem(
        "notice/language-missing",
        { client: facets.client, variant },
        { outline: `${facets.language}/${facets.channel}.md` },
      ),
    );
  const words = wordsFor(templates, facets.client, facets.language);
  if (outline !== undefined && words === undefined)
    problems.push(problem("notice/words-missing", { template: `${facets.language}/words.json`, variant }));
  if (words !== undefined) problems.push(...languageProblems(templates, facets, sources, words));

  for (const part of narrativeParts) {
    const markdown = sources.incident.narrative[facets.language]?.[part];
    const file = `incident.json, narrative.${facets.language}.${part}`;
    if (markdown !== undefined)
      problems.push(...narrativeProblems(markdown, file, (text) => parsedTree(text, templates.parsed)));
  }

  const correction = sources.incident.narrative[facets.language]?.correction;
  if (facets.purpose === "corrective" && correction !== undefined && words !== undefined) {
    const word = statusOfPersonIn(correction, words);
    if (word !== undefined)
      problems.push(
        problem("notice/correction-repeats", { file: "incident.json" }, { word, language: facets.language }),
      );
  }

  const { services } = sources.law;
  const offer = sources.client.offers.find(({ id }) => id === facets.offer);
  const tooShort =
    services !== null && offer !== undefined && offer.months < services.months
      ? [
          problem(
            "notice/offer-too-short",
            { client: facets.client, variant },
            { offered: offer.months, months: services.months, citation: services.citation },
          ),
        ]
      : [];

  let blocks: readonly Block[] = [];
  if (
    outline !== undefined &&
    words !== undefined &&
    !problems.some(({ severity }) => severity === "stops")
  ) {
    const facts = noticeFacts(facets, sources, templates, words);
    const marked = writeMarkdown(
      {
        templates,
        facets,
        facts,
        variant,
        addenda: sources.publication?.states ?? sources.incident.policy.addenda,
        stateFacts: (state) => stateFacts(state, facets, sources, words),
        on: sources.publication?.on ?? dateOf("individualNotice", sources),
        staleAfterMonths: sources.incident.policy.lawVerifiedWithinMonths,
        unlinked: facets.channel === "email" && forbids(sources.law, "personalInformationRequest"),
      },
      outline,
    );
    const read = blocksOfMarkdown(marked.value, templates.parsed);
    blocks = read.blocks;
    problems.push(...marked.problems, ...read.problems);
    const titles = blocks.filter((block) => block.kind === "heading" && block.level === 1);
    if (titles.length !== 1)
      problems.push(problem("notice/title-missing", { variant }, { count: titles.length }));
  }

  const approved = {
    variant,
    facets,
    language: facets.language,
    title: titleOf(blocks),
    date: words === undefined ? "" : (noticeDate(sources, words) ?? ""),
    pageOf: words?.pageOf ?? "",
    blocks,
    fields: fieldsIn(blocks),
  };
  problems.push(...tooShort);
  const inFields = words === undefined ? [] : wordsOfFields(words, facets, sources);
  return { value: { ...approved, hash: hashOfNotice(approved, inFields) }, problems };
}

function titleOf(blocks: readonly Block[]): string {
  for (const block of blocks)
    if (block.kind === "heading" && block.level === 1) return inlineText(block.inlines, {});
  return "";
}

/** Every run of text of the blocks, in reading order, table heads before their rows. */
export function* inlinesOf(blocks: readonly Block[]): Generator<Inline> {
  for (const block of blocks)
    switch (block.kind) {
      case "heading":
      case "paragraph":
      case "callout":
        yield* block.inlines;
        break;
      case "list":
        for (const item of block.items) yield* inlinesOf(item);
        break;
      case "table":
        for (const row of [block.header, ...block.rows]) for (const cell of row) yield* cell;
        break;
      case "signature":
      case "pageBreak":
        break;
    }
}

function fieldsIn(blocks: readonly Block[]): readonly FieldName[] {
  const found = new Set<FieldName>();
  for (const inline of inlinesOf(blocks)) if (inline.kind === "slot") found.add(inline.field);
  return fieldNames.filter((field) => found.has(field));
}

function hashOfNotice({ blocks, ...rest }: Omit<Notice<TextFacets>, "hash">, inFields: unknown): string {
  // The canonical JSON of both, whose first key is "blocks".
  const text = `[{"blocks":${canonicalBlocks(blocks)},${canonicalJson(rest).slice(1)},${canonicalJson(inFields)}]`;
  return createHash("sha256").update(text).digest("hex");
}
