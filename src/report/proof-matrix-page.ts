import type { ProofContent, ProofLaw } from "../approval/index.ts";
import { escapeHtml } from "../notice/index.ts";
import { facetReportWords } from "./facet-report-words.ts";
import { facetName, facetWords, jurisdictionWords, readerDetails, readerWords } from "./facet-words.ts";
import { htmlPage, linkTo } from "./html-page.ts";
import { approvalWords, type MatrixRow, matrixRows, type ProofMatrix } from "./proof-matrix.ts";
import { proofMatrixScript } from "./proof-matrix-script.ts";
import { elementWords, gradeWords, isKept, keptWords, lengthWords, sampleWords } from "./proof-words.ts";
import { counted, numberText, sentenceCase } from "./word-list.ts";

const style = `
.filters{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;background:var(--paper);border:1px solid var(--line);padding:.7rem .9rem;margin:.8rem 0}
.filters[hidden]{display:none}
.filters label{display:grid;grid-template-columns:minmax(0,auto);max-width:100%;font-size:.88rem;gap:.15rem;color:var(--soft)}
.filters select,.filters input,.filters button{font:inherit;padding:.3rem .45rem;min-height:2.2rem;border:1px solid #6b7280;border-radius:.25rem;background:#fff;color:var(--ink);max-width:100%}
.matrix thead th{position:sticky;top:0;z-index:1}
.matrix thead button{all:unset;cursor:pointer;font-weight:600;display:block}
.matrix thead button:focus-visible{outline:3px solid #b45309;outline-offset:2px}
.matrix thead button::after{content:" ↕";color:var(--soft)}
.matrix [aria-sort=ascending] button::after{content:" ↑"}
.matrix [aria-sort=descending] button::after{content:" ↓"}
.matrix tr[hidden]{display:none}
.matrix td ul,.laws ul{margin:0;padding-left:1.1rem}
.matrix td:last-child a{display:inline-block;margin-right:.3rem}
.matrix{font-size:.87rem}
.matrix td{line-height:1.4}
.matrix td:nth-child(3){min-width:13rem}
.matrix td:last-child{min-width:7.5rem}
.matrix td:nth-last-child(2){min-width:10rem}
.laws details{background:var(--paper);border:1px solid var(--line);padding:.5rem .8rem;margin:.4rem 0}
.laws summary{cursor:pointer}
.laws :target{outline:3px solid #b45309}
@media(max-width:60rem){
 .matrix,.matrix tbody,.matrix tr,.matrix td,.matrix tbody th{display:block;border:0}
 .matrix caption{display:block}
 .matrix thead{position:absolute;left:-999rem}
 .matrix tbody tr{border:1px solid var(--line);margin:.6rem 0;padding:.4rem .2rem}
 .matrix td,.matrix tbody th{padding:.15rem .55rem}
 .matrix td{display:grid;grid-template-columns:6.5rem 1fr;gap:.5rem}
 .matrix td::before{content:attr(data-label);color:var(--soft)}
 .matrix tbody th{font-size:1.05rem}
 .number{text-align:left}
}
`;

/**
 * The matrix of a proof set as one page: every variant with its people, laws, content, readability, length,
 * hash and approval, and links to its drafts; below, each set of laws with what it asks. Sorts and filters
 * without a network; without scripts it is the whole table. Holds nobody's data.
 */
export function proofMatrixPage(matrix: ProofMatrix): string {
  const rows = matrixRows(matrix);
  const laws = new Map(matrix.proofs.laws.map((law, index) => [law.hash, index + 1]));
  const people = rows.reduce((sum, { variant }) => sum + variant.people, 0);
  const approved = rows.filter(({ approval }) => approval.kind === "approved").length;
  return htmlPage({
    title: `Proofs: ${matrix.title}`,
    style,
    script: proofMatrixScript,
    body: `<p class="draft" role="note"><strong>Drafts for review.</strong> Nothing here was sent.</p>
<main id="content">
<h1>Proofs: ${escapeHtml(matrix.title)}</h1>
<p>${counted(matrix.proofs.texts.length, "distinct text")} for ${counted(rows.length, "variant")}, ${counted(people, "person", "people")}. Approved: ${numberText(approved)} of ${counted(rows.length, "variant")}.</p>
<p>A <strong>variant</strong> is one combination of client, jurisdiction, reader, language, offer and channel. Variants with the same words share a text and are read once. Each text is there as a draft PDF or e-mail, and as a page with what the law asks of it and where it says so.</p>
${whyHtml(matrix)}${filtersHtml(rows, matrix)}
<table class="matrix">
<caption><span class="count" role="status">${counted(rows.length, "variant")}, ${counted(people, "person", "people")}</span></caption>
<thead><tr>${headers.map(([name, attributes]) => `<th scope="col"${attributes}>${name}</th>`).join("")}</tr></thead>
<tbody>
${rows.map((row) => rowHtml(row, matrix, laws)).join("\n")}
</tbody>
</table>
<p class="none" hidden>No variant fits these filters.</p>
<section class="laws" aria-labelledby="laws">
<h2 id="laws">What each set of laws asks</h2>
${lawSets(rows, laws, matrix)}
</section>
</main>`,
  });
}

