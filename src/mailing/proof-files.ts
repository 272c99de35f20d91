import { type ProofRole, type ProofSample, proofRoles } from "../approval/index.ts";
import {
  type CompiledLetter,
  compileLetter,
  type Letter,
  planLetter,
  proofLetters,
  type Stationery,
} from "../letter/index.ts";
import type { Fields } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { Problem } from "../problem/index.ts";
import { type MailingInputs, mailingDay, stationeryOf } from "./inputs.ts";
import { draftDigits } from "./intelligent-mail-digits.ts";
import {
  draftMessageOf,
  fieldsOfPiece,
  letterOf,
  messageObstacles,
  type PieceBinding,
} from "./make-piece.ts";
import type { ProofPeople, ProofPerson } from "./proof-people.ts";
import type { VariantWords } from "./texts.ts";

// Stands where the code will be: nobody's code is spent on a proof, and none can be read off one.
const proofBinding: PieceBinding = { pieceId: "PROOF-000000", code: "SAMPLE-CODE-0000", codeExpires: null };

/** A sample with what its page shows of it. */
export type ShownSample = ProofSample & {
  /** As in the envelope's window; none for an e-mail. */
  readonly addressLines: readonly string[];
  readonly fields: Fields;
};

/** The proof of one text: files by path, what each shows, and what is wrong with the draft. */
export type MadeProof = {
  readonly files: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  readonly samples: readonly ShownSample[];
  readonly problems: readonly Problem[];
};

/** Somebody tried for a role; a stand-in has nobody's name. */
type Candidate = ProofPerson & { readonly standIn: boolean };

/** The trade's own test name at a plain address, with everything else of the person. */
function standIn({ individual, facets, measures }: ProofPerson): Candidate {
  const { email, address } = individual;
  const sample: Individual = {
    ...individual,
    name: { full: "Sample A. Sample" },
    recipient:
      individual.recipient.kind === "individual" ? individual.recipient : { kind: individual.recipient.kind },
    address: { ...address, lines: ["123 SAMPLE STREET"] },
    ...(email === undefined ? {} : { email: { ...email, address: "sample@sample.example" } }),
  };
  return { individual: sample, facets, measures, standIn: true };
}

const keyOf = ({ individual: { client, id }, standIn }: Candidate) => `${standIn} ${client} ${id}`;

/**
 * Who serves which role: the first of its people who can be printed. A person who will be held at the
 * press must not keep the text from being read, so for the ordinary sample somebody always stands in.
 */
function choose(
  people: ProofPeople,
  canBePrinted: (candidate: Candidate) => boolean,
): readonly { readonly candidate: Candidate; readonly shows: readonly ProofRole[] }[] {
  const chosen: { readonly candidate: Candidate; readonly shows: ProofRole[] }[] = [];
  for (const role of proofRoles) {
    const [first] = people[role];
    if (first === undefined) continue;
    // Who is shown anyway and goes as far serves this role too: fewer pages to read.
    const shown = chosen.find(
      ({ candidate }) =>
        !candidate.standIn && (candidate.measures[role] ?? -Infinity) >= (first.measures[role] ?? Infinity),
    );
    if (shown !== undefined) {
      shown.shows.push(role);
      continue;
    }
    const real = people[role].map((person): Candidate => ({ ...person, standIn: false }));
    const candidates = role === "ordinary" ? [...real.slice(0, 1), standIn(first)] : real;
    const candidate = candidates.find(canBePrinted);
    if (candidate === undefined) continue;
    const known = chosen.find((each) => keyOf(each.candidate) === keyOf(candidate));
    if (known === undefined) chosen.push({ candidate, shows: [role] });
    else known.shows.push(role);
  }
  return chosen;
}

/** Makes the drafts of one text. `name` is the path of its files in the proof set, without ending. */
export async function makeProof(
  inputs: MailingInputs,
  text: VariantWords,
  people: ProofPeople,
  name: string,
): Promise<MadeProof> {
  return text.facets.channel === "email"
    ? emailProof(inputs, text, people, name)
    : letterProof(inputs, text, people, name);
}

