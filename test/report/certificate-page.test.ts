import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { type Certificate, type MailingInputs, readInputs, type Tie } from "../../src/mailing/index.ts";
import { openPrintStream } from "../../src/readback/index.ts";
import { type CertificateAbout, certificatePdf } from "../../src/report/index.ts";
import { larkspur, newFolder } from "../cli/noticepress.ts";
import { readPages, squeezed } from "../pdf/fixture/read-pages.ts";

let inputs: MailingInputs;
const folder = newFolder();

beforeAll(async () => {
  const { value } = await readInputs(larkspur);
  if (value === undefined) throw new Error("the sample cannot be read");
  inputs = value;
});

const hash = (digit: string) => digit.repeat(64);
const tied: Tie = {
  what: "letters",
  sides: [
    { from: "outcomes", count: 1234567 },
    { from: "job tickets", count: 1234567 },
  ],
  ties: true,
};
const differs: Tie = {
  what: "pages of the print stream",
  of: { client: "city-of-alder-bend", file: "city-of-alder-bend/print/stream.pdf" },
  sides: [
    { from: "on record", count: 4 },
    { from: "found in it", count: 3 },
  ],
  ties: false,
};

function certificate(more: Partial<Certificate> = {}): Certificate {
  const counts = { rows: 9, people: 8, duplicates: 1, held: 0, suppressed: 0, letters: 7, emails: 1 };
  return {
    format: 1,
    mailing: hash("a"),
    incident: "larkspur-2026",
    ties: true,
    counts: { ...counts, substitute: 0, toldBefore: 0, heldAtPress: 0, pages: 28, sheets: 14, codes: 5 },
    compared: 738,
    totals: Array.from({ length: 12 }, () => tied),
    differing: [],
    byClient: {},
    byJurisdiction: { "US-CA": { letter: 7 } },
    byVariant: [],
    byStream: [],
    mailingRecordSha256: hash("b"),
    ...more,
  };
}

function about(more: Partial<CertificateAbout> = {}): CertificateAbout {
  return {
    inputs,
    givenOn: day("2026-11-22"),
    certificateSha256: hash("c"),
    chainHead: hash("d"),
    verification: {
      at: "2026-11-21T10:00:00Z",
      letters: 7,
      emails: 1,
      wrong: 0,
    } as CertificateAbout["verification"],
    ...more,
  };
}

async function read(of: Certificate, beside: CertificateAbout) {
  const { value, problems } = certificatePdf(of, beside);
  const path = join(folder, "certificate.pdf");
  writeFileSync(path, value.pdf);
  const opened = await openPrintStream(path);
  if (opened.kind === "fault") throw new Error(opened.fault.code);
  const pages = opened.value.pageCount;
  opened.value.close();
  const text = squeezed((await readPages(value.pdf)).map(({ text }) => text).join(" "));
  return { pages, problems, text };
}

describe("the certificate's page", () => {
  test("is one accessible page with totals, places, hashes, the day, and what it is not", async () => {
    const { pages, problems, text } = await read(certificate(), about());
    expect(problems).toEqual([]);
    expect(pages).toBe(1);
    for (const said of [
      "Certificate of account",
      "All 738 totals tie",
      "Given on 2026-11-22",
      "1,234,567",
      "outcomes; job tickets",
      ...["a", "b", "c", "d"].map(hash),
      "Read back on 2026-11-21: 7 letters and 1 e-mails",
      "not legal advice and no proof of delivery",
    ])
      expect(text.replaceAll(" ", "")).toContain(said.replaceAll(" ", ""));
  });

  test("gives the same bytes for the same day", () => {
    const bytes = () => Buffer.from(certificatePdf(certificate(), about()).value.pdf);
    expect(bytes().equals(bytes())).toBe(true);
  });

  test("says in words and numbers what does not tie", async () => {
    const wrong = certificate({ ties: false, differing: [differs, differs, differs, differs, differs] });
    const { pages, text } = await read(wrong, about({ verification: undefined }));
    expect(pages).toBe(1);
    for (const said of [
      "DOES NOT TIE",
      "on record: 4; found in it: 3",
      "stream.pdf",
      "1 more are in",
      "not read back",
    ])
      expect(text.replaceAll(" ", "")).toContain(said.replaceAll(" ", ""));
  });

  test("of many clients shows the sums, and says where their table is", async () => {
    const { folder } = inputs;
    const clients = Array.from({ length: 40 }, () => folder.clients[0]).filter(
      (client) => client !== undefined,
    );
    const { pages, text } = await read(
      certificate(),
      about({ inputs: { ...inputs, folder: { ...folder, clients } } }),
    );
    expect(pages).toBe(1);
    expect(text).toContain("certificate.json has the tables of 40 clients");
  });

  test("names the incident by its id where no font has its title", async () => {
    const { folder } = inputs;
    const incident = { ...folder.incident, title: "漏洩" };
    const { text } = await read(
      certificate(),
      about({ inputs: { ...inputs, folder: { ...folder, incident } } }),
    );
    expect(text).toContain("larkspur-2026 (incident larkspur-2026");
  });
});
