import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file of the proof set; the path is relative to it and never leads out of it. */
const proofFile = z.string().regex(/^(?!.*(^|\/)\.\.?(\/|$))[^/\\][^\\]*$/);

/** Of its bytes: what was read is what is approved. */
const hashedFile = z.strictObject({ file: proofFile, sha256 });

/**
 * What a proof is a proof of. `ordinary`: the first person who gets the text; the others are the extremes
 * among all who get it, by the width in which name and address are printed and the number of data elements.
 */
export const proofRoles = ["ordinary", "longestName", "longestAddress", "mostData", "fewestData"] as const;
export type ProofRole = (typeof proofRoles)[number];

const sampleSchema = z.strictObject({
  shows: z.array(z.enum(proofRoles)).min(1),
  /** The row of the people file that it was made of; null where a made-up name stands in. */
  person: z.strictObject({ file: z.string(), row: z.number().int() }).nullable(),
  file: proofFile,
  /** Where it begins in a PDF, counted from 1; null for an e-mail. */
  firstPage: z.number().int().min(1).nullable(),
  pages: z.number().int().nullable(),
  sheets: z.number().int().nullable(),
  dataElements: z.number().int(),
});
export type ProofSample = z.infer<typeof sampleSchema>;

const contentSchema = z.strictObject({
  element: z.string(),
  requirement: z.enum(["required", "forbidden"]),
  jurisdiction: z.string(),
  provision: z.string(),
  citation: z.string(),
  /** How the law says it. */
  detail: z.string().optional(),
  found: z.boolean(),
  /** The headings under which the text says it, in order; empty for what stands above the first. */
  under: z.array(z.string()),
});
export type ProofContent = z.infer<typeof contentSchema>;

/** A provision that speaks about a text, in the version that was applied. */
const provisionSchema = z.strictObject({
  jurisdiction: z.string(),
  /** Of the jurisdiction: “Texas”. */
  name: z.string(),
  provision: z.string(),
  about: z.string(),
  /** The first day of the version. */
  from: z.string(),
  citation: z.string(),
  confidence: z.string(),
});
export type ProofProvision = z.infer<typeof provisionSchema>;

/** What a lawyer has to judge, because no machine can. */
const forCounselSchema = z.strictObject({
  kind: z.string(),
  element: z.string().nullable(),
  text: z.string(),
  jurisdiction: z.string().nullable(),
  citation: z.string().nullable(),
});

const textSchema = z.strictObject({
  /** The first of its variants by name; names the proof's file. */
  key: z.string(),
  client: z.string(),
  channel: z.enum(["letter", "email"]),
  /** The PDF with all samples, or the ordinary sample's e-mail. */
  file: proofFile,
  sha256,
  /** The same text as an accessible page, with what the law asks of it. */
  page: hashedFile,
  /** E-mails of the extremes. */
  more: z.array(hashedFile),
  samples: z.array(sampleSchema).min(1),
  people: z.number().int().min(1),
  title: z.string(),
  language: z.string(),
  /** School grade, by the scale. */
  readability: z.number(),
  scale: z.string(),
  /** Every variant whose words are these, with what an approval of it is bound to. */
  variants: z.array(
    z.strictObject({
      variant: z.string(),
      people: z.number().int(),
      proofHash: sha256,
      /** Facet → value. */
      facets: z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])),
      /** Hash of one of the set's `laws`. */
      law: sha256,
    }),
  ),
  /** What each law asks of this text, with its citation, and whether the text has it. */
  content: z.array(contentSchema),
  forCounsel: z.array(forCounselSchema),
});

/** `proofs.json`: what a reviewer has before them. One entry is one distinct text. */
const proofSetSchema = z.strictObject({
  format: z.literal(1),
  incident: z.string(),
  /** Hash of all inputs the proofs were made from. */
  inputs: sha256,
  /** Each set of provisions that some text was made under, once. */
  laws: z.array(z.strictObject({ hash: sha256, provisions: z.array(provisionSchema) })),
  texts: z.array(textSchema),
});
export type ProofSet = z.infer<typeof proofSetSchema>;
export type ProofText = ProofSet["texts"][number];
export type ProofLaw = ProofSet["laws"][number];

/** Every file that an approval of the text is about. */
export function filesOfProof({
  file,
  sha256,
  page,
  more,
}: Pick<ProofText, "file" | "sha256" | "page" | "more">): readonly {
  readonly file: string;
  readonly sha256: string;
}[] {
  return [{ file, sha256 }, page, ...more];
}

/** The proof set in the text of `proofs.json`, or undefined if it is none. */
export function parseProofSet(json: string): ProofSet | undefined {
  try {
    const parsed = proofSetSchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const anyProofSet = z.object({
  texts: z.array(
    z.object({
      file: proofFile,
      page: z.object({ file: proofFile }).optional(),
      more: z.array(z.object({ file: proofFile })).optional(),
    }),
  ),
});

/** The files that a proof set of any version names, so that they can be cleared away. */
export function filesNamedBy(json: string): readonly string[] {
  try {
    const { data } = anyProofSet.safeParse(JSON.parse(json));
    return (data?.texts ?? []).flatMap(({ file, page, more = [] }) =>
      [file, page?.file, ...more.map((each) => each.file)].filter((each) => each !== undefined),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
