import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readLedger } from "../../src/ledger/index.ts";
import { copyOf, filesUnder, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

const approved = join(newFolder(), "incident");
let done: string;
const client = "tamarind-coast-health-plan";
const pool = join("clients", client, "codes", "credit-24.csv");

beforeAll(async () => {
  await noticepress("sample", approved, "--people", "60", "--clients", "2", "--seed", "21");
  const file = join(approved, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, mailHouse: { piecesPerStream: 10 } }));
  expect((await noticepress("proofs", approved)).code).toBe(0);
  expect((await noticepress("approve", approved, "--by", "Test Reviewer", "--all")).code).toBe(0);
  done = copyOf(approved);
  expect((await noticepress("run", done)).code).toBe(0);
}, 120_000);

const lines = (folder: string): string[] => readFileSync(join(folder, pool), "utf8").trimEnd().split("\n");
const write = (folder: string, rows: readonly string[], name = pool) =>
  writeFileSync(join(folder, name), `${rows.join("\n")}\n`);
/** Every code of the folder: none of them may be shown. */
const allCodes = (folder: string) =>
  [...filesUnder(folder)]
    .filter(([name]) => name.includes("/codes/"))
    .flatMap(([, bytes]) => String(bytes).trimEnd().split("\n").slice(1))
    .map((row) => row.split(",")[0] ?? "");
const offersOf = async (folder: string) =>
  JSON.parse((await noticepress("codes", folder, "--json")).out).offers as Record<string, unknown>[];

/** Somebody with a letter that bears a code of the pool. */
function somebody(folder: string): string {
  const ledger = readLedger(join(folder, "ledger.sqlite")).value;
  if (ledger === undefined) throw new Error("no ledger");
  const [mailing] = ledger.mailings.all();
  const pieces = [...ledger.account.pieces(mailing?.id ?? "")];
  const piece = pieces.find(
    (each) => each.code !== null && each.pages > 0 && each.individual?.client === client,
  );
  ledger.close();
  return piece?.individual?.id ?? "";
}

