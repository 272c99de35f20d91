import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `proofs.json`: what a reviewer has before them. One entry is one distinct text. */
const proofSetSchema = z.strictObject({
  format: z.literal(1),
  incident: z.string(),
  /** Hash of all inputs the proofs were made from. */
  inputs: sha256,
  texts: z.array(
    z.strictObject({
      /** The first of its variants by name; names the proof's file. */
      key: z.string(),
      client: z.string(),
      channel: z.enum(["letter", "email"]),
      /** Relative to the proof set. */
      file: z.string(),
      /** Of the proof's bytes: what was read is what is approved. */
      sha256,
      people: z.number().int().min(1),
      /** Flesch-Kincaid school grade. */
      readability: z.number(),
      /** Every variant whose words are these, with what an approval of it is bound to. */
      variants: z.array(z.strictObject({ variant: z.string(), people: z.number().int(), proofHash: sha256 })),
      /** What each law asks of this text, with its citation, and whether the text has it. */
      content: z.array(
        z.strictObject({
          element: z.string(),
          requirement: z.enum(["required", "forbidden"]),
          jurisdiction: z.string(),
          citation: z.string(),
          found: z.boolean(),
        }),
      ),
    }),
  ),
});
export type ProofSet = z.infer<typeof proofSetSchema>;
export type ProofText = ProofSet["texts"][number];

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
