import type { Day } from "../calendar/index.ts";
import { recordPage } from "../letter/index.ts";
import type { Certificate, MailingInputs, Tie, Verification } from "../mailing/index.ts";
import type { Block, Inline } from "../notice/index.ts";
import type { Problem, Read } from "../problem/index.ts";
import { printableName } from "./printable-name.ts";

/** What the page says beside the certificate itself. */
export type CertificateAbout = {
  readonly inputs: MailingInputs;
  /** The day on which this certificate was first given. */
  readonly givenOn: Day;
  /** SHA-256 (hex) of certificate.json. */
  readonly certificateSha256: string;
  /** SHA-256 (hex) at the head of the ledger's chain of events before it was given. */
  readonly chainHead: string;
  readonly verification: Verification | undefined;
};

const clientsShown = 6;
const differencesShown = 4;

type Cell = string | { readonly bold: string };
const plain = { bold: false, italic: false, link: null, elements: [] } as const;

function inline(cell: Cell): Inline {
  return typeof cell === "string"
    ? { kind: "text", text: cell, style: plain }
    : { kind: "text", text: cell.bold, style: { ...plain, bold: true } };
}

const heading = (level: 1 | 2, text: string): Block => ({ kind: "heading", level, inlines: [inline(text)] });
const paragraph = (...cells: readonly Cell[]): Block => ({ kind: "paragraph", inlines: cells.map(inline) });
const table = (header: readonly string[], rows: readonly (readonly Cell[])[]): Block => ({
  kind: "table",
  header: header.map((text) => [inline(text)]),
  rows: rows.map((row) => row.map((cell) => [inline(cell)])),
});
const number = (count: number) => count.toLocaleString("en-US");

/**
 * The certificate as a page for the file: every total with the places where it was counted, what became of
 * everyone, and the hashes that bind it. One page: of many clients it shows the sums, and says where the table
 * is. The same certificate, given on the same day, gives the same bytes.
 */
export function certificatePdf(
  certificate: Certificate,
  about: CertificateAbout,
): Read<{ readonly pdf: Uint8Array; readonly pages: number }> {
  const { incident } = about.inputs.folder;
  const { value, problems } = recordPage({
    title: `Certificate of account: ${printableName(incident.title, incident.id)}`,
    language: "en",
    blocks: certificateBlocks(certificate, about),
    foot: `${certificate.mailing.slice(0, 8).toUpperCase()} · page {page} of {pages}`,
    createdOn: about.givenOn,
  });
  return { value, problems: problems as readonly Problem[] };
}

function certificateBlocks(certificate: Certificate, about: CertificateAbout): readonly Block[] {
  const { ties, compared, totals, differing } = certificate;
  const { incident, clients } = about.inputs.folder;
  const name = printableName(incident.title, incident.id);
  const wrong = totals.filter((tie) => !tie.ties).length + differing.length;
  const verdict: readonly Cell[] = ties
    ? [{ bold: `All ${number(compared)} totals tie. ` }, "Every row of the lists is in exactly one outcome."]
    : [
        { bold: "THE ACCOUNT DOES NOT TIE. Nothing may be sent. " },
        `${number(wrong)} of ${number(compared)} totals differ, or a file is missing, changed or foreign.`,
      ];
  return [
    heading(1, "Certificate of account"),
    paragraph(
      { bold: name },
      ` (incident ${incident.id}, mailing `,
      {
        bold: certificate.mailing.slice(0, 8).toUpperCase(),
      },
      `, ${clients.length === 1 ? "1 client" : `${number(clients.length)} clients`}). Given on ${about.givenOn}.`,
    ),
    paragraph(...verdict),
    ...outcomeBlocks(certificate),
    heading(2, "Totals, each with the places where it was counted"),
    table(["Total", "Count", "Counted in"], totals.map(tieRow)),
    ...(differing.length === 0 ? [] : differingBlocks(differing)),
    ...clientBlocks(certificate, about.inputs),
    heading(2, "Hashes (SHA-256)"),
    table(["Of", "Hash"], hashRows(certificate, about)),
    paragraph(readBack(about.verification)),
    paragraph(
      { bold: "This page informs. " },
      "It is not legal advice and no proof of delivery: it accounts for what was produced from the lists, not for what was posted, sent or received.",
    ),
  ];
}

