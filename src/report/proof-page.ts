import type { ProofReading, ShownSample } from "../mailing/index.ts";
import { type Block, escapeHtml, inlinesOf, type Notice, noticeHtml } from "../notice/index.ts";
import { facetName, facetWords, jurisdictionWords, readerDetails, readerWords } from "./facet-words.ts";
import { htmlPage, linkTo } from "./html-page.ts";
import {
  elementWords,
  gradeWords,
  isKept,
  keptWords,
  lengthWords,
  sampleSource,
  sampleWords,
} from "./proof-words.ts";
import { counted, sentenceCase, wordList } from "./word-list.ts";

const style = `
:root{--wide:60rem}
.paper{background:var(--paper);border:1px solid var(--line);padding:1.5rem clamp(1rem,5vw,4rem);font:1.06rem/1.5 Georgia,"Times New Roman",serif;overflow-x:auto;overflow-wrap:anywhere}
.paper h1{font-size:1.45rem}.paper h2{font-size:1.15rem}
.paper table{font-size:.95rem}
.paper .callout{border:2px solid;padding:.6rem .8rem;font-family:system-ui,"Segoe UI",Roboto,Arial,sans-serif}
.paper hr{border:0;border-top:2px dashed var(--line);margin:1.5rem 0}
.window{font-family:ui-monospace,Consolas,monospace;font-size:.92rem;white-space:pre-wrap;overflow-wrap:anywhere;margin:0 0 1rem}
mark{background:#fde68a;color:inherit;padding:0 .1em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}
dt{color:var(--soft)}dd{margin:0}
@media(max-width:36rem){dl{display:block}dd{margin:0 0 .4rem}}
@media print{.paper{border:0;padding:0}.paper hr{break-after:page;visibility:hidden}mark{background:none;border-bottom:1px solid}}
`;

/**
 * One text as a page: the notice with a real person's values in marks, what the extremes change in it, what
 * the law asks with citation and where the text says it, and what is left to counsel. The page holds that
 * person's data, as the draft does.
 * @param nameOf jurisdiction → its name
 */
export function proofPage(reading: ProofReading, nameOf: ReadonlyMap<string, string>): string {
  const { text, notice, samples } = reading;
  const [first, ...extremes] = samples;
  if (first === undefined) throw new Error("a proof without a sample has no page");
  const facets = text.variants[0]?.facets ?? {};
  const where = jurisdictionsOf(reading, nameOf);
  return htmlPage({
    title: `DRAFT: ${where}, ${facetWords("recipient", facets.recipient)}, ${reading.clientName}`,
    style,
    body: `<p class="draft" role="note"><strong>DRAFT – not for sending.</strong> What is marked differs from person to person; here it is a real person’s, with a sample code.</p>
<nav class="top screen" aria-label="Proofs"><a href="../index.html">All texts</a> · <a href="#law">What the law asks</a>${text.forCounsel.length === 0 ? "" : ` · <a href="#counsel">For counsel</a>`}${extremes.length === 0 ? "" : ` · <a href="#extremes">Extremes</a>`} · <a href="#variants">Variants</a></nav>
<main id="content">
<section aria-label="About this text">
${aboutList(reading, where)}
</section>
<section aria-label="The text">
<div class="paper">
${windowHtml(first)}${noticeHtml(notice, first.fields, { review: true })}</div>
</section>
${extremesHtml(reading, extremes)}
${lawHtml(reading, nameOf)}
${counselHtml(reading, nameOf)}
${variantsHtml(reading, nameOf)}
</main>`,
  });
}

function jurisdictionsOf({ text }: ProofReading, nameOf: ReadonlyMap<string, string>): string {
  const all = text.variants.map(({ facets }) => jurisdictionWords(String(facets.jurisdiction), nameOf));
  return wordList([...new Set(all)], "and");
}

function aboutList(reading: ProofReading, where: string): string {
  const { text, clientName, samples } = reading;
  const facets = text.variants[0]?.facets ?? {};
  const folder = text.file.lastIndexOf("/") + 1;
  const files = samples.map(({ file, firstPage, ...sample }) => {
    const link = linkTo(file.slice(folder), firstPage === null ? "" : `#page=${firstPage}`);
    const place = firstPage === null ? "" : `page ${firstPage}: `;
    return `<a href="${link}">${escapeHtml(`${place}${sampleWords(sample, text)}`)}</a> <span class="soft">(${escapeHtml(sampleSource(sample))})</span>`;
  });
  const length = lengthWords(text);
  const facts: readonly (readonly [string, string])[] = [
    ["Client", escapeHtml(clientName)],
    ["For residents of", escapeHtml(where)],
    ["Reader", escapeHtml(`${readerWords(facets)}; ${readerDetails(facets)}`)],
    ["People", counted(text.people, "person", "people")],
    ["Reading grade", escapeHtml(gradeWords(text))],
    ...(length === undefined ? [] : [["Length", length] as const]),
    [text.channel === "letter" ? "As printed" : "As sent", files.join("<br>")],
  ];
  return `<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("\n")}</dl>`;
}

function windowHtml({ addressLines }: ShownSample): string {
  if (addressLines.length === 0) return "";
  return `<p class="window" aria-label="In the envelope’s window"><mark>${addressLines.map(escapeHtml).join("\n")}</mark></p>\n`;
}

/** The notice with only those of its blocks that a person's own values change. */
function changing(notice: Notice): Notice {
  return { ...notice, blocks: notice.blocks.flatMap(changingParts) };
}

