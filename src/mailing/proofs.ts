import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { filesNamedBy, type ProofLaw, type ProofSet } from "../approval/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { Problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import { doInThreads, type ThreadsEnd } from "./do-in-threads.ts";
import { type Drafter, draftHere, startDrafter } from "./draft-crew.ts";
import type { DraftedText, DraftTask, ProofReading } from "./draft-text.ts";
import { DurableFolder, writeDurably } from "./durable-file.ts";
import type { MailingInputs } from "./inputs.ts";
import { letSignalsIn } from "./let-signals-in.ts";
import { chooseProofPeople, type ProofPeople } from "./proof-people.ts";
import type { TextGroup } from "./text-groups.ts";
import type { Texts } from "./texts.ts";
import { writeWithList } from "./write-with-list.ts";

export type ProofRun = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly census: Pick<Census, "exposed" | "populations">;
  readonly groups: readonly TextGroup[];
  readonly texts: Texts;
  /** The folder of the proof set. */
  readonly out: string;
  /** Makes the page of a text, for whoever reads without a PDF viewer. */
  readonly pageOf: (reading: ProofReading) => string;
  /** So many threads on a module that calls `answerDrafts` with what makes the same pages; without them, this one drafts. */
  readonly threads?: { readonly module: URL; readonly count: number };
  readonly progress?: (texts: number) => void;
  readonly aborted?: () => boolean;
};

export type ProofsWritten =
  | { readonly kind: "written"; readonly proofs: ProofSet; readonly problems: readonly Problem[] }
  /** Aborted, or a thread was lost, which the problem tells: nothing of it is left. */
  | { readonly kind: "incomplete"; readonly problems: readonly Problem[] };

/**
 * Writes the proof set: for each distinct text drafts made of real people, by the same path as the mailing
 * (an ordinary one, and the extremes of name, address and data), a page to read, and `proofs.json` with what
 * approvals are bound to. The same bytes for any number of threads.
 */
export async function writeProofs(run: ProofRun): Promise<ProofsWritten> {
  const { inputs, groups, out, aborted = () => false } = run;
  await letSignalsIn();
  if (aborted()) return { kind: "incomplete", problems: [] };
  removeEarlierProofs(out);
  const drafting = new Drafting(out, groups);
  // Only their words are needed from here on, and of one text after the other.
  run.texts.forget();
  let end: ThreadsEnd;
  try {
    end = await draftAll(run, drafting);
  } catch (error) {
    // What shows real people and is named by no list would lie there for good.
    drafting.discard();
    throw error;
  }
  if (end.kind !== "done") {
    drafting.discard();
    return { kind: "incomplete", problems: end.kind === "lost" ? [end.problem] : [] };
  }
  const { texts, problems, laws } = drafting;
  const set: Omit<ProofSet, "texts"> = {
    format: 1,
    incident: inputs.folder.incident.id,
    inputs: inputs.hash,
    laws: [...laws],
  };
  const proofs: ProofSet = { ...set, texts: [...texts] };
  writeWithList(join(out, "proofs.json"), set, "texts", proofs.texts);
  return { kind: "written", proofs, problems };
}

/** Has all texts drafted, here or in threads. */
function draftAll(run: ProofRun, drafting: Drafting): Promise<ThreadsEnd> {
  const { ledger, groups, progress = () => {}, aborted = () => false } = run;
  const { count, start } = draftersOf(run);
  return doInThreads<TextGroup, DraftedText>({
    tasks: groups,
    measure: { client: ({ text }) => text.client.id, size: () => 1 },
    count,
    // The people of a text are read when it is drafted: those of all would be many.
    start: async () => {
      const drafter = await start();
      return {
        ...drafter,
        do: (group) => drafter.do(taskOf(group, chooseProofPeople(ledger, group.members))),
      };
    },
    take: async (drafted, place) => {
      await drafting.keep(place, drafted);
      if (drafted.text !== undefined) progress(1);
      await letSignalsIn();
    },
    isAborted: aborted,
  });
}

function draftersOf(run: ProofRun): { readonly count: number; readonly start: () => Promise<Drafter> } {
  const { inputs, census, groups, threads } = run;
  const count = Math.min(threads?.count ?? 1, groups.length);
  if (threads === undefined || count < 2) return { count: 1, start: async () => draftHere(run) };
  const { variants: _, ...plain } = inputs;
  const { exposed, populations } = census;
  const order = { inputs: plain, census: { exposed, populations } };
  return { count, start: () => startDrafter(threads.module, order) };
}

const taskOf = ({ people, members }: TextGroup, chosen: ProofPeople): DraftTask => ({
  people,
  members: members.map(({ facets, people, text: { variant, proofHash } }) => {
    return { variant, facets, people, proofHash };
  }),
  chosen,
});

/** The files of drafts, a folder for each client, and what is known of them, in the order of the texts. */
class Drafting {
  readonly #out: string;
  readonly #folders = new Map<string, DurableFolder>();
  /** Client → how many of its texts are still to come. */
  readonly #left: Map<string, number>;
  readonly #clients: readonly string[];
  readonly #drafted: Omit<DraftedText, "files" | "laws">[] = [];
  readonly #laws = new Map<string, ProofLaw>();

  constructor(out: string, groups: readonly TextGroup[]) {
    this.#out = out;
    this.#clients = groups.map(({ text }) => text.client.id);
    this.#left = new Map([...Map.groupBy(this.#clients, (id) => id)].map(([id, all]) => [id, all.length]));
  }

  /** Takes the text of that place; the last of a client brings its folder to disk. */
  async keep(place: number, { text, files, problems, laws }: DraftedText): Promise<void> {
    const client = this.#clients[place] ?? "";
    let folder = this.#folders.get(client);
    if (folder === undefined) {
      folder = new DurableFolder(join(this.#out, client));
      this.#folders.set(client, folder);
    }
    this.#drafted[place] = { text, problems };
    for (const law of laws) this.#laws.set(law.hash, law);
    for (const { file, bytes } of text === undefined ? [] : files) {
      if (dirname(file) !== client) throw new Error("a proof was made outside its client's folder");
      await folder.write(basename(file), bytes);
    }
    const left = (this.#left.get(client) ?? 0) - 1;
    this.#left.set(client, left);
    if (left === 0) await folder.settle();
  }

  get texts() {
    return this.#drafted.flatMap(({ text }) => text ?? []);
  }

  get problems() {
    return this.#drafted.flatMap(({ problems }) => problems);
  }

  /** The laws of the texts, each where it comes first. */
  get laws(): Iterable<ProofLaw> {
    const hashes = new Set(this.texts.flatMap(({ variants }) => variants.map(({ law }) => law)));
    return [...hashes].flatMap((hash) => this.#laws.get(hash) ?? []);
  }

  /** Removes every file. */
  discard(): void {
    for (const folder of this.#folders.values()) folder.discard();
  }
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
