import {
  type Condition,
  type ContentElement,
  contentElements,
  type Jurisdiction,
  type NoticeLaw,
  type Version,
} from "../../src/law/index.ts";
import { compose, elementEvidence, forCounsel, wordsFor } from "../../src/notice/index.ts";
import { conditionPhrase } from "../../src/report/condition-phrase.ts";
import { contentElementName } from "../../src/report/content-element-name.ts";
import { type Case, casesIn } from "./every-variant.ts";
import { templates } from "./fictional-incident.ts";
import { elementOf, isPlace, placesOfMarks, probed, runsOf, wordsOf } from "./probed-templates.ts";

const all = templates();
const files = [...all.own.keys()].filter((name) => /^en\/(?!website|media|covered-entity)/.test(name));
const withPlaces = probed(all, placesOfMarks(all, files));

/** Element → where our English letters say it: the file, and the headings above. */
type Where = Map<ContentElement, Map<string, Set<string>>>;

function whereSaid(cases: readonly Case[]): Where {
  const where: Where = new Map();
  for (const { facets, from } of cases) {
    let heading = "";
    for (const block of compose(withPlaces, facets, from).value.blocks) {
      const runs = runsOf(block).filter((run) => wordsOf(run) !== "");
      if (block.kind === "heading" && block.level > 1)
        heading = runs.map((run) => (run.kind === "text" ? run.text : "…")).join("");
      for (const place of new Set(runs.flatMap(({ style }) => style.elements).filter(isPlace))) {
        const [, file = ""] = / in en\/(.+), number/.exec(place) ?? [];
        const ofElement = where.get(elementOf(place)) ?? new Map<string, Set<string>>();
        ofElement.set(file, (ofElement.get(file) ?? new Set()).add(heading));
        where.set(elementOf(place), ofElement);
      }
    }
  }
  return where;
}

function placeText(where: Where, element: ContentElement): string {
  const found = [...(where.get(element) ?? [])].map(([file, headings]) => {
    const under = [...headings].filter((heading) => heading !== "");
    return `\`${file}\`${under.length === 0 ? "" : ` under ${under.map((each) => `“${each}”`).join(", ")}`}`;
  });
  return found.length === 0 ? "—" : found.join("; ");
}

