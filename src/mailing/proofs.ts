import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { filesNamedBy, type ProofLaw, type ProofSet, type ProofText } from "../approval/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { forCounsel, type Notice, readability } from "../notice/index.ts";
import type { Problem } from "../problem/index.ts";
import { DurableFolder, writeDurably } from "./durable-file.ts";
import type { MailingInputs } from "./inputs.ts";
import { letSignalsIn } from "./let-signals-in.ts";
import { contentOf, lawSetOf } from "./proof-content.ts";
import { makeProof, type ShownSample } from "./proof-files.ts";
import { chooseProofPeople, type ProofPeople } from "./proof-people.ts";
import type { TextGroup } from "./text-groups.ts";
import type { Texts, VariantText, VariantWords } from "./texts.ts";

/** One text as its page shows it. */
export type ProofReading = {
  readonly text: Omit<ProofText, "page">;
  readonly notice: Notice;
  readonly clientName: string;
  readonly samples: readonly ShownSample[];
  /** The laws of its variants. */
  readonly laws: readonly ProofLaw[];
};

export type ProofRun = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly groups: readonly TextGroup[];
  readonly texts: Texts;
  /** The folder of the proof set. */
  readonly out: string;
  /** Makes the page of a text, for whoever reads without a PDF viewer. */
  readonly pageOf: (reading: ProofReading) => string;
  readonly progress?: (texts: number) => void;
  readonly aborted?: () => boolean;
};

const hashOf = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

/**
 * Writes the proof set: for each distinct text drafts made of real people, by the same path as the mailing
 * (an ordinary one, and the extremes of name, address and data), a page to read, and `proofs.json` with what
 * approvals are bound to. `aborted`: nothing of it is left.
 */
export async function writeProofs(
  run: ProofRun,
): Promise<{ readonly proofs: ProofSet; readonly problems: readonly Problem[] } | "aborted"> {
  const { inputs, ledger, groups, out, progress = () => {}, aborted = () => false } = run;
  const problems: Problem[] = [];
  const texts: ProofText[] = [];
  const laws = new Map<string, ProofLaw>();
  const written: string[] = [];
  await letSignalsIn();
  if (aborted()) return "aborted";
  removeEarlierProofs(out);
  for (const [client, ofClient] of Map.groupBy(groups, ({ text }) => text.client.id)) {
    const folder = new DurableFolder(join(out, client));
    for (const group of ofClient) {
      const made = await textProof(run, group, chooseProofPeople(ledger, group.members), laws);
      problems.push(...made.problems);
      if (made.text === undefined) continue;
      texts.push(made.text);
      for (const { file, bytes } of made.files) {
        if (dirname(file) !== client) throw new Error("a proof was made outside its client's folder");
        await folder.write(basename(file), bytes);
        written.push(file);
      }
      progress(1);
      await letSignalsIn();
      if (!aborted()) continue;
      await folder.settle();
      for (const file of written) rmSync(join(out, file), { force: true });
      return "aborted";
    }
    await folder.settle();
  }
  const proofs: ProofSet = {
    format: 1,
    incident: inputs.folder.incident.id,
    inputs: inputs.hash,
    laws: [...laws.values()],
    texts,
  };
  writeDurably(join(out, "proofs.json"), `${JSON.stringify(proofs, null, 1)}\n`);
  return { proofs, problems };
}

type MadeText = {
  readonly text: ProofText | undefined;
  readonly files: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  readonly problems: readonly Problem[];
};

async function textProof(
  { inputs, texts, pageOf }: ProofRun,
  { text: state, people, members }: TextGroup,
  chosen: ProofPeople,
  laws: Map<string, ProofLaw>,
): Promise<MadeText> {
  // Composed anew: the layout that was checked is not the draft's, and is not kept for this many texts.
  const text: VariantText = { ...state, ...texts.words(state.facets), letter: undefined };
  const name = `${text.client.id}/${text.variant.split("/").slice(1).join("_")}`;
  const { files, samples, problems } = await makeProof(inputs, text, chosen, name);
  const [first, ...rest] = files.map(({ file, bytes }) => ({ file, sha256: hashOf(bytes) }));
  if (first === undefined) return { text: undefined, files, problems };
  const words = members.map((member) =>
    member.text.variant === text.variant ? text : texts.words(member.facets),
  );
  const sets = words.map((each) => lawSetOf(inputs, each));
  for (const set of sets) laws.set(set.hash, set);
  const { grade, scale } = readability(text.notice);
  const about: Omit<ProofText, "page"> = {
    key: text.variant,
    client: text.client.id,
    channel: text.facets.channel,
    ...first,
    more: rest,
    samples: samples.map(({ addressLines: _, fields: __, ...sample }) => sample),
    people,
    title: text.notice.title,
    language: text.notice.language,
    readability: Math.round(grade * 10) / 10,
    scale,
    variants: members.map((member, index) => ({
      variant: member.text.variant,
      people: member.people,
      proofHash: member.text.proofHash,
      facets: { ...member.facets },
      law: sets[index]?.hash ?? "",
    })),
    content: [
      ...contentOf(
        text.notice,
        words.map(({ law }) => law),
      ),
    ],
    forCounsel: [...counselItems(words)],
  };
  const distinct = [...new Map(sets.map((set) => [set.hash, set])).values()];
  const page = pageOf({
    text: about,
    notice: text.notice,
    clientName: text.client.name,
    samples,
    laws: distinct,
  });
  const bytes = Buffer.from(page, "utf8");
  return {
    text: { ...about, page: { file: `${name}.html`, sha256: hashOf(bytes) } },
    files: [...files, { file: `${name}.html`, bytes }],
    problems,
  };
}

/** What a lawyer has to judge in any variant of a text, each thing once. */
function counselItems(variants: readonly VariantWords[]): ProofText["forCounsel"] {
  const items = variants.flatMap(({ notice, law }) => forCounsel(notice, law));
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** Writes the matrix of a proof set beside it: a page and a list. They hold nobody's data, and nothing is bound to them. */
export function writeProofMatrix(
  out: string,
  { page, list }: { readonly page: string; readonly list: string },
): void {
  writeDurably(join(out, "index.html"), page);
  writeDurably(join(out, "proofs.csv"), list);
}

/** A proof of a text that is no more must not lie among those to be read. */
function removeEarlierProofs(out: string): void {
  const list = join(out, "proofs.json");
  if (!existsSync(list)) return;
  for (const file of filesNamedBy(readFileSync(list, "utf8"))) rmSync(join(out, file), { force: true });
}
