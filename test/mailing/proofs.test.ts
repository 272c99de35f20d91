import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { beforeAll, describe, expect, test } from "vitest";
import {
  filesOfProof,
  type ProofRole,
  type ProofSample,
  type ProofText,
  parseProofSet,
} from "../../src/approval/index.ts";
import { filesUnder, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";
import { readPages } from "../pdf/fixture/read-pages.ts";

const client = "tamarind-coast-health-plan";
const columns =
  "id,firstName,lastName,address1,address2,city,state,zip,email,emailConsent,dateOfBirth,status,language,dataElements";
const fourteen =
  "ssn; driversLicense; passport; militaryId; financialAccount; paymentCard; onlineCredentials; biometric; medicalInformation; healthInsurance; dateOfBirth; mothersMaidenName; employerId; studentId";

/** Everyone is in one of three variants: Ohio by letter, Ohio by e-mail, Texas by letter. Row 2 is the first. */
const people: readonly string[] = [
  "P1,Ann,Lee,1 Elm Street,,Columbus,OH,43215,,,1980-01-01,adult,en,ssn",
  // 24 characters, but all narrow: shorter on paper than the next.
  "P2,Lilli,Illi Tilli Filli Ji,2 Elm Street,,Columbus,OH,43215,,,1980-01-02,adult,en,ssn; dateOfBirth",
  "P3,Wommawm,Mowmwommwow,3 Elm Street,,Columbus,OH,43215,,,1980-01-03,adult,en,ssn; dateOfBirth",
  "P4,Bo,Ray,4444 North Southwestern Parkway Extension,Building 12 Apartment 1204,Columbus,OH,43215,,,1980-01-04,adult,en,ssn; dateOfBirth",
  `P5,Cy,Day,5 Elm Street,,Columbus,OH,43215,,,1980-01-05,adult,en,${fourteen}`,
  "P6,Di,Fox,6 Elm Street,,Columbus,OH,43215,di@mail.example,2024-01-01,1980-01-06,adult,en,ssn; dateOfBirth",
  "P7,Al,Wommawmowmwommwow,7 Elm Street,,Columbus,OH,43215,al@mail.example,2024-01-01,1980-01-07,adult,en,ssn; dateOfBirth",
  "P8,Ed,Orr,8 Elm Street,,Austin,TX,78701,,,1980-01-08,adult,en,ssn",
];

const folder = join(newFolder(), "incident");
let texts: readonly ProofText[] = [];
const out = join(folder, "proofs");

beforeAll(async () => {
  expect((await noticepress("sample", folder, "--people", "16", "--clients", "2", "--seed", "3")).code).toBe(
    0,
  );
  writeFileSync(join(folder, "clients", client, "people.csv"), `${[columns, ...people].join("\n")}\n`);
  const { code, err } = await noticepress("proofs", folder);
  expect(err).toContain("distinct texts");
  expect(code).toBe(0);
  const set = parseProofSet(readFileSync(join(out, "proofs.json"), "utf8"));
  texts = (set?.texts ?? []).filter((text) => text.client === client);
});

function textOf(jurisdiction: string, channel: "letter" | "email"): ProofText {
  const found = texts.find(
    (text) =>
      text.channel === channel && text.variants.some(({ facets }) => facets.jurisdiction === jurisdiction),
  );
  if (found === undefined) throw new Error(`no text for ${jurisdiction} by ${channel}`);
  return found;
}

const sampleOf = ({ samples }: ProofText, role: ProofRole): ProofSample => {
  const found = samples.find(({ shows }) => shows.includes(role));
  if (found === undefined) throw new Error(`nothing shows ${role}`);
  return found;
};

describe("the people of a proof", () => {
  test.each<[ProofRole, number, string]>([
    ["ordinary", 2, "whoever comes first"],
    ["longestName", 4, "by the width on paper, not by characters"],
    ["longestAddress", 5, "most lines first"],
    ["mostData", 6, "fourteen kinds"],
    ["fewestData", 2, "who is shown anyway serves again"],
  ])("%s is in row %i: %s", (role, row) => {
    expect(sampleOf(textOf("US-OH", "letter"), role).person).toEqual({
      file: `clients/${client}/people.csv`,
      row,
    });
  });

  test("one person alone serves every role", () => {
    const { samples } = textOf("US-TX", "letter");
    expect(samples.map(({ shows }) => shows)).toEqual([
      ["ordinary", "longestName", "longestAddress", "mostData", "fewestData"],
    ]);
  });

  test("an e-mail has no longest address, and the extremes have files of their own", () => {
    const { samples, file, more } = textOf("US-OH", "email");
    expect(samples.map(({ shows }) => shows)).toEqual([
      ["ordinary", "mostData", "fewestData"],
      ["longestName"],
    ]);
    expect([file, ...more.map((each) => each.file)]).toEqual(samples.map((sample) => sample.file));
    expect(more[0]?.file).toMatch(/\.longest-name\.eml$/);
  });
});

describe("the letters of a proof", () => {
  test("stand one after the other in one PDF, each page marked, each with its person's name", async () => {
    const text = textOf("US-OH", "letter");
    const pages = await readPages(readFileSync(join(out, text.file)));
    const printed = pages.filter((page) => page.text.trim() !== "");
    for (const page of printed) expect(page.text).toContain("DRAFT");
    const names = ["ANN LEE", "WOMMAWM MOWMWOMMWOW", "BO RAY", "CY DAY"];
    expect(
      text.samples.map(({ firstPage }) =>
        pages[(firstPage ?? 0) - 1]?.lines.find((line) => names.includes(line)),
      ),
    ).toEqual(names);
    expect(text.samples.reduce((sum, sample) => sum + (sample.pages ?? 0), 0)).toBe(pages.length);
  });

  test("nobody's code is spent on them", async () => {
    const pages = await readPages(readFileSync(join(out, textOf("US-OH", "letter").file)));
    const all = pages.map((page) => page.text).join(" ");
    expect(all).toContain("SAMPLE-CODE-0000");
    const codes = readFileSync(join(folder, "clients", client, "codes/credit-24.csv"), "utf8")
      .split("\n")
      .slice(1);
    for (const code of codes.filter((each) => each !== ""))
      expect(all).not.toContain(code.split(",")[0] ?? code);
  });

  test("fourteen kinds of data are one sentence", async () => {
    const { file, samples } = textOf("US-OH", "letter");
    const pages = await readPages(readFileSync(join(out, file)));
    const from = samples.find(({ shows }) => shows.includes("mostData"))?.firstPage ?? 0;
    const first = pages[from - 1]?.text.replace(/\s+/g, " ") ?? "";
    expect(first).toMatch(/includes your Social Security number, .*, and [^.]*student[^.]*\./);
  });
});

describe("every draft of an e-mail", () => {
  test("is marked and addressed to nobody", async () => {
    const { samples } = textOf("US-OH", "email");
    for (const { file } of samples) {
      const mail = await simpleParser(readFileSync(join(out, file)));
      expect(mail.subject).toMatch(/^\[DRAFT\]/);
      expect([mail.to].flat().map((each) => each?.text)).toEqual(["draft@nobody.invalid"]);
    }
  });
});

describe("the set", () => {
  test("names every file with its hash, and there are no others but the lists", () => {
    const set = parseProofSet(readFileSync(join(out, "proofs.json"), "utf8"));
    const named = (set?.texts ?? []).flatMap(filesOfProof);
    for (const { file, sha256 } of named)
      expect(
        createHash("sha256")
          .update(readFileSync(join(out, file)))
          .digest("hex"),
      ).toBe(sha256);
    expect([...filesUnder(out).keys()].sort()).toEqual(
      [...named.map(({ file }) => file), "index.html", "proofs.csv", "proofs.json"].sort(),
    );
  });

  test("no file is named after a person, and the lists hold nobody's name", () => {
    const names = /wommawm|lilli|di@mail/i;
    for (const file of filesUnder(out).keys()) expect(file).not.toMatch(names);
    for (const list of ["index.html", "proofs.csv", "proofs.json"])
      expect(readFileSync(join(out, list), "utf8")).not.toMatch(names);
  });

  test("the laws of each variant are there, with versions and citations", () => {
    const set = parseProofSet(readFileSync(join(out, "proofs.json"), "utf8"));
    const laws = new Map(set?.laws.map((law) => [law.hash, law.provisions]));
    const [variant] = textOf("US-TX", "letter").variants;
    const provisions = laws.get(variant?.law ?? "") ?? [];
    expect(provisions.map(({ jurisdiction }) => jurisdiction)).toContain("US-HIPAA");
    for (const { from, citation } of provisions) {
      expect(from).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(citation).not.toBe("");
    }
  });

  test("what the law asks is found, under headings that the text has", () => {
    for (const text of texts)
      for (const { requirement, found, under } of text.content) {
        expect(found).toBe(requirement === "required");
        const page = readFileSync(join(out, text.page.file), "utf8");
        for (const heading of under) expect(page).toContain(heading);
      }
  });

  test("the same inputs give the same bytes", async () => {
    const again = join(newFolder(), "again");
    expect((await noticepress("proofs", folder, "--out", again)).code).toBe(0);
    expect(filesUnder(again)).toEqual(filesUnder(out));
  });

  test("a text that is no more is cleared away, and what is not ours stays", async () => {
    const later = join(newFolder(), "later");
    await noticepress("proofs", folder, "--out", later);
    const { file, page } = textOf("US-TX", "letter");
    writeFileSync(join(later, "my notes.txt"), "keep");
    const list = join(folder, "clients", client, "people.csv");
    const before = readFileSync(list, "utf8");
    try {
      writeFileSync(list, before.replace(/^P8.*\n/m, ""));
      expect((await noticepress("proofs", folder, "--out", later)).code).toBe(0);
      const names = [...filesUnder(later).keys()];
      expect(names).not.toContain(file);
      expect(names).not.toContain(page.file);
      expect(names).toContain("my notes.txt");
    } finally {
      writeFileSync(list, before);
      rmSync(later, { recursive: true, force: true });
    }
  });
});

describe("the page of a text", () => {
  const page = (text: ProofText) => readFileSync(join(out, text.page.file), "utf8");

  test("is a whole page that loads nothing, says DRAFT, and has one first heading", () => {
    for (const text of texts) {
      const html = page(text);
      expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
      expect(html).toContain("DRAFT – not for sending.");
      expect(html.match(/<h1>/g)).toHaveLength(1);
      expect(html).toContain('<article lang="en">');
      expect(html).not.toMatch(/<script|<img|<link|src=|@import|url\(/);
      expect(html).toContain("default-src 'none'");
    }
  });

  test("shows what the extremes change, and links to their pages", () => {
    const text = textOf("US-OH", "letter");
    const html = page(text);
    expect(html).toContain("WOMMAWM MOWMWOMMWOW");
    expect(html).toContain("The most kinds of data");
    for (const { firstPage } of text.samples) expect(html).toContain(`.pdf#page=${firstPage}"`);
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${id}"`);
  });
});