function changingParts(block: Block): readonly Block[] {
  if (block.kind === "list") {
    const items = block.items.filter((item) => item.some((each) => changingParts(each).length > 0));
    return items.length === 0 ? [] : [{ ...block, items }];
  }
  for (const inline of inlinesOf([block]))
    if (inline.kind === "slot" && personal.has(inline.field)) return [block];
  return [];
}

// The code, its last day and the piece id are the same on every proof.
const personal: ReadonlySet<string> = new Set(["recipientName", "individualName", "dataElements"]);

function extremesHtml({ notice, text }: ProofReading, extremes: readonly ShownSample[]): string {
  if (extremes.length === 0) return "";
  const parts = changing(notice);
  return `<section aria-labelledby="extremes">
<h2 id="extremes">What the extremes change</h2>
${extremes
  .map(
    (
      sample,
    ) => `<h3>${escapeHtml(sentenceCase(sampleWords(sample, text)))} <span class="soft">(${escapeHtml(sampleSource(sample))})</span></h3>
<div class="paper">
${windowHtml(sample)}${noticeHtml(parts, sample.fields, { review: true })}</div>`,
  )
  .join("\n")}
</section>`;
}

function lawHtml({ text, laws }: ProofReading, nameOf: ReadonlyMap<string, string>): string {
  const provisions = [
    ...new Map(
      laws
        .flatMap((law) => law.provisions)
        .map((each) => [`${each.jurisdiction} ${each.provision} ${each.from}`, each]),
    ).values(),
  ];
  if (provisions.length === 0)
    return `<section aria-labelledby="law"><h2 id="law">What the law asks</h2><p>No law in the data fixes what this text says.</p></section>`;
  const rows = text.content.map((item) => {
    const { element, requirement, jurisdiction, citation, detail } = item;
    const name = requirement === "forbidden" ? `not: ${elementWords(element)}` : elementWords(element);
    return `<tr><th scope="row">${escapeHtml(sentenceCase(name))}${detail === undefined ? "" : `<br><span class="soft">${escapeHtml(detail)}</span>`}</th><td>${escapeHtml(jurisdictionWords(jurisdiction, nameOf))}</td><td>${escapeHtml(citation)}</td><td class="${isKept(item) ? "good" : "bad"}">${escapeHtml(keptWords(item))}</td></tr>`;
  });
  const applied = provisions.map(
    ({ name, about, citation, from, confidence }) =>
      `<li>${escapeHtml(`${name}: ${about}, in the version from ${from}`)} <span class="soft">(${escapeHtml(`${citation}; ${confidence}`)})</span></li>`,
  );
  return `<section aria-labelledby="law">
<h2 id="law">What the law asks</h2>
<div class="scroll" tabindex="0" role="region" aria-label="What the law asks, as a table"><table>
<thead><tr><th scope="col">The notice says</th><th scope="col">Law</th><th scope="col">Citation</th><th scope="col">This text</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>
<h3>Provisions that were applied</h3>
<ul>${applied.join("\n")}</ul>
</section>`;
}

const counselKinds: Readonly<Record<string, string>> = {
  conflict: "Two laws that cannot both be followed",
  openQuestion: "Open question",
  services: "Services",
  judgement: "To judge",
  translation: "Translation",
  recipient: "For this reader",
  manner: "How notice is given",
  optional: "Optional",
  customary: "Customary",
};

function counselHtml({ text: { forCounsel } }: ProofReading, nameOf: ReadonlyMap<string, string>): string {
  if (forCounsel.length === 0) return "";
  const rows = forCounsel.map(({ kind, element, text, jurisdiction, citation }) => {
    const about = element === null ? "" : `${sentenceCase(elementWords(element))}: `;
    const law = jurisdiction === null ? "" : jurisdictionWords(jurisdiction, nameOf);
    return `<tr><th scope="row">${escapeHtml(counselKinds[kind] ?? kind)}</th><td>${escapeHtml(about + text)}</td><td>${escapeHtml(law)}</td><td>${escapeHtml(citation ?? "")}</td></tr>`;
  });
  return `<section aria-labelledby="counsel">
<h2 id="counsel">For counsel: what the program cannot judge</h2>
<div class="scroll" tabindex="0" role="region" aria-label="For counsel, as a table"><table>
<thead><tr><th scope="col">Kind</th><th scope="col">What</th><th scope="col">Law</th><th scope="col">Citation</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>
</section>`;
}

function variantsHtml({ text: { variants } }: ProofReading, nameOf: ReadonlyMap<string, string>): string {
  const rows = variants.map(
    ({ variant, people, proofHash, facets }) =>
      `<tr><th scope="row">${escapeHtml(jurisdictionWords(String(facets.jurisdiction), nameOf))}</th><td>${escapeHtml(`${readerWords(facets)}; ${readerDetails(facets)}`)}</td><td class="number">${people}</td><td><code>${escapeHtml(variant)}</code></td><td><code>${proofHash}</code></td></tr>`,
  );
  return `<section aria-labelledby="variants">
<h2 id="variants">Variants with these words</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Variants, as a table"><table>
<thead><tr><th scope="col">${sentenceCase(facetName("jurisdiction"))}</th><th scope="col">Reader</th><th scope="col">People</th><th scope="col">Key</th><th scope="col">Hash that an approval is bound to</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>
</section>`;
}