const headers: readonly (readonly [name: string, attributes: string])[] = [
  ["Text", ""],
  ["Client", ""],
  ["Reader", ""],
  ["People", ' class="number"'],
  ["Laws", ""],
  ["What they ask", ""],
  ["Grade", ' class="number"'],
  ["Length", ""],
  ["Approval, hash", ""],
  ["Open", " data-plain"],
];

const filtered = ["client", "jurisdiction", "recipient", "language", "channel"] as const;

function whyHtml({ facets }: ProofMatrix): string {
  const reasons = facetReportWords(facets).map((each) => `<li>${escapeHtml(sentenceCase(each))}</li>`);
  return reasons.length === 0
    ? ""
    : `<details><summary>Why so many</summary><ul>${reasons.join("")}</ul></details>\n`;
}

function filterWords(facet: string, { variant }: MatrixRow, matrix: ProofMatrix): string {
  const value = variant.facets[facet];
  if (facet === "client") return matrix.clients.get(String(value)) ?? String(value);
  if (facet === "jurisdiction") return jurisdictionWords(String(value), matrix.jurisdictions);
  return facetWords(facet, value);
}

function filtersHtml(rows: readonly MatrixRow[], matrix: ProofMatrix): string {
  const selects = filtered.map((facet) => {
    const options = [...new Set(rows.map((row) => filterWords(facet, row, matrix)))].sort();
    return select(sentenceCase(facetName(facet)), facet, options);
  });
  const approvals = [...new Set(rows.map(({ approval }) => approvalKinds[approval.kind]))].sort();
  return `<form class="filters screen" hidden aria-label="Show only">
${selects.join("\n")}
${select("Approval", "approval", approvals)}
<label>Words<input type="search" autocomplete="off"></label>
<button type="reset">Show all</button>
</form>`;
}

function select(label: string, name: string, options: readonly string[]): string {
  return `<label>${label}<select name="${name}"><option value="">all</option>${options
    .map((option) => `<option>${escapeHtml(option)}</option>`)
    .join("")}</select></label>`;
}

const approvalKinds = {
  approved: "approved",
  rejected: "rejected",
  undecided: "not approved",
  voided: "changed since",
} as const satisfies Record<MatrixRow["approval"]["kind"], string>;

function rowHtml(row: MatrixRow, matrix: ProofMatrix, laws: ReadonlyMap<string, number>): string {
  const { number, text, variant, approval } = row;
  const client = filterWords("client", row, matrix);
  const data = [
    ...filtered.map((facet) => `data-${facet}="${escapeHtml(filterWords(facet, row, matrix))}"`),
    `data-approval="${approvalKinds[approval.kind]}"`,
    `data-people="${variant.people}"`,
  ];
  const where = filterWords("jurisdiction", row, matrix);
  const cell = (label: string, html: string, more = "") =>
    `<td data-label="${label}"${more}><div>${html}</div></td>`;
  const length = lengthWords(text);
  return `<tr ${data.join(" ")}><th scope="row"><a href="${linkTo(text.page.file)}">${escapeHtml(where)}</a> <span class="soft">text ${number}</span></th>${[
    cell("Client", escapeHtml(client)),
    cell(
      "Reader",
      `${escapeHtml(readerWords(variant.facets))}<br><span class="soft">${escapeHtml(readerDetails(variant.facets))}</span>`,
    ),
    cell("People", numberText(variant.people), ` class="number" data-key="${variant.people}"`),
    cell("Laws", lawLink(row, laws)),
    cell("They ask", askedHtml(row)),
    cell("Grade", escapeHtml(gradeWords(text)), ` class="number" data-key="${text.readability}"`),
    cell("Length", escapeHtml(length ?? "e-mail")),
    cell(
      "Approval",
      `<span class="${approval.kind === "approved" ? "good" : "soft"}">${escapeHtml(approvalWords(approval))}</span><br><code title="${variant.proofHash}">${variant.proofHash.slice(0, 10)}</code>`,
    ),
    cell("Open", filesHtml(row)),
  ].join("")}</tr>`;
}

function lawLink({ law }: MatrixRow, laws: ReadonlyMap<string, number>): string {
  const names = [...new Set(law.provisions.map(({ name }) => name))];
  if (names.length === 0) return '<span class="soft">none fixes the content</span>';
  return `<a href="#laws-${laws.get(law.hash)}">${escapeHtml(names.join(", "))}</a>`;
}

