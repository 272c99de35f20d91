import { createHash } from "node:crypto";
import type { ProofLaw, ProofText } from "../approval/index.ts";
import type { NoticeLaw } from "../law/index.ts";
import { type Facets, forCounsel, type Notice, readability } from "../notice/index.ts";
import type { Problem } from "../problem/index.ts";
import type { MailingInputs } from "./inputs.ts";
import { contentOf, lawSetOf } from "./proof-content.ts";
import { makeProof, type ShownSample } from "./proof-files.ts";
import type { ProofPeople } from "./proof-people.ts";
import type { Texts, VariantWords } from "./texts.ts";

/** One text as its page shows it. */
export type ProofReading = {
  readonly text: Omit<ProofText, "page">;
  readonly notice: Notice;
  readonly clientName: string;
  readonly samples: readonly ShownSample[];
  /** The laws of its variants. */
  readonly laws: readonly ProofLaw[];
};

export type DraftContext = {
  readonly inputs: MailingInputs;
  readonly texts: Pick<Texts, "words">;
  /** Makes the page of a text, for whoever reads without a PDF viewer. */
  readonly pageOf: (reading: ProofReading) => string;
};

/** A text to draft; plain data, which goes from thread to thread. */
export type DraftTask = {
  readonly people: number;
  /** Its variants, the first of which names it. */
  readonly members: readonly {
    readonly variant: string;
    readonly facets: Facets;
    readonly people: number;
    readonly proofHash: string;
  }[];
  readonly chosen: ProofPeople;
};

/** A drafted text; nothing but problems if no draft can be made of it. */
export type DraftedText = {
  readonly text: ProofText | undefined;
  /** In the folder of its client. */
  readonly files: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  readonly problems: readonly Problem[];
  /** Those that its variants name by hash and that this drafter has not given before. */
  readonly laws: readonly ProofLaw[];
};

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Drafts texts, one at a time: files and what `proofs.json` says of them. */
export function textDrafter(context: DraftContext): (task: DraftTask) => Promise<DraftedText> {
  // Texts of the same law are under the same set of provisions.
  const sets = new WeakMap<NoticeLaw, ProofLaw>();
  const lawSet = (words: VariantWords): ProofLaw => {
    let set = sets.get(words.law);
    if (set === undefined) {
      set = lawSetOf(context.inputs, words);
      sets.set(words.law, set);
    }
    return set;
  };
  const given = new Set<string>();
  return async (task) => {
    const { laws, ...drafted } = await draftText(context, task, lawSet);
    const fresh = laws.filter(({ hash }) => !given.has(hash));
    for (const { hash } of fresh) given.add(hash);
    return { ...drafted, laws: fresh };
  };
}

async function draftText(
  { inputs, texts, pageOf }: DraftContext,
  { people, members, chosen }: DraftTask,
  lawSet: (words: VariantWords) => ProofLaw,
): Promise<DraftedText> {
  // Composed anew: the layout that was checked is not the draft's, and is not kept for this many texts.
  const words = members.map(({ facets }) => texts.words(facets));
  const [text] = words;
  if (text === undefined) throw new Error("a text has no variant");
  const name = `${text.client.id}/${text.variant.split("/").slice(1).join("_")}`;
  const { files, samples, problems } = await makeProof(inputs, text, chosen, name);
  const [first, ...rest] = files.map(({ file, bytes }) => ({ file, sha256: hashOf(bytes) }));
  if (first === undefined) return { text: undefined, files, problems, laws: [] };
  const sets = words.map(lawSet);
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
    variants: members.map(({ variant, people, proofHash, facets }, index) => ({
      variant,
      people,
      proofHash,
      facets: { ...facets },
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
  const laws = [...new Map(sets.map((set) => [set.hash, set])).values()];
  const clientName = text.client.name;
  const page = Buffer.from(pageOf({ text: about, notice: text.notice, clientName, samples, laws }), "utf8");
  const file = `${name}.html`;
  return {
    text: { ...about, page: { file, sha256: hashOf(page) } },
    files: [...files, { file, bytes: page }],
    problems,
    laws,
  };
}

/** What a lawyer has to judge in any variant of a text, each thing once. */
function counselItems(variants: readonly VariantWords[]): ProofText["forCounsel"] {
  const items = variants.flatMap(({ notice, law }) => forCounsel(notice, law));
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