function outcomeBlocks({ counts }: Certificate): readonly Block[] {
  const { rows, people, duplicates, held, suppressed } = counts;
  const { letters, emails, substitute, toldBefore, heldAtPress, pages, sheets, codes } = counts;
  return [
    heading(2, "What became of every row"),
    table(
      ["Rows", "= People", "+ Duplicates", "+ Held", "+ Suppressed", "Pages", "Sheets", "Codes"],
      [[rows, people, duplicates, held, suppressed, pages, sheets, codes].map(number)],
    ),
    table(
      ["People", "= Letters", "+ E-mails", "+ Substitute notice", "+ Told before", "+ Held at the press"],
      [[people, letters, emails, substitute, toldBefore, heldAtPress].map(number)],
    ),
  ];
}

function tieRow({ what, sides, ties }: Tie): readonly Cell[] {
  const name = what.slice(0, 1).toUpperCase() + what.slice(1);
  if (ties) return [name, number(sides[0]?.count ?? 0), sides.map(({ from }) => from).join("; ")];
  const counts = sides.map(({ from, count }) => `${from}: ${number(count)}`).join("; ");
  return [name, { bold: "DIFFERS" }, { bold: counts }];
}

function differingBlocks(differing: readonly Tie[]): readonly Block[] {
  const rows = differing.slice(0, differencesShown).map(({ what, of = {}, sides }): readonly Cell[] => {
    const part = [of.client, of.jurisdiction, of.variant, of.file].filter((each) => each !== undefined);
    const counts = sides.map(({ from, count }) => `${from}: ${number(count)}`).join("; ");
    return [what, part.at(-1) ?? "", { bold: counts }];
  });
  const more = differing.length - rows.length;
  return [
    heading(2, "Totals of parts that differ"),
    table(["Total", "Of", "Counts"], rows),
    ...(more > 0 ? [paragraph(`${number(more)} more are in certificate.json, under “differing”.`)] : []),
  ];
}

function clientBlocks({ byClient, byStream, byVariant, byJurisdiction }: Certificate, inputs: MailingInputs) {
  const clients = inputs.folder.clients.map(({ client }) => client);
  const streams = byStream.length === 1 ? "1 print stream" : `${number(byStream.length)} print streams`;
  const parts = `${streams}, ${number(byVariant.length)} variants of text and ${number(Object.keys(byJurisdiction).length)} jurisdictions`;
  if (clients.length > clientsShown)
    return [
      paragraph(
        `The same totals were compared for each client, each jurisdiction, each variant and each print stream; certificate.json has the tables of ${number(clients.length)} clients, ${parts}.`,
      ),
    ];
  const rows = clients.map(({ id, name }) => {
    const counts = byClient[id];
    const of = (kind: string) => number(counts?.outcomes[kind] ?? 0);
    return [
      printableName(name, id),
      number(counts?.rows ?? 0),
      number(counts?.people ?? 0),
      of("letter"),
      of("email"),
      of("substitute"),
      of("alreadyTold"),
      of("excluded"),
    ];
  });
  return [
    heading(2, "By client"),
    table(
      ["Client", "Rows", "People", "Letters", "E-mails", "Substitute", "Told before", "Held at the press"],
      rows,
    ),
    paragraph(`certificate.json has the same for ${parts}.`),
  ];
}

function hashRows(certificate: Certificate, { certificateSha256, chainHead, inputs }: CertificateAbout) {
  return [
    [
      `every input file (${number(inputs.files.length)}), law and templates: the mailing’s name`,
      certificate.mailing,
    ],
    ["certificate.json", certificateSha256],
    ["mailing.json, which lists every file with its hash", certificate.mailingRecordSha256],
    ["the law as it was read", inputs.law.hash],
    ["the templates", inputs.templates.hash],
    ["the ledger’s chain of events, before this page", chainHead],
  ];
}

function readBack(verification: Verification | undefined): string {
  if (verification === undefined) return "The letters and e-mails were not read back yet.";
  const { at, letters, emails, wrong } = verification;
  const result = wrong === 0 ? "each says what the ledger says" : `${number(wrong)} things were WRONG`;
  return `Read back on ${at.slice(0, 10)}: ${number(letters)} letters and ${number(emails)} e-mails; ${result}.`;
}