describe("how far codes reach", () => {
  test("is told before the run and after it, and nothing is changed", async () => {
    const folder = copyOf(approved);
    const before = filesUnder(folder);
    const { code, out } = await noticepress("codes", folder);
    expect(code).toBe(0);
    expect(out).toMatch(/tamarind-coast-health-plan +credit-24 +adult +0 +0 +41 +30 +11 +10 +2027-04-30/);
    expect(filesUnder(folder)).toEqual(before);
    expect(await offersOf(done)).toContainEqual({
      client,
      offer: "credit-24",
      for: "adult",
      files: [`clients/${client}/codes/credit-24.csv`],
      bound: 30,
      voided: 0,
      free: 11,
      people: 30,
      waiting: 0,
      leftOver: 11,
      lowWater: 10,
      earliestExpiry: "2027-04-30",
    });
  });

  test("too few: codes, check and run say so alike, and no code is shown", async () => {
    const folder = copyOf(approved);
    write(folder, lines(folder).slice(0, 26));
    for (const command of ["codes", "check", "run"]) {
      const { code, out, err } = await noticepress(command, folder);
      expect(code).toBe(1);
      expect(err).toContain("needs 30 more codes; ");
      expect(err).toContain("has 25 left, which is 5 too few");
      for (const each of allCodes(folder)) expect(out + err).not.toContain(each);
    }
  });

  test("status counts them, and its next step asks for what is missing", async () => {
    const folder = copyOf(approved);
    expect((await noticepress("status", folder)).out).toMatch(
      /Codes +0 given, 36 still to be given, 79 free$/m,
    );
    write(folder, lines(folder).slice(0, 26));
    const { code, out, err } = await noticepress("status", folder);
    expect(code).toBe(0);
    expect(out).toMatch(/Codes +0 given, 36 still to be given, 63 free, 5 TOO FEW$/m);
    expect(err).toContain(`Next: noticepress codes ${folder} says which codes are missing`);
    expect(JSON.parse((await noticepress("status", done, "--json")).out)).toMatchObject({
      codes: { bound: 36, waiting: 0, short: 0, stops: 0 },
    });
  });

  test("few left over is a warning, with the line that the offer draws", async () => {
    const folder = copyOf(approved);
    write(folder, lines(folder).slice(0, 36));
    const { code, err } = await noticepress("codes", folder);
    expect(code).toBe(0);
    expect(err).toContain("5 codes of offer credit-24");
    expect(err).toContain("fewer than 10");
    const file = join(folder, "clients", client, "client.json");
    const read = JSON.parse(readFileSync(file, "utf8"));
    for (const offer of read.offers) offer.lowWater = 5;
    writeFileSync(file, JSON.stringify(read));
    expect((await noticepress("codes", folder)).err).not.toContain("mailing/codes-low");
  });

  test.each<[string, (rows: string[]) => string[], string]>([
    ["a code twice", (rows) => [...rows, rows[1] ?? ""], "ledger/code-twice-in-pool"],
    ["a code with a space", (rows) => [...rows, "AB CD,2027-04-30"], "incident/code-not-printable"],
    ["codes that end too soon", (rows) => [...rows, "ABCD,2026-12-31"], "incident/code-expires-too-soon"],
  ])("%s is found by check, by row and without the code", async (_, change, problem) => {
    const folder = copyOf(approved);
    write(folder, change(lines(folder)));
    const { code, out, err } = await noticepress("check", folder);
    expect(code).toBe(1);
    expect(err).toContain(problem);
    expect(err).toContain("credit-24.csv, row 43");
    for (const each of [...allCodes(folder), "ABCD", "AB CD"]) expect(out + err).not.toContain(each);
  });

  test("a code of another client's pool is found by check", async () => {
    const folder = copyOf(approved);
    const other = readdirSync(join(folder, "clients")).find((id) => id !== client) ?? "";
    appendFileSync(join(folder, "clients", other, "codes", "credit-24.csv"), `${lines(folder)[1]}\n`);
    expect((await noticepress("check", folder)).err).toContain("ledger/code-in-two-pools");
  });

  test("of a thousand bad rows twenty are told and the rest counted", async () => {
    const folder = copyOf(approved);
    write(folder, [...lines(folder), ...Array.from({ length: 1000 }, () => ",2027-04-30")]);
    const { code, out } = await noticepress("codes", folder, "--json");
    expect(code).toBe(1);
    const { problems } = JSON.parse(out) as { problems: { code: string; facts: { count?: number } }[] };
    expect(problems.filter((each) => each.code === "incident/code-empty")).toHaveLength(20);
    expect(problems.find((each) => each.code === "mailing/more-bad-codes")?.facts.count).toBe(980);
  });
});

describe("topping up", () => {
  test.each<[string, (folder: string, more: readonly string[]) => void]>([
    ["as further rows", (folder, more) => write(folder, [...lines(folder), ...more])],
    [
      "as a file beside it",
      (folder, more) => write(folder, ["code,expires", ...more], pool.replace(".csv", ".2.csv")),
    ],
  ])("after a refused run, %s, ends like a run with all of them", async (_, add) => {
    const folder = copyOf(approved);
    const all = lines(folder);
    write(folder, all.slice(0, 26));
    expect((await noticepress("run", folder)).code).toBe(1);
    expect(existsSync(join(folder, "out"))).toBe(false);
    add(folder, all.slice(26));
    expect((await noticepress("run", folder)).code).toBe(0);
    expect(filesUnder(join(folder, "out"))).toEqual(filesUnder(join(done, "out")));
    expect((await noticepress("verify", folder)).code).toBe(0);
  });

  test("while a mailing is planned, it stays that mailing: no letter is made again, no code moves", async () => {
    const folder = copyOf(done);
    const [stream = ""] = readdirSync(join(folder, "out", client, "print")).filter((name) =>
      name.endsWith(".pdf"),
    );
    rmSync(join(folder, "out", client, "print", stream));
    write(folder, ["code,expires", "LL-NEW-0000001,2027-04-30"], pool.replace(".csv", ".2.csv"));
    expect((await noticepress("run", folder)).code).toBe(0);
    expect(filesUnder(join(folder, "out"))).toEqual(filesUnder(join(done, "out")));
    expect(
      (await offersOf(folder)).find((each) => each.client === client && each.offer === "credit-24"),
    ).toMatchObject({
      bound: 30,
      free: 12,
    });
  });

  test("a file that lacks codes already given takes none away", async () => {
    const folder = copyOf(done);
    const rows = lines(folder);
    write(folder, [rows[0] ?? "", ...rows.slice(35)]);
    expect((await noticepress("run", folder)).code).toBe(0);
    expect((await noticepress("verify", folder)).code).toBe(0);
    expect(filesUnder(join(folder, "out"))).toEqual(filesUnder(join(done, "out")));
  });

  test("a bad file stops the next run before anything is done", async () => {
    const folder = copyOf(done);
    write(folder, ["code", "AB CD"], pool.replace(".csv", ".2.csv"));
    const { code, err } = await noticepress("run", folder);
    expect([code, err.includes("incident/code-not-printable")]).toEqual([1, true]);
    expect(filesUnder(join(folder, "out"))).toEqual(filesUnder(join(done, "out")));
  });
});

