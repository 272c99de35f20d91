import { escapeHtml } from "../notice/index.ts";
import type { Comparison } from "./comparison.ts";
import { differingRules, formText } from "./comparison-blocks.ts";
import { facetName } from "./facet-words.ts";
import { htmlPage } from "./html-page.ts";
import type { AskedElement } from "./law-difference.ts";
import { stretches } from "./longest-common.ts";
import { elementWords } from "./proof-words.ts";
import { counted, sentenceCase, wordList } from "./word-list.ts";

const style = `
:root{--wide:76rem}
td,tbody th{width:38%}
tbody th{width:24%}
mark{background:#fde68a;color:inherit}
.none{color:var(--soft)}
td p:first-child{margin-top:0}td p:last-child{margin-bottom:0}
`;

/** A comparison as a page: two columns, with the words in marks that the other column has not. */
export function comparisonPage(comparison: Comparison): string {
  const { one, other, facets } = comparison;
  return htmlPage({
    title: `${one.name} and ${other.name} compared`,
    style,
    body: `<p class="draft" role="note"><strong>Drafts for review.</strong> What stands in brackets differs from person to person.</p>
<main id="content">
<h1>${escapeHtml(`${one.name} and ${other.name}: what each says that the other does not`)}</h1>
<p>They differ in ${escapeHtml(wordList(facets.map(facetName), "and") || "nothing")}.</p>
<ul>
${[one, other].map(({ name, variant, people }) => `<li>${escapeHtml(name)}: <code>${escapeHtml(variant)}</code>, ${counted(people, "person", "people")}</li>`).join("\n")}
</ul>
${lawTable(comparison)}
${textTable(comparison)}
</main>`,
  });
}

const nothing = '<span class="none">nothing</span>';
const cell = (lang: string | undefined, html: string) =>
  `<td${lang === undefined ? "" : ` lang="${escapeHtml(lang)}"`}>${html === "" ? nothing : html}</td>`;

function headed({ one, other }: Comparison, first: string, rows: readonly string[], name: string): string {
  return `<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table>
<thead><tr><th scope="col">${first}</th><th scope="col">${escapeHtml(one.name)}</th><th scope="col">${escapeHtml(other.name)}</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>`;
}

function lawTable(comparison: Comparison): string {
  const { one, other, law } = comparison;
  const row = (name: string, left: string, right: string) =>
    `<tr><th scope="row">${escapeHtml(name)}</th>${cell(undefined, escapeHtml(left))}${cell(undefined, escapeHtml(right))}</tr>`;
  const asked = (element: string, requirement: string) =>
    sentenceCase(requirement === "forbidden" ? `never ${elementWords(element)}` : elementWords(element));
  const rows = [
    ...law.onlyOne.map((each) => row(asked(each.element, each.requirement), clause(each), "")),
    ...law.onlyOther.map((each) => row(asked(each.element, each.requirement), "", clause(each))),
    ...law.form.onlyOne.map((each) => row("Form", formText(each), "")),
    ...law.form.onlyOther.map((each) => row("Form", "", formText(each))),
    ...law.both.map((each) =>
      row(asked(each.element, each.requirement), each.one.join("; "), each.other.join("; ")),
    ),
  ];
  const more = differingRules(law, one.name, other.name).map((text) => `<p>${escapeHtml(text)}</p>`);
  return `<section aria-labelledby="law"><h2 id="law">What the laws ask</h2>
${rows.length === 0 ? "<p>Neither law fixes anything.</p>" : headed(comparison, "The notice says", rows, "What the laws ask, as a table")}
${more.join("\n")}</section>`;
}

// The row names the element; its cell says the clause, and how the law puts it.
function clause({ citations, details }: AskedElement): string {
  return details.length === 0 ? citations.join("; ") : `${citations.join("; ")} (${details.join("; ")})`;
}

function textTable(comparison: Comparison): string {
  const { one, other, text } = comparison;
  const rows = text.map(({ under, one: left, other: right }) => {
    const [a, b] = marked(left, right);
    const where = under === "" ? "Above the first heading" : under;
    return `<tr><th scope="row">${escapeHtml(where)}</th>${cell(one.language, a)}${cell(other.language, b)}</tr>`;
  });
  return `<section aria-labelledby="text"><h2 id="text">What the texts say</h2>
${rows.length === 0 ? "<p>The same words.</p>" : headed(comparison, "Under", rows, "What the texts say, as a table")}
</section>`;
}

/** The sentences of both sides, with the words in marks that the other side has not. */
function marked(one: readonly string[], other: readonly string[]): readonly [string, string] {
  if (one.length === 0 || other.length === 0) return [paragraphs(one), paragraphs(other)];
  const words = (sentences: readonly string[]) => sentences.join(" ¶ ").split(" ");
  const [left, right] = [words(one), words(other)];
  const found = stretches(left, right, (a, b) => a === b);
  const common = found.reduce((sum, each) => sum + (each.kind === "same" ? each.items.length : 0), 0);
  // Of sentences that have little in common, single words in marks would only disturb.
  if (2 * common < Math.min(left.length, right.length)) return [paragraphs(one), paragraphs(other)];
  const sides: [string[], string[]] = [[], []];
  for (const stretch of found) {
    const [a, b] = stretch.kind === "same" ? [stretch.items, stretch.items] : [stretch.one, stretch.other];
    sides[0].push(...markedWords(a, stretch.kind === "differs"));
    sides[1].push(...markedWords(b, stretch.kind === "differs"));
  }
  const html = (side: readonly string[]) => `<p>${side.join(" ").replaceAll(" ¶ ", "</p><p>")}</p>`;
  return [html(sides[0]), html(sides[1])];
}

/** Words as HTML, in marks if they differ; a mark never spans two sentences. */
function markedWords(words: readonly string[], differs: boolean): readonly string[] {
  return words
    .join(" ")
    .split(/(?:^| )¶(?: |$)/)
    .flatMap((run, index) => {
      const said = run === "" ? [] : [differs ? `<mark>${escapeHtml(run)}</mark>` : escapeHtml(run)];
      return index === 0 ? said : ["¶", ...said];
    });
}

function paragraphs(sentences: readonly string[]): string {
  return sentences.map((each) => `<p>${escapeHtml(each)}</p>`).join("");
}