const freeText: Readonly<Partial<Record<ContentElement, string>>> = {
  natureOfBreach: "checked: no mark, and no such word in any text",
  residentCount: "checked: no mark, and no number of people in any text",
  personalInformationRequest: "checked in e-mails: no sentence that asks, no link",
  conditionedOffer: "checked where the offer is described",
};

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const row = (...cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;

type Asked = {
  readonly element: ContentElement;
  readonly cite: string;
  readonly detail?: string | undefined;
  readonly when?: Condition | undefined;
};

/** The provisions about a notice of one file of the law, version by version, as a page of docs/conformance. */
export function conformancePage(jurisdiction: Jurisdiction): string {
  const { jurisdiction: id, name, level } = jurisdiction;
  const cases = casesIn(level === "state" ? id : "US-OH", "en", ["ssn", "credentials"], ["applies"]).filter(
    ({ facets }) => facets.recipient === "adult",
  );
  const where = whereSaid(cases);
  const judged = judgedBy(jurisdiction);
  const names = {
    place: name,
    coversFrom: jurisdiction.coversFrom,
    about: (provision: string) =>
      jurisdiction.provisions.find((each) => each.id === provision)?.about ?? provision,
  };
  const asked = ({ element, detail, when }: Asked) => {
    const condition = conditionPhrase(when, names);
    return [
      contentElementName(element),
      ...(detail === undefined ? [] : [detail]),
      ...(condition === "" ? [] : [`only if ${condition}`]),
    ].join("; ");
  };

  const parts = jurisdiction.provisions.flatMap((provision) =>
    provision.versions.flatMap((version) => {
      const rows = rowsOf(version, { asked, where, judged });
      if (rows.length === 0) return [];
      const until = version.until === undefined ? "" : ` through ${version.until}`;
      const only = conditionPhrase(version.when, names);
      return [
        [
          `## ${provision.about}, from ${version.from}${until}`,
          "",
          `${version.cite}. Source: ${version.source.title} (${version.confidence}, seen ${version.source.seen}).${only === "" ? "" : ` Only if ${only}.`}`,
          "",
          "| clause | what it asks | where in the letter | state |",
          "|---|---|---|---|",
          ...rows,
          "",
        ].join("\n"),
      ];
    }),
  );
  if (parts.length === 0) return "";
  const customary = (jurisdiction.customaryStatements ?? []).map((text) => `- ${text}`);
  return [
    `# ${name}: what a notice must say`,
    "",
    "Written from `jurisdictions/` and `templates/en`: `GOLDEN=1 npx vitest run test/notice/conformance.test.ts`.",
    "The states are explained in [README.md](README.md).",
    "",
    ...parts,
    ...(customary.length === 0 ? [] : ["## Customary statements, for counsel", "", ...customary, ""]),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

/** “element citation” of everything that the notice shows to the lawyer. */
function judgedBy(jurisdiction: Jurisdiction): ReadonlySet<string> {
  const items = jurisdiction.provisions.flatMap(({ id, versions }) =>
    versions.flatMap(({ rule }) =>
      rule.kind !== "content"
        ? []
        : [...rule.required, ...(rule.forbidden ?? [])].map(({ element, cite, detail }) => ({
            element,
            requirement: "required" as const,
            jurisdiction: jurisdiction.jurisdiction,
            provision: id,
            citation: cite,
            ...(detail === undefined ? {} : { detail }),
          })),
    ),
  );
  const law: NoticeLaw = {
    content: items,
    form: [],
    services: null,
    conflicts: [],
    description: "full",
    notes: [],
    provisions: [],
    hash: "",
  };
  const [{ facets }] = casesIn("US-OH", "en", ["ssn"], ["applies"]) as [Case];
  return new Set(
    forCounsel({ facets, language: "en" }, law).map((item) => `${item.element} ${item.citation}`),
  );
}

type RowParts = {
  readonly asked: (item: Asked) => string;
  readonly where: Where;
  readonly judged: ReadonlySet<string>;
};

function rowsOf({ rule, cite }: Version, { asked, where, judged }: RowParts): readonly string[] {
  if (rule.kind === "form")
    return [
      ...(rule.title === undefined
        ? []
        : [row(cite, `the title “${rule.title}”`, "`letter.md`, `email.md`", "checked")]),
      ...rule.headings.map((heading) =>
        row(
          cite,
          `the heading “${heading}”, in this order`,
          "`letter.md`, `email.md`",
          "checked, with text under it",
        ),
      ),
      ...(rule.atLeastPoints === undefined
        ? []
        : [row(cite, `type of at least ${rule.atLeastPoints} points`, "every letter", "checked")]),
      ...(rule.note === undefined ? [] : [row(cite, rule.note, "", "for counsel")]),
    ];
  if (rule.kind === "services")
    return [
      row(
        cite,
        `${rule.months} months of a service; ${rule.note}`,
        "`offer.md`, `how-to-enroll.md`",
        "checked: an offer, long enough, with code and last day; on what it hangs is for counsel",
      ),
    ];
  if (rule.kind !== "content") return [];
  const state = (item: Asked, checked: string) =>
    judged.has(`${item.element} ${item.cite}`) ? `${checked}; the detail for counsel` : checked;
  return [
    ...rule.required.map((item) =>
      row(item.cite, asked(item), placeText(where, item.element), state(item, "checked")),
    ),
    ...(rule.forbidden ?? []).map((item) =>
      row(
        item.cite,
        `forbidden: ${asked(item)}`,
        "nowhere",
        state(item, freeText[item.element] ?? "checked: no mark"),
      ),
    ),
    ...(rule.optional ?? []).map(({ about, cite: of, detail }) =>
      row(
        of,
        `may be said: ${[optionalName(about), ...(detail === undefined ? [] : [detail])].join("; ")}`,
        "",
        "for counsel",
      ),
    ),
    ...(rule.note === undefined ? [] : [row(cite, rule.note, "", "for counsel")]),
  ];
}

function optionalName(about: string): string {
  const name = contentElementName(about as ContentElement) as string | undefined;
  return name ?? about;
}

/** The first page of docs/conformance: what the states mean, what the check looks for, and the pages. */
export function conformanceIndex(
  pages: readonly { readonly file: string; readonly jurisdiction: Jurisdiction }[],
  byHand: string,
): string {
  const words = wordsFor(all, "", "en");
  if (words === undefined) throw new Error("the program's own words are missing");
  const evidence = (element: ContentElement) => {
    const looked = elementEvidence(element, words);
    return looked === undefined ? "words of any kind" : looked.lacks;
  };
  const forbidden = Object.keys(freeText) as ContentElement[];
  return [
    "# What each law asks of a notice, and how it is ensured",
    "",
    "One page for each law with rules about the notice to individuals: each item with its clause, the file under",
    "`templates/en` that says it, the heading it stands under, and how it is ensured. The pages are written from the",
    "law data and the templates; a test fails when they are not current.",
    "",
    "- **checked**: a notice without it stops `proofs` and `run`, with the citation and the file to edit. For every place,",
    "  kind of reader and language the tests take the passage out of the templates and show that the check fails there and",
    "  nowhere else (`test/notice/mutation.test.ts`).",
    "- **the detail for counsel**: that it is said is checked; whether it says all of the detail is shown to the lawyer beside",
    "  the proof (`forCounsel`), with the citation, and never ticked.",
    "- **for counsel**: only shown.",
    "",
    "## Pages",
    "",
    `- [HIPAA, clause by clause, written by hand](${byHand})`,
    ...pages.map(({ file, jurisdiction }) => `- [${jurisdiction.name}](${file})`),
    "",
    "A jurisdiction without a page has no rule about the content of the notice.",
    "",
    "## What the check looks for under each mark",
    "",
    "| element | what it is | the text under its mark must have |",
    "|---|---|---|",
    ...contentElements.map((element) =>
      row(
        `\`${element}\``,
        contentElementName(element),
        forbidden.includes(element) && element !== "residentCount"
          ? `only forbidden; ${freeText[element]}`
          : element === "residentCount"
            ? `${evidence(element)}; where forbidden, ${freeText[element]}`
            : evidence(element),
      ),
    ),
    "",
  ].join("\n");
}