function askedHtml({ content, text }: MatrixRow): string {
  const required = content.filter(({ requirement }) => requirement === "required");
  const forbidden = content.filter(({ requirement }) => requirement === "forbidden");
  const wrong = content.filter((item) => !isKept(item));
  const counsel = `<a href="${linkTo(text.page.file, "#counsel")}">${text.forCounsel.length} for counsel</a>`;
  const lines = [
    ...(required.length === 0
      ? []
      : [`${required.filter(isKept).length} of ${required.length} required said`]),
    ...(forbidden.length === 0
      ? []
      : [`${forbidden.filter(isKept).length} of ${forbidden.length} forbidden not said`]),
    ...(text.forCounsel.length === 0 ? [] : [counsel]),
  ];
  const html = lines.length === 0 ? "nothing" : lines.join("<br>");
  if (wrong.length === 0) return html;
  const items = wrong.map(
    (item) => `<li>${escapeHtml(`${elementWords(item.element)}: ${keptWords(item)}`)}</li>`,
  );
  return `${html}<ul class="bad">${items.join("")}</ul>`;
}

/** The page, the draft, and the extremes by page number or by name. */
function filesHtml({ text }: MatrixRow): string {
  const draft = text.channel === "letter" ? "PDF" : "e-mail";
  const [, ...extremes] = text.samples;
  const links = extremes.map(({ file, firstPage, ...sample }, index) => {
    const short = firstPage === null ? `${index + 2}` : `p. ${firstPage}`;
    const whole = `${short}: ${sampleWords(sample, text)}`;
    const link = linkTo(file, firstPage === null ? "" : `#page=${firstPage}`);
    return `<a href="${link}" title="${escapeHtml(whole)}" aria-label="${escapeHtml(whole)}">${short}</a>`;
  });
  const open = `<a href="${linkTo(text.page.file)}">page</a> <a href="${linkTo(text.file)}">${draft}</a>`;
  return links.length === 0 ? open : `${open}<br><span class="soft">extremes</span> ${links.join(" ")}`;
}

function lawSets(rows: readonly MatrixRow[], laws: ReadonlyMap<string, number>, matrix: ProofMatrix): string {
  const bySet = Map.groupBy(rows, ({ law }) => law);
  return [...bySet]
    .filter(([{ provisions }]) => provisions.length > 0)
    .map(([law, ofLaw]) => {
      const number = laws.get(law.hash);
      const names = [...new Set(law.provisions.map(({ name }) => name))].join(", ");
      const texts = new Set(ofLaw.map((row) => row.number)).size;
      return `<details id="laws-${number}"><summary><strong>${escapeHtml(names)}</strong> <span class="soft">set ${number}, ${counted(texts, "text")}</span></summary>
<p>Applied: ${law.provisions.map(applied).join("; ")}.</p>
${elementTable(ofLaw, matrix)}
</details>`;
    })
    .join("\n");
}

function applied({ name, about, from, citation, confidence }: ProofLaw["provisions"][number]): string {
  return `${escapeHtml(`${name}, ${about}, version from ${from}`)} <span class="soft">(${escapeHtml(`${citation}; ${confidence}`)})</span>`;
}

/** Each element of a set once, and where its texts say it, as often as they differ. */
function elementTable(rows: readonly MatrixRow[], matrix: ProofMatrix): string {
  const elements = new Map<string, { item: ProofContent; kept: Map<string, number> }>();
  for (const row of new Map(rows.map((each) => [each.number, each])).values())
    for (const item of row.content) {
      const key = [item.jurisdiction, item.provision, item.element, item.citation].join("\t");
      const known = elements.get(key) ?? { item, kept: new Map<string, number>() };
      const words = keptWords(item);
      known.kept.set(words, (known.kept.get(words) ?? 0) + 1);
      elements.set(key, known);
    }
  const body = [...elements.values()].map(({ item, kept }) => {
    const { element, requirement, jurisdiction, citation } = item;
    const name = requirement === "forbidden" ? `not: ${elementWords(element)}` : elementWords(element);
    const said = [...kept].map(([words, texts]) =>
      kept.size === 1 ? words : `${words} (${counted(texts, "text")})`,
    );
    return `<tr><th scope="row">${escapeHtml(sentenceCase(name))}</th><td>${escapeHtml(jurisdictionWords(jurisdiction, matrix.jurisdictions))}</td><td>${escapeHtml(citation)}</td><td>${escapeHtml(said.join("; "))}</td></tr>`;
  });
  if (body.length === 0) return "<p>They fix no single thing that the notice says.</p>";
  return `<div class="scroll" tabindex="0" role="region" aria-label="What these laws ask, as a table"><table><thead><tr><th scope="col">The notice says</th><th scope="col">Law</th><th scope="col">Citation</th><th scope="col">The texts</th></tr></thead><tbody>
${body.join("\n")}
</tbody></table></div>`;
}
