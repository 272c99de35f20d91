import type { IntakeTotals, OutcomeCount, PieceCount, RowCounts } from "../ledger/index.ts";
import type { CountedStream } from "./counted-files.ts";
import type { MailingCounts } from "./mailing-record.ts";
import type { Tie } from "./ties.ts";

/** The certificate as a page for the file, under the output folder. */
export const certificatePage = "certificate.pdf";

/** Counts by kind of outcome, `letter` to `excluded`; kinds that do not occur are absent. */
export type OutcomeCounts = Readonly<Record<string, number>>;

/** `certificate.json`: every row accounted for, every file with its hash, every total with all its counts. */
export type Certificate = {
  readonly format: 1;
  readonly mailing: string;
  readonly incident: string;
  readonly ties: boolean;
  readonly counts: MailingCounts;
  /** Totals that were compared: those of the whole mailing and those of its parts. */
  readonly compared: number;
  /** The totals of the whole mailing, each with every place where it was counted. */
  readonly totals: readonly Tie[];
  /** Totals of clients, jurisdictions, variants and files that do not tie. */
  readonly differing: readonly Tie[];
  readonly byClient: Readonly<Record<string, RowCounts & { readonly outcomes: OutcomeCounts }>>;
  readonly byJurisdiction: Readonly<Record<string, OutcomeCounts>>;
  readonly byVariant: readonly {
    readonly client: string;
    readonly channel: "letter" | "email";
    readonly variant: string;
    readonly pieces: number;
    readonly sheets: number;
  }[];
  readonly byStream: readonly {
    readonly client: string;
    readonly file: string;
    readonly pieces: number;
    readonly pages: number;
    readonly sheets: number;
  }[];
  /** SHA-256 of mailing.json, which lists every file with its own hash. */
  readonly mailingRecordSha256: string;
};

/** The tables of the certificate: what each client, jurisdiction, variant and print stream has of the mailing. */
export function certificateTables(
  outcomes: readonly OutcomeCount[],
  pieceCounts: readonly PieceCount[],
  { byClient: rowsByClient }: IntakeTotals,
  streams: readonly CountedStream[],
): Pick<Certificate, "byClient" | "byJurisdiction" | "byVariant" | "byStream"> {
  const ofClient: Record<string, Record<string, number>> = {};
  const byJurisdiction: Record<string, Record<string, number>> = {};
  const count = (of: Record<string, Record<string, number>>, key: string, kind: string, more: number) => {
    const counts = of[key] ?? {};
    of[key] = counts;
    counts[kind] = (counts[kind] ?? 0) + more;
  };
  for (const { client, jurisdiction, kind, count: more } of outcomes) {
    count(ofClient, client, kind, more);
    count(byJurisdiction, jurisdiction, kind, more);
  }
  return {
    byClient: Object.fromEntries(
      [...rowsByClient].map(([client, rows]) => [client, { ...rows, outcomes: ofClient[client] ?? {} }]),
    ),
    byJurisdiction,
    byVariant: pieceCounts.map(({ client, channel, variant, pieces, sheets }) => ({
      client,
      channel,
      variant,
      pieces,
      sheets,
    })),
    byStream: streams.map(({ client, file, recorded }) => ({ client, file, ...recorded })),
  };
}
