import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
// Relative to the report, and never out of it: files that it names are removed by the next report.
const path = z.string().regex(/^(?!.*(^|\/)\.\.?(\/|$))[^/\\][^\\]*$/);
const file = z.strictObject({ path, sha256 });
const day = z.string();

/** `report.json`: what lies in the folder, what it is bound to, and what it is for. */
const reportRecordSchema = z.strictObject({
  format: z.literal(1),
  incident: z.string(),
  /** Hash of all inputs the notices were made from. */
  inputs: sha256,
  notices: z.array(
    z.strictObject({
      /** Its variant: what an approval is recorded under. */
      key: z.string(),
      client: z.string(),
      kind: z.enum(["website", "media", "covered-entity"]),
      language: z.string(),
      /** The state of a press release; null for the others. */
      state: z.string().nullable(),
      status: z.enum(["draft", "approved"]),
      approvedBy: z.string().nullable(),
      approvedAt: z.string().nullable(),
      proofHash: sha256,
      files: z.array(file),
      /** How long a page has to stay; null while no law asks for it. */
      posting: z.strictObject({ from: day, through: day, spare: day, removableOn: day }).nullable(),
      /** States whose residents it speaks to and whose own law asks for content. */
      states: z.array(z.string()),
      duties: z.array(
        z.strictObject({
          id: z.string(),
          status: z.string(),
          due: day.nullable(),
          citations: z.array(z.string()),
        }),
      ),
      /** What no machine can judge of it, for the lawyer who approves it. */
      forCounsel: z.array(
        z.strictObject({
          kind: z.string(),
          text: z.string(),
          jurisdiction: z.string().nullable(),
          citation: z.string().nullable(),
          element: z.string().nullable(),
        }),
      ),
      /** What each law asks in place of a letter to people who cannot be reached. */
      substitute: z.array(
        z.strictObject({
          jurisdiction: z.string(),
          undeliverable: z.number().int(),
          means: z.array(z.string()),
          meansNeeded: z.enum(["all", "anyTwo", "anyOne"]),
          postingDays: z.number().int().nullable(),
          note: z.string().nullable(),
          citation: z.string(),
        }),
      ),
    }),
  ),
  lists: z.array(
    z.strictObject({
      client: z.string(),
      path,
      sha256,
      lines: z.number().int(),
      rows: z.number().int(),
      people: z.number().int(),
      duplicates: z.number().int(),
      held: z.number().int(),
      suppressed: z.number().int(),
    }),
  ),
});
export type ReportRecord = z.infer<typeof reportRecordSchema>;
export type ReportedNotice = ReportRecord["notices"][number];

/** The record in the text of `report.json`, or undefined if it is none. */
export function parseReportRecord(json: string): ReportRecord | undefined {
  try {
    const parsed = reportRecordSchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
