import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readPages, squeezed } from "../pdf/fixture/read-pages.ts";
import { copyOf, filesUnder, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

/** A fictional incident nobody has worked on yet, and the same when it was run. */
const fresh = join(newFolder(), "incident");
const done = join(newFolder(), "incident");
const client = "tamarind-coast-health-plan";
// Gets a letter; M100029 agreed to e-mail.
const person = "M100008";

beforeAll(async () => {
  expect((await noticepress("sample", fresh, "--people", "40", "--clients", "2", "--seed", "7")).code).toBe(
    0,
  );
  cpSync(fresh, done, { recursive: true });
  await noticepress("proofs", done);
  await noticepress("approve", done, "--by", "Test Reviewer", "--all");
  expect((await noticepress("run", done)).code).toBe(0);
});

const textOf = async (file: string) =>
  (await readPages(readFileSync(file))).map(({ text }) => squeezed(text)).join(" ");

test("--out never takes another file's place, and an older letter's only for its owner to read", async () => {
  const folder = copyOf(fresh);
  const people = join(folder, "clients", client, "people.csv");
  const before = readFileSync(people);
  for (const as of [[], ["--text"]])
    expect((await noticepress("letter", folder, person, ...as, "--out", people)).code).toBe(2);
  expect(readFileSync(people)).toEqual(before);
  const file = join(folder, "letter.pdf");
  writeFileSync(file, "%PDF-1.7 an older one", { mode: 0o644 });
  expect((await noticepress("letter", folder, person, "--out", file)).code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

describe("before the run", () => {
  test("a letter is a draft with a sample code, and leaves no ledger", async () => {
    const folder = copyOf(fresh);
    const { code, out, err } = await noticepress("letter", folder, person);
    expect(code).toBe(0);
    const file = out.trim();
    expect(file).toMatch(new RegExp(`letters/${client}/DRAFT-[0-9A-F]{4}-\\d{7}\\.pdf$`));
    expect(err).toContain("A draft");
    expect(await textOf(file)).toContain("DRAFT – not for mailing");
    expect(existsSync(join(folder, "ledger.sqlite"))).toBe(false);
  });

  test("--json gives one document", async () => {
    const folder = copyOf(fresh);
    const { out } = await noticepress("letter", folder, person, "--large-print", "--json");
    const document = JSON.parse(out);
    expect(document).toMatchObject({ format: 1, kind: "draft", client, standards: ["PDF/UA-1", "PDF/A-2u"] });
    expect(document.file).toMatch(/-large-print\.pdf$/);
    expect(document.pages).toBeGreaterThan(4);
  });

  test("an id that two clients use must be told apart", async () => {
    const folder = copyOf(fresh);
    const clients = join(folder, "clients");
    cpSync(join(clients, client), join(clients, "second-plan"), { recursive: true });
    const file = join(clients, "second-plan", "client.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(`"id": "${client}"`, '"id": "second-plan"'));
    const asked = await noticepress("letter", folder, person);
    expect(asked.code).toBe(1);
    expect(asked.err).toContain("mailing/person-of-several-clients");
    expect(asked.err).toContain("--client");
    const told = await noticepress("letter", folder, person, "--client", client);
    expect(told.out).toContain(`letters/${client}/`);
  });
});

describe("after the run", () => {
  test("it is the letter of the mailing, with its piece id and code, and changes nothing", async () => {
    const folder = copyOf(done);
    const before = filesUnder(join(folder, "out"));
    const { code, out, err } = await noticepress("letter", folder, person);
    expect(err).toContain("The letter as it was printed");
    expect(code).toBe(0);
    const piece = basename(out.trim(), ".pdf");
    const index = [...before].find(
      ([name, bytes]) => name.endsWith(".csv") && bytes.toString().includes(`\n${piece},`),
    );
    expect(index?.[0]).toContain(client);
    const row = index?.[1]
      .toString()
      .split("\n")
      .find((line) => line.startsWith(`${piece},`));
    const [, first, pages] = row?.split(",").map(Number) ?? [];
    const stream = await readPages(before.get(index?.[0].replace(/csv$/, "pdf") ?? "") ?? new Uint8Array());
    const printed = stream.slice((first ?? 0) - 1, (first ?? 0) - 1 + (pages ?? 0));
    const linesOf = (page: (typeof printed)[number]) =>
      page.lines.map((line) => line.replace(/\s/g, "")).filter((line) => line !== "");
    const single = (await readPages(readFileSync(out.trim()))).map(linesOf);
    expect(single).toEqual(printed.map(linesOf).filter((lines) => lines.length > 0));
    expect(filesUnder(join(folder, "out"))).toEqual(before);
    expect((await noticepress("reconcile", folder)).code).toBe(0);
  });

  test("--text and --large-print have the same code, and --out names the file", async () => {
    const folder = copyOf(done);
    const text = readFileSync((await noticepress("letter", folder, person, "--text")).out.trim(), "utf8");
    const code = /\b[A-Z0-9]{3,}(?:-[A-Z0-9]{3,}){2,}\b/.exec(text)?.[0] ?? "no code";
    expect(await textOf((await noticepress("letter", folder, person, "--large-print")).out.trim())).toContain(
      code,
    );
    const file = join(newFolder(), "deep", "for-the-reader.pdf");
    expect((await noticepress("letter", folder, person, "--out", file)).out.trim()).toBe(file);
    expect(await textOf(file)).toContain(code);
  });

  test("when the inputs have changed it is a draft, and says that another was printed", async () => {
    const folder = copyOf(done);
    const file = join(folder, "incident.json");
    writeFileSync(file, `${readFileSync(file, "utf8")}\n`);
    const { code, out, err } = await noticepress("letter", folder, person);
    expect(code).toBe(0);
    expect(out).toContain("DRAFT-");
    expect(err).toContain("mailing/printed-from-other-inputs");
  });

  test.each<[string, readonly string[], number, string]>([
    ["an id that nobody has", ["Z999999"], 1, "mailing/person-unknown"],
    ["a client that is none", [person, "--client", "nobody"], 1, "mailing/no-such-client"],
    ["somebody who is told by e-mail", ["M100029"], 1, "mailing/told-by-email"],
    ["large print of plain text", [person, "--text", "--large-print"], 2, "not both"],
  ])("%s", async (_, words, code, said) => {
    const ended = await noticepress("letter", done, ...words);
    expect(ended.code).toBe(code);
    expect(ended.out).toBe("");
    expect(ended.err).toContain(said);
    // What stands on the screen must not tell whom it was about.
    expect(ended.err).not.toContain("Z999999");
  });
});
