import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { addPerson, copyOf, filesUnder, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

/** A fictional incident that is approved and ready to run; made once, copied by each test. */
const approved = join(newFolder(), "incident");

beforeAll(async () => {
  expect(
    (await noticepress("sample", approved, "--people", "70", "--clients", "2", "--seed", "7")).code,
  ).toBe(0);
  expect((await noticepress("proofs", approved)).code).toBe(0);
  expect((await noticepress("approve", approved, "--by", "Test Reviewer", "--all")).code).toBe(0);
});

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

describe("run", () => {
  test("is refused without approvals, and leaves nothing behind", async () => {
    const folder = join(newFolder(), "incident");
    await noticepress("sample", folder, "--people", "16", "--clients", "2", "--seed", "3");
    const { code, err } = await noticepress("run", folder);
    expect(code).toBe(1);
    expect(err).toContain("approval/not-approved");
    expect(err).toContain("noticepress proofs");
    expect([...filesUnder(folder).keys()].filter((name) => name.startsWith("out/"))).toEqual([]);
  });

  test("produces streams with indexes, e-mails, mailing.json and a certificate that ties", async () => {
    const folder = copyOf(approved);
    const { code, out } = await noticepress("run", folder);
    expect(out).toContain("totals tie");
    expect(code).toBe(0);
    const files = filesUnder(join(folder, "out"));
    const names = [...files.keys()];
    expect(names.filter((name) => /^[^/]+\/print\/[^/]+\.pdf$/.test(name)).length).toBeGreaterThanOrEqual(2);
    expect(names.filter((name) => name.endsWith(".eml")).length).toBeGreaterThan(0);
    for (const name of names.filter((each) => each.endsWith(".pdf")))
      expect(names).toContain(name.replace(/pdf$/, "csv"));
    const certificate = JSON.parse(String(files.get("certificate.json")));
    expect(certificate.ties).toBe(true);
    const record = JSON.parse(String(files.get("mailing.json")));
    expect(record.counts.people).toBe(
      record.counts.letters + record.counts.emails + record.counts.substitute + record.counts.heldAtPress,
    );
    expect(record.files.map(({ path }: { path: string }) => path).sort()).toEqual(
      names.filter((name) => name.includes("/")).sort(),
    );
  });

  test("a second time changes nothing", async () => {
    const folder = copyOf(approved);
    await noticepress("run", folder);
    const before = filesUnder(join(folder, "out"));
    expect((await noticepress("run", folder)).code).toBe(0);
    expect(filesUnder(join(folder, "out"))).toEqual(before);
  });

  test("into another folder gives the same bytes with the same codes", async () => {
    const folder = copyOf(approved);
    await noticepress("run", folder);
    const elsewhere = join(newFolder(), "out");
    expect((await noticepress("run", folder, "--out", elsewhere)).code).toBe(0);
    expect(filesUnder(elsewhere)).toEqual(filesUnder(join(folder, "out")));
  });

  test("makes a deleted file anew with the same bytes", async () => {
    const folder = copyOf(approved);
    await noticepress("run", folder);
    const before = filesUnder(join(folder, "out"));
    const gone = [...before.keys()].find((name) => name.endsWith(".pdf")) ?? "";
    rmSync(join(folder, "out", gone));
    expect((await noticepress("reconcile", folder)).code).toBe(1);
    expect((await noticepress("run", folder)).code).toBe(0);
    expect(filesUnder(join(folder, "out"))).toEqual(before);
  });
});

describe("approvals are bound to what was seen", () => {
  test("a changed fact voids them", async () => {
    const folder = copyOf(approved);
    edit(join(folder, "incident.json"), (text) =>
      text.replace("file-transfer software", "file-transfer programs"),
    );
    const { code, err } = await noticepress("run", folder);
    expect(code).toBe(1);
    expect(err).toContain("approval/changed-since");
  });

  test("a template of the incident's own voids them", async () => {
    const folder = copyOf(approved);
    const own = join(folder, "templates/en/elements/closing.md");
    const shipped = readFileSync(join(import.meta.dirname, "../../templates/en/elements/closing.md"), "utf8");
    mkdirSync(dirname(own), { recursive: true });
    writeFileSync(own, shipped.replace("Sincerely", "Yours truly"));
    const { code, err } = await noticepress("run", folder);
    expect(code).toBe(1);
    expect(err).toContain("approval/changed-since");
  });

  test("proofs of an older text cannot be approved", async () => {
    const folder = copyOf(approved);
    edit(join(folder, "incident.json"), (text) =>
      text.replace("file-transfer software", "file-transfer programs"),
    );
    const { code, err } = await noticepress("approve", folder, "--by", "Test Reviewer", "--all");
    expect(code).toBe(1);
    expect(err).toContain("approval/proof-outdated");
  });

  test("one variant approved is not all approved", async () => {
    const folder = join(newFolder(), "incident");
    await noticepress("sample", folder, "--people", "16", "--clients", "2", "--seed", "3");
    const { texts } = JSON.parse((await noticepress("proofs", folder, "--json")).out);
    expect(
      (await noticepress("approve", folder, "--by", "Test Reviewer", "--variant", texts[0].key)).code,
    ).toBe(0);
    const { code, err } = await noticepress("run", folder);
    expect(code).toBe(1);
    expect(err).not.toContain(`${texts[0].key}:`);
    expect(err).toContain("approval/not-approved");
  });
});

describe("a mailing made from other inputs is never overwritten silently", () => {
  const changeList = (folder: string) => {
    const lists = [...filesUnder(join(folder, "clients")).keys()].filter((name) =>
      /\/people.*\.csv$/.test(name),
    );
    // The last row of a list goes: one person fewer.
    edit(
      join(folder, "clients", lists[0] ?? ""),
      (text) => `${text.trimEnd().split("\n").slice(0, -1).join("\n")}\n`,
    );
  };

  test("it is refused, and both ways on are named", async () => {
    const folder = copyOf(approved);
    await noticepress("run", folder);
    changeList(folder);
    const { code, err } = await noticepress("run", folder);
    expect(code).toBe(1);
    expect(err).toContain("--start-over");
    expect(err).toContain("--next-wave");
  });

  test("--next-wave writes only to people not yet told", async () => {
    const folder = copyOf(approved);
    const first = JSON.parse((await noticepress("run", folder, "--json")).out).certificate.counts;
    addPerson(folder);
    const { code, out, err } = await noticepress("run", folder, "--next-wave", "--json");
    expect(code).toBe(0);
    // What is announced before is what is made.
    expect(err).toMatch(/^1 letters .* and 0 e-mails to make/m);
    const { certificate } = JSON.parse(out);
    expect([certificate.counts.letters, certificate.counts.emails]).toEqual([1, 0]);
    expect(certificate.counts.toldBefore).toBe(first.letters + first.emails);
    expect(certificate.ties).toBe(true);
    expect((await noticepress("verify", folder)).code).toBe(0);
  });

  test("with nobody left to tell there is no wave: what was sent is on record, and stays where it is", async () => {
    const folder = copyOf(approved);
    await noticepress("run", folder);
    const before = filesUnder(join(folder, "out"));
    changeList(folder);
    // The text is another one too; nobody is to read it for people who have their letter.
    edit(join(folder, "incident.json"), (text) =>
      text.replace("file-transfer software", "file-transfer programs"),
    );
    for (const words of [["--next-wave"], []]) {
      const { code, err } = await noticepress("run", folder, ...words);
      expect([code, err]).toEqual([1, expect.stringContaining("ledger/nobody-left-to-tell")]);
      expect(err).toContain("Next: nothing for the letters");
      expect(filesUnder(join(folder, "out"))).toEqual(before);
    }
    const { out } = await noticepress("status", folder, "--json");
    expect(JSON.parse(out)).toMatchObject({
      mailing: { state: "none", sentBefore: [expect.any(String)], everyoneTold: true },
      estimate: { letters: 0, emails: 0, outputBytes: 0 },
      next: expect.stringContaining("nothing for the letters: everyone was told"),
    });
  });

  test("--start-over removes the files of the first and keeps everyone's code", async () => {
    const folder = copyOf(approved);
    await noticepress("run", folder);
    const codes = (files: ReadonlyMap<string, Buffer>) =>
      [...files]
        .filter(([name]) => name.endsWith(".eml"))
        .flatMap(([, bytes]) => String(bytes).match(/LL-\d{3}-\w+/g) ?? [])
        .sort();
    const before = filesUnder(join(folder, "out"));
    changeList(folder);
    expect((await noticepress("run", folder, "--start-over")).code).toBe(0);
    const after = filesUnder(join(folder, "out"));
    expect([...after.keys()].filter((name) => name.endsWith(".pdf"))).not.toEqual(
      [...before.keys()].filter((name) => name.endsWith(".pdf")),
    );
    expect((await noticepress("verify", folder)).code).toBe(0);
    for (const code of codes(after)) expect(codes(before)).toContain(code);
  });
});

test("logs, errors and file names carry no name, address, e-mail or code of anybody", async () => {
  const folder = copyOf(approved);
  const said = [
    await noticepress("check", folder),
    await noticepress("check", folder, "--json"),
    await noticepress("duties", folder, "--why"),
    await noticepress("run", folder),
    await noticepress("verify", folder),
    await noticepress("reconcile", folder, "--json"),
  ]
    .map(({ out, err }) => out + err)
    .join("\n");
  const names = [...filesUnder(folder).keys()].join("\n");
  const inputs = [...filesUnder(join(folder, "clients"))];
  const codes = inputs
    .filter(([name]) => name.includes("/codes/"))
    .flatMap(([, bytes]) => String(bytes).split(/[\s,]+/));
  const emails = inputs
    .filter(([name]) => name.includes("people"))
    .flatMap(([, bytes]) => String(bytes).match(/[\w.]+@[\w.]+/g) ?? []);
  const secrets = [
    ...codes.filter((code) => /\d/.test(code) && code.length > 8 && !/^\d{4}-/.test(code)),
    ...emails,
  ];
  expect(secrets.length).toBeGreaterThan(60);
  for (const secret of secrets) {
    expect(said).not.toContain(secret);
    expect(names).not.toContain(secret);
  }
});
