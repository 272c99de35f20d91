import type { PdfAbout } from "./pdf-about.ts";
import { textOfCharacter } from "./shape-word.ts";
import { elementsIn, leavesIn, type StructureElement, type StructureRole } from "./structure.ts";
import type { TaggedPage } from "./tagged-page.ts";

/** Standards a tagged file can say that it meets. */
export type PdfStandard = "PDF/UA-1" | "PDF/A-2u";

/** A clause that a document does not meet. `what` holds nothing of its text. */
export type TagFault = { readonly standard: PdfStandard; readonly clause: string; readonly what: string };

/** A tagged document before it is written. */
export type TaggedDocument = {
  readonly about: PdfAbout & { readonly language: string };
  readonly pages: readonly TaggedPage[];
  /** The `Document` element. */
  readonly root: StructureElement;
};

// BCP 47, as far as languages of letters go: `en`, `es-PR`, `zh-Hant`.
const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/**
 * What keeps a document from PDF/UA-1 (ISO 14289-1) and PDF/A-2u (ISO 19005-2): all that depends on what
 * is in it. What every file of ours has by construction is listed in docs/conformance/.
 */
export function tagFaults({ about, pages, root }: TaggedDocument): readonly TagFault[] {
  const faults: TagFault[] = [];
  const ua = (clause: string, what: string) => faults.push({ standard: "PDF/UA-1", clause, what });
  const archive = (clause: string, what: string) => faults.push({ standard: "PDF/A-2u", clause, what });

  if (about.title.trim() === "") ua("7.1", "the document has no title");
  if (!languageTag.test(about.language)) ua("7.2", "the document's language is no language tag");
  checkMarks(root, pages, ua);
  checkElements(root, ua);
  for (const page of pages) {
    for (const [face, rare] of page.faces)
      for (const id of rare)
        if (textOfCharacter(face, id) === "") {
          ua("7.21.7", `character ${id} of face ${face.name} stands for no text`);
          archive("6.2.11.7.2", `character ${id} of face ${face.name} stands for no text`);
        }
    for (const { images } of page.forms)
      if (images.some(({ entries }) => entries.includes("/DeviceCMYK")))
        archive("6.2.4.3", "a picture is in the colours of a printing press (CMYK)");
  }
  return faults;
}

type Report = (clause: string, what: string) => void;

/** Every mark of every page belongs to exactly one element (7.1). */
function checkMarks(root: StructureElement, pages: readonly TaggedPage[], report: Report): void {
  const owned = pages.map((page) => new Uint8Array(page.marks));
  for (const { page, mark } of leavesIn(root, "content")) {
    const marks = owned[page];
    if (marks === undefined || mark >= marks.length)
      report("7.1", "an element names a mark that is not there");
    else marks[mark] = (marks[mark] as number) + 1;
  }
  for (const marks of owned)
    if (marks.some((count) => count !== 1)) report("7.1", "a mark belongs to no element, or to several");
}

// ISO 32000-1 14.8.4: what an element may hold directly.
const kidsOf: Readonly<Partial<Record<StructureRole, readonly StructureRole[]>>> = {
  L: ["LI"],
  LI: ["Lbl", "LBody"],
  Table: ["TR"],
  TR: ["TH", "TD"],
};
const parentOf: Readonly<Partial<Record<StructureRole, StructureRole>>> = {
  LI: "L",
  Lbl: "LI",
  LBody: "LI",
  TR: "Table",
  TH: "TR",
  TD: "TR",
};

function checkElements(root: StructureElement, report: Report): void {
  if (root.role !== "Document") report("7.1", "the tag tree does not begin with the document");
  let level = 0;
  for (const element of elementsIn(root)) {
    const { role, kids } = element;
    const heading = /^H([123])$/.exec(role);
    if (heading !== null) {
      const own = Number(heading[1]);
      if (own > level + 1) report("7.4.2", `a heading of level ${own} follows one of level ${level}`);
      level = own;
    }
    if (role === "Figure" && (element.alt ?? "").trim() === "") report("7.3", "a figure has no text instead");
    if (role === "TH" && element.scope === undefined) report("7.5", "a head cell does not say what it names");
    if (role === "Link") {
      if (!kids.some(({ kind }) => kind === "link")) report("7.18.5", "a link leads nowhere");
      if (kids.some((kid) => kid.kind === "link" && kid.contents.trim() === ""))
        report("7.18.5", "a link does not say what it is");
    }
    for (const kid of kids) {
      if (kid.kind !== "element") continue;
      const wanted = kidsOf[role];
      if (wanted !== undefined && !wanted.includes(kid.role)) report("7.2", `${kid.role} stands in ${role}`);
      const parent = parentOf[kid.role];
      if (parent !== undefined && parent !== role) report("7.2", `${kid.role} stands in ${role}`);
    }
    if (role === "Table") checkTable(element, report);
  }
}

function checkTable({ kids }: StructureElement, report: Report): void {
  const columns = new Set(kids.map((row) => (row.kind === "element" ? row.kids.length : 0)));
  if (columns.size > 1) report("7.5", "rows of a table have different numbers of cells");
}