describe("voiding a code", () => {
  const voidIt = (folder: string, id: string, ...more: string[]) =>
    noticepress(
      "codes",
      folder,
      "--void",
      `${client}/${id}`,
      "--reason",
      "the provider says it was used",
      ...more,
    );

  test("that is printed: the piece stays as it is, the letter is made with the new code", async () => {
    const folder = copyOf(done);
    const id = somebody(folder);
    const codes = allCodes(folder);
    const ended = await voidIt(folder, id, "--by", "R. Reviewer");
    expect(ended.code).toBe(0);
    expect(ended.err).toMatch(/Piece [0-9A-F]{8}-\d{7} bears the void code/);
    for (const each of codes) expect(ended.out + ended.err).not.toContain(each);
    expect((await noticepress("codes", folder)).err).toContain("mailing/void-code-printed");
    expect((await noticepress("run", folder)).code).toBe(0);
    expect((await noticepress("verify", folder)).code).toBe(0);
    expect(filesUnder(join(folder, "out"))).toEqual(filesUnder(join(done, "out")));
    expect((await noticepress("reconcile", folder)).code).toBe(0);
    const packed = await noticepress("hand-over", folder);
    expect([packed.code, packed.err]).toEqual([1, expect.stringContaining("mailing/void-code-to-hand-over")]);
    expect(existsSync(join(folder, "out", "hand-over"))).toBe(false);
    const letter = await noticepress(
      "letter",
      folder,
      id,
      "--client",
      client,
      "--json",
      "--text",
      "--out",
      join(folder, "l.txt"),
    );
    expect(JSON.parse(letter.out)).toMatchObject({ kind: "corrected" });
    const ledger = readLedger(join(folder, "ledger.sqlite")).value;
    const now = ledger?.pools.codesOf(client, id)[0]?.code ?? "no code";
    const before = ledger?.pools.voidedOf(client, id)[0];
    ledger?.close();
    expect(before).toMatchObject({ by: "R. Reviewer", reason: "the provider says it was used" });
    const text = readFileSync(join(folder, "l.txt"), "utf8");
    expect(text).toContain(now);
    expect(text).not.toContain(before?.code ?? "no code");
  });

  /** The codes on a person's pieces, and those the person has and had. */
  function codesOfPerson(folder: string, id: string) {
    const ledger = readLedger(join(folder, "ledger.sqlite")).value;
    if (ledger === undefined) throw new Error("no ledger");
    const open = ledger.mailings.all().find(({ state }) => state === "open")?.id;
    const printed = ledger.account
      .find(client, id)
      ?.pieces.filter(({ mailing }) => mailing === open)
      .map(({ code }) => code);
    const now = ledger.pools.codesOf(client, id).map(({ code }) => code);
    const voided = ledger.pools.voidedOf(client, id).map(({ code }) => code);
    ledger.close();
    return { printed, now, voided };
  }

  test("that is printed and was not sent: run --start-over makes the mailing anew with the new code", async () => {
    const folder = copyOf(done);
    const id = somebody(folder);
    expect((await noticepress("verify", folder)).code).toBe(0);
    const pack = join(folder, "out", "hand-over");
    expect((await noticepress("hand-over", folder)).code).toBe(0);
    expect((await voidIt(folder, id)).err).toContain(`noticepress run ${folder} --start-over`);
    expect((await noticepress("hand-over", folder)).code).toBe(1);
    expect((await noticepress("run", folder, "--start-over")).code).toBe(0);
    // The pack with the voided code is gone, and what was read back before counts no more.
    expect(filesUnder(pack).size).toBe(0);
    expect((await noticepress("hand-over", folder)).err).toContain("mailing/not-verified");
    const { printed, now } = codesOfPerson(folder, id);
    expect(printed).toEqual(now);
    expect((await noticepress("verify", folder)).code).toBe(0);
    const packed = await noticepress("hand-over", folder);
    expect([packed.code, packed.err]).toEqual([0, expect.not.stringContaining("void")]);
  });

  test("that is printed and was sent: recorded as it went, with a warning", async () => {
    const folder = copyOf(done);
    await noticepress("verify", folder);
    await voidIt(folder, somebody(folder));
    const { code, err } = await noticepress("hand-over", folder, "--sent", "--by", "R. Reviewer");
    expect([code, err]).toEqual([0, expect.stringContaining("mailing/void-code-printed")]);
    const again = await noticepress("hand-over", folder, "--sent", "--by", "Somebody Else");
    expect([again.code, again.out]).toEqual([0, ""]);
    expect(again.err).toContain("mailing/sent-before");
    expect(again.err).toContain("by R. Reviewer; that stays");
    expect(again.err).not.toContain("Somebody Else");
  });

  test("while its mailing is withdrawn: opened again, it bears the new code", async () => {
    const folder = copyOf(done);
    const id = somebody(folder);
    const incident = join(folder, "incident.json");
    const before = readFileSync(incident);
    const wasPrinted = codesOfPerson(folder, id).printed;
    appendFileSync(incident, "\n");
    expect((await noticepress("run", folder, "--start-over")).code).toBe(0);
    expect((await voidIt(folder, id)).code).toBe(0);
    writeFileSync(incident, before);
    expect((await noticepress("run", folder, "--start-over")).code).toBe(0);
    const { printed, now, voided } = codesOfPerson(folder, id);
    expect([printed, voided]).toEqual([now, wasPrinted]);
    for (const command of ["verify", "hand-over"])
      expect([command, (await noticepress(command, folder)).code]).toEqual([command, 0]);
  });

  test("shows the new code only when asked", async () => {
    const folder = copyOf(done);
    const { out } = await voidIt(folder, somebody(folder), "--show-code");
    expect(allCodes(folder)).toContain(out.trim());
    const { out: json } = await voidIt(folder, somebody(folder), "--json");
    expect(JSON.parse(json)).toMatchObject({ client, round: 2, problems: [] });
    for (const each of allCodes(folder)) expect(json).not.toContain(each);
  });

  test.each<[string, string[], number]>([
    ["a person whom nobody knows", ["--void", `${client}/NOBODY`, "--reason", "x"], 1],
    ["a client whom nobody knows", ["--void", "nobody/P-1", "--reason", "x"], 1],
    ["no client", ["--void", "P-1", "--reason", "x"], 2],
    ["no reason", ["--void", `${client}/P-1`], 2],
    ["a reason alone", ["--reason", "x"], 2],
  ])("refuses %s", async (_, words, code) => {
    const folder = copyOf(done);
    expect((await noticepress("codes", folder, ...words)).code).toBe(code);
  });

  test("refuses where no code is left, until there is one", async () => {
    const folder = copyOf(done);
    const id = somebody(folder);
    const rows = lines(folder);
    write(folder, rows.slice(0, 31));
    expect((await voidIt(folder, id)).err).toContain("ledger/not-enough-codes");
    write(folder, ["code,expires", "LL-NEW-0000001,2027-04-30"], pool.replace(".csv", ".2.csv"));
    const { code, out } = await voidIt(folder, id, "--show-code");
    expect([code, out.trim()]).toEqual([0, "LL-NEW-0000001"]);
  });
});
