import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type ProofSet, type ProofText, parseProofSet } from "../approval/index.ts";
import { compileLetter, proofLetter } from "../letter/index.ts";
import { inlinesOf, readability } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { Problem } from "../problem/index.ts";
import { writeDurably } from "./durable-file.ts";
import { type MailingInputs, mailingDay, stationeryOf } from "./inputs.ts";
import { draftMessageOf, letterOf, type PieceBinding } from "./make-piece.ts";
import type { TextGroup } from "./text-groups.ts";
import type { Texts, VariantText } from "./texts.ts";

// Stands where the code will be: nobody's code is spent on a proof, and none can be read off one.
const proofBinding: PieceBinding = { pieceId: "PROOF-000000", code: "SAMPLE-CODE-0000", codeExpires: null };

export type ProofRun = {
  readonly inputs: MailingInputs;
  readonly groups: readonly TextGroup[];
  readonly texts: Texts;
  /** The folder of the proof set. */
  readonly out: string;
  readonly progress?: (texts: number) => void;
};

/**
 * Writes the proof set: for each distinct text one draft, made of a real person of its first variant, by
 * the same path as the mailing; `proofs.json` with what approvals are bound to; and a list as CSV.
 */
export async function writeProofs({
  inputs,
  groups,
  texts: all,
  out,
  progress = () => {},
}: ProofRun): Promise<{
  readonly proofs: ProofSet;
  readonly problems: readonly Problem[];
}> {
  const problems: Problem[] = [];
  const texts: ProofText[] = [];
  removeEarlierProofs(out);
  for (const { text: state, people, members } of groups) {
    const text = all.of(state.facets);
    const sample = members[0]?.sample;
    if (sample === undefined) continue;
    const own = await proofOf(inputs, text, sample);
    // A person who will be held at the press must not keep the text from being read.
    const proof = own.bytes === undefined ? await proofOf(inputs, text, standIn(sample)) : own;
    problems.push(...proof.problems);
    if (proof.bytes === undefined) continue;
    const ending = text.facets.channel === "letter" ? "pdf" : "eml";
    const file = `${text.client.id}/${text.variant.split("/").slice(1).join("_")}.${ending}`;
    writeDurably(join(out, file), proof.bytes);
    texts.push({
      key: text.variant,
      client: text.client.id,
      channel: text.facets.channel,
      file,
      sha256: createHash("sha256").update(proof.bytes).digest("hex"),
      people,
      readability: Math.round(readability(text.notice).grade * 10) / 10,
      variants: members.map((member) => ({
        variant: member.text.variant,
        people: member.people,
        proofHash: member.text.proofHash,
      })),
      content: contentOf(text),
    });
    progress(1);
  }
  const proofs: ProofSet = { format: 1, incident: inputs.folder.incident.id, inputs: inputs.hash, texts };
  writeDurably(join(out, "proofs.csv"), proofList(proofs));
  writeDurably(join(out, "proofs.json"), `${JSON.stringify(proofs, null, 1)}\n`);
  return { proofs, problems };
}

/** A proof of a text that is no more must not lie among those to be read. */
function removeEarlierProofs(out: string): void {
  const list = join(out, "proofs.json");
  const earlier = existsSync(list) ? parseProofSet(readFileSync(list, "utf8")) : undefined;
  for (const { file } of earlier?.texts ?? []) rmSync(join(out, file), { force: true });
}

/** The trade's own test name at a plain address, with everything else of the person. */
function standIn(sample: Individual): Individual {
  const { email, address } = sample;
  return {
    ...sample,
    name: { full: "Sample A. Sample" },
    recipient: sample.recipient.kind === "individual" ? sample.recipient : { kind: sample.recipient.kind },
    address: { ...address, lines: ["123 SAMPLE STREET"] },
    ...(email === undefined ? {} : { email: { ...email, address: "sample@sample.example" } }),
  };
}

async function proofOf(
  inputs: MailingInputs,
  text: VariantText,
  sample: Individual,
): Promise<{ readonly bytes: Uint8Array | undefined; readonly problems: readonly Problem[] }> {
  if (text.facets.channel === "email") {
    const day = mailingDay(inputs, text.client.id);
    if (day === undefined) return { bytes: undefined, problems: [] };
    const { value, problems } = await draftMessageOf(text, sample, proofBinding, day);
    return { bytes: value, problems };
  }
  const stationery = stationeryOf(inputs, text.client.id, true);
  if (stationery === undefined) return { bytes: undefined, problems: [] };
  const compiled = compileLetter(text.notice, stationery);
  const proof = proofLetter(compiled.value, letterOf(text, sample, proofBinding), {
    title: `Proof: ${text.variant}`,
  });
  // The person's row is held at the press when the mailing is planned; the text can be read all the same.
  return { bytes: proof.value, problems: compiled.problems };
}

function contentOf({ law, notice }: VariantText): ProofText["content"] {
  const marked = new Set<string>();
  for (const inline of inlinesOf(notice.blocks))
    if (inline.kind !== "break") for (const element of inline.style.elements) marked.add(element);
  return law.content.map(({ element, requirement, jurisdiction, citation }) => ({
    element,
    requirement,
    jurisdiction,
    citation,
    found: marked.has(element),
  }));
}

/** One row a variant, for whoever prefers a spreadsheet. */
function proofList({ texts }: ProofSet): string {
  const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const rows = texts.flatMap((text) =>
    text.variants.map(({ variant, people, proofHash }) => [
      text.file,
      variant,
      String(people),
      String(text.readability),
      text.content
        .filter(({ requirement }) => requirement === "required")
        .map(({ element, citation }) => `${element} (${citation})`)
        .join("; "),
      proofHash,
    ]),
  );
  const header = ["file", "variant", "people", "readability_grade", "required_content", "proof_hash"];
  return `${[header, ...rows].map((row) => row.map(quoted).join(",")).join("\n")}\n`;
}