/** The text as this person's own variant has it: the words are the same, the offer's terms are theirs. */
const textFor = (text: VariantWords, { facets }: ProofPerson): VariantWords => ({ ...text, facets });

const papers = new WeakMap<MailingInputs, Map<string, Stationery | undefined>>();

/** The paper of a client's drafts, always the same: what is drawn on it is then drawn once. */
function draftPaperOf(inputs: MailingInputs, client: string): Stationery | undefined {
  let known = papers.get(inputs);
  if (known === undefined) {
    known = new Map();
    papers.set(inputs, known);
  }
  if (!known.has(client)) known.set(client, stationeryOf(inputs, client, true));
  return known.get(client);
}

function letterProof(
  inputs: MailingInputs,
  text: VariantWords,
  people: ProofPeople,
  name: string,
): MadeProof {
  const stationery = draftPaperOf(inputs, text.client.id);
  if (stationery === undefined) return { files: [], samples: [], problems: [] };
  const { value: compiled, problems } = compileLetter(text.notice, stationery);
  const letterFor = (person: ProofPerson) =>
    letterOf(textFor(text, person), person.individual, {
      ...proofBinding,
      intelligentMail: draftDigits(stationery, person.individual),
    });
  const chosen = choose(people, (candidate) => prints(compiled, letterFor(candidate)));
  const { bytes, placements } = proofLetters(
    compiled,
    chosen.map(({ candidate }) => letterFor(candidate)),
    { title: `Proof: ${text.variant}` },
  );
  if (bytes === undefined) return { files: [], samples: [], problems };
  const file = `${name}.pdf`;
  const samples = chosen.map(({ candidate, shows }, index): ShownSample => {
    const placement = placements[index];
    if (placement?.kind !== "placed") throw new Error("a letter that could be measured was not placed");
    const { firstPage, pages, sheets } = placement;
    const { addressLines, fields } = letterFor(candidate);
    return { ...aboutSample(candidate, shows, file), firstPage, pages, sheets, addressLines, fields };
  });
  return { files: [{ file, bytes }], samples, problems };
}

function prints(compiled: CompiledLetter, letter: Letter): boolean {
  return planLetter(compiled, letter).problems.every(({ severity }) => severity === "warns");
}

async function emailProof(
  inputs: MailingInputs,
  text: VariantWords,
  people: ProofPeople,
  name: string,
): Promise<MadeProof> {
  const day = mailingDay(inputs, text.client.id);
  if (day === undefined) return { files: [], samples: [], problems: [] };
  const chosen = choose(people, ({ individual }) => messageObstacles(text, individual, day).length === 0);
  const files: { file: string; bytes: Uint8Array }[] = [];
  const samples: ShownSample[] = [];
  const problems: Problem[] = [];
  for (const { candidate, shows } of chosen) {
    const theirs = textFor(text, candidate);
    const draft = await draftMessageOf(theirs, candidate.individual, proofBinding, day);
    if (files.length === 0) problems.push(...draft.problems);
    if (draft.value === undefined) continue;
    const [role] = shows;
    const file = files.length === 0 ? `${name}.eml` : `${name}.${fileWords[role ?? "ordinary"]}.eml`;
    files.push({ file, bytes: draft.value });
    samples.push({
      ...aboutSample(candidate, shows, file),
      firstPage: null,
      pages: null,
      sheets: null,
      addressLines: [],
      fields: fieldsOfPiece(theirs, candidate.individual, proofBinding),
    });
  }
  return { files, samples, problems };
}

const fileWords: Readonly<Record<ProofRole, string>> = {
  ordinary: "ordinary",
  longestName: "longest-name",
  longestAddress: "longest-address",
  mostData: "most-data",
  fewestData: "fewest-data",
};

function aboutSample({ individual, standIn }: Candidate, shows: readonly ProofRole[], file: string) {
  return {
    shows: [...shows],
    person: standIn ? null : { file: individual.source.file, row: individual.source.row },
    file,
    dataElements: individual.dataElements.length,
  };
}
