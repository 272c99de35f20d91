import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { addDays, type Day, day } from "../../src/calendar/index.ts";
import { bindingProof, openLedger } from "../../src/ledger/index.ts";
import { filesUnder, newFolder, noticepressHere as noticepress, noticepressKilled } from "./noticepress.ts";

const today: Day = day(new Date().toISOString().slice(0, 10));
/** A mailing that was handed over 30 days ago and may be purged now. */
const over = join(newFolder(), "incident");
let secrets: readonly string[];

beforeAll(async () => {
  await noticepress("sample", over, "--people", "60", "--clients", "2", "--seed", "5");
  edit(over, (incident) => Object.assign(incident, { retention: { personalDataDays: 30 } }));
  expect((await noticepress("proofs", over)).code).toBe(0);
  expect((await noticepress("approve", over, "--by", "Test Reviewer", "--all")).code).toBe(0);
  expect((await noticepress("run", over)).code).toBe(0);
  expect((await noticepress("verify", over)).code).toBe(0);
  expect((await noticepress("reconcile", over)).code).toBe(0);
  expect((await noticepress("report", over)).code).toBeLessThan(2);
  expect((await noticepress("hand-over", over)).code).toBe(0);
  const { ledger } = opened(over);
  const [mailing] = ledger.mailings.all();
  const at = `${addDays(today, -30)}T10:00:00Z`;
  expect(ledger.mailings.handOver(mailing?.id ?? "")).toEqual([]);
  ledger.events.add({ at, kind: "mailingHandedOver", mailing: mailing?.id ?? "", facts: {} });
  ledger.close();
  const [person = ""] = secretsOf(over, "id");
  await noticepress("letter", over, person);
  secrets = [
    ...secretsOf(over, "name"),
    ...secretsOf(over, "address"),
    ...secretsOf(over, "email"),
    ...codesOf(over),
  ];
  expect(secrets.length).toBeGreaterThan(150);
}, 120_000);

function edit(folder: string, change: (incident: Record<string, unknown>) => void): void {
  const file = join(folder, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  change(incident);
  writeFileSync(file, JSON.stringify(incident));
}

function opened(folder: string) {
  const { value: ledger } = openLedger(join(folder, "ledger.sqlite"));
  if (ledger === undefined) throw new Error("no ledger");
  return { ledger };
}

/** One thing about everybody, as the ledger has it. */
function secretsOf(folder: string, what: "id" | "name" | "address" | "email"): readonly string[] {
  const { ledger } = opened(folder);
  const values = [...ledger.intake.people()].flatMap(({ individual }): readonly (string | undefined)[] => {
    const { id, name, address, email } = individual;
    return what === "id"
      ? [id]
      : what === "name"
        ? [name.full]
        : what === "email"
          ? [email?.address]
          : address.lines;
  });
  ledger.close();
  // A short line, as a room's number, is found by chance.
  return values.filter((value) => value !== undefined).filter((value) => value.length > 7);
}

function codesOf(folder: string): readonly string[] {
  return [...filesUnder(join(folder, "clients"))]
    .filter(([name]) => /\/codes\/.*\.csv$/.test(name))
    .flatMap(([, bytes]) => (parse(bytes, { columns: true, bom: true }) as { code: string }[]).slice(0, 20))
    .map(({ code }) => code);
}

function copy(from = over): string {
  const folder = join(newFolder(), "incident");
  cpSync(from, folder, { recursive: true });
  return folder;
}

function triggersOf(folder: string): readonly unknown[] {
  const db = new DatabaseSync(join(folder, "ledger.sqlite"), { readOnly: true });
  const triggers = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
    .all();
  db.close();
  return triggers;
}

/** Files with a secret, lists and pools left out: they are the user's. */
function whereFound(folder: string): readonly string[] {
  return [...filesUnder(folder)].flatMap(([name, bytes]) => {
    if (name.startsWith("clients/")) return [];
    const found = secrets.filter((secret) => bytes.includes(secret));
    return found.length > 0 ? [name] : [];
  });
}

const confirmed = (folder: string) =>
  ["purge", folder, "--on", today, "--by", "Test Officer", "--confirm"] as const;

describe("purge", () => {
  test("without --confirm shows what would go and changes nothing", async () => {
    const folder = copy();
    const before = [...filesUnder(folder).keys()];
    const { code, out } = await noticepress("purge", folder, "--on", today, "--json");
    expect(code).toBe(0);
    const shown = JSON.parse(out);
    expect(shown).toMatchObject({ purged: false });
    expect(shown.wouldDelete.files).toBeGreaterThan(10);
    expect([...filesUnder(folder).keys()]).toEqual(before);
    expect(whereFound(folder).length).toBeGreaterThan(3);
  });

  test("shows a day that is still to come, and deletes nothing", async () => {
    const folder = copy();
    const before = [...filesUnder(folder).keys()];
    const later = addDays(today, 20);
    const { code, err } = await noticepress("purge", folder, "--on", later);
    expect([code, err]).toEqual([0, expect.stringContaining(`Next: from ${later} on, noticepress purge`)]);
    expect([...filesUnder(folder).keys()]).toEqual(before);
  });

  test("leaves no address, e-mail or code in any file of ours, the ledger and its log included", async () => {
    const folder = copy();
    // As a worker leaves it that was killed between pressing a shard and putting its file in its place.
    const stream = [...filesUnder(join(folder, "out")).keys()].find((name) => name.endsWith(".pdf")) ?? "";
    const unfinished = join(folder, "out", ".unfinished", "worker-1", stream);
    mkdirSync(dirname(unfinished), { recursive: true });
    cpSync(join(folder, "out", stream), unfinished);
    expect(whereFound(folder)).toContain("ledger.sqlite");
    const { code, out } = await noticepress(...confirmed(folder), "--json");
    expect(code).toBe(0);
    const done = JSON.parse(out);
    expect(done).toMatchObject({ purged: true, counts: { people: 60 } });
    expect(whereFound(folder)).toEqual([]);
    const names = [...filesUnder(folder).keys()];
    expect(names.filter((name) => /\.(pdf|eml)$/.test(name))).toEqual(["out/certificate.pdf"]);
    expect(names).toEqual(
      expect.arrayContaining(["out/certificate.json", "out/mailing.json", "proofs/proofs.json"]),
    );
    expect(names.some((name) => name.endsWith("-job-ticket.json"))).toBe(true);
    expect(done.remains.filter((name: string) => /people/.test(name)).length).toBe(2);
    expect(done.remains.some((name: string) => name.includes("codes/"))).toBe(true);
  });

  test("reaches what was packed into a folder of its own", async () => {
    const folder = copy();
    const packs = join(newFolder(), "packs");
    expect((await noticepress("hand-over", folder, "--to", packs, "--gzip")).code).toBe(0);
    const packed = () => [...filesUnder(packs).keys()].filter((name) => name.endsWith(".pdf.gz"));
    expect(packed().length).toBeGreaterThan(1);
    expect((await noticepress(...confirmed(folder))).code).toBe(0);
    expect(packed()).toEqual([]);
  });

  test("keeps counts, approvals, a whole chain of events, and proof of who had which code", async () => {
    const folder = copy();
    const before = opened(folder);
    const [client = ""] = readdirSync(join(folder, "clients"));
    const triggers = triggersOf(folder);
    const id =
      secretsOf(folder, "id").find((each) => before.ledger.pools.codesOf(client, each).length > 0) ?? "";
    const [bound] = before.ledger.pools.codesOf(client, id);
    const files = [...before.ledger.account.files(before.ledger.mailings.all()[0]?.id ?? "")];
    before.ledger.close();
    await noticepress(...confirmed(folder));
    const { ledger } = opened(folder);
    expect(ledger.events.verify().kind).toBe("whole");
    const [event] = [...ledger.events.all({ kind: "mailingPurged" })];
    expect(event).toMatchObject({ by: "Test Officer", facts: { people: 60, onDay: today } });
    expect([...ledger.account.files(ledger.mailings.all()[0]?.id ?? "")]).toEqual(files);
    ledger.close();
    const db = new DatabaseSync(join(folder, "ledger.sqlite"), { readOnly: true });
    const proofs = db
      .prepare("SELECT proof FROM purged_binding")
      .all()
      .map(({ proof }) => proof);
    const approvals = db.prepare("SELECT count(*) AS n FROM approval").get() as { n: number };
    db.close();
    expect(approvals.n).toBeGreaterThan(0);
    // What may never be changed is guarded again.
    expect(triggersOf(folder)).toEqual(triggers);
    expect(proofs).toContain(bindingProof(client, id, bound?.offer ?? "", bound?.code ?? ""));
  });

  test("knows every table of the ledger: people's are empty, all others are known to name nobody", async () => {
    const folder = copy();
    await noticepress(...confirmed(folder));
    const db = new DatabaseSync(join(folder, "ledger.sqlite"), { readOnly: true });
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all();
    const full = tables
      .map(({ name }) => String(name))
      .filter((name) => db.prepare(`SELECT 1 FROM ${name} LIMIT 1`).get() !== undefined);
    db.close();
    const harmless = [
      "approval",
      "client",
      "event",
      "mailing",
      "offer",
      "output_file",
      "pool",
      "shard",
      "variant",
    ];
    const left = ["purge", "purged_binding", "purged_code", "purged_count"];
    expect(full.filter((name) => !harmless.includes(name) && !left.includes(name))).toEqual([]);
  });

  test("a second time says that it is done; nothing else works on the incident any more", async () => {
    const folder = copy();
    await noticepress(...confirmed(folder));
    const again = await noticepress(...confirmed(folder), "--json");
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({
      purged: true,
      deleted: { files: 0 },
      counts: { people: 60 },
    });
    for (const words of [["run"], ["verify"], ["reconcile"], ["approve", "--by", "X", "--all"]]) {
      const [command = "", ...more] = words;
      const { code, err } = await noticepress(command, folder, ...more);
      expect(err).toContain("ledger/purged");
      expect(err).toContain(`Next: nothing: letters can no longer be made, read back or handed over`);
      expect(code).toBe(1);
    }
    const { code, out } = await noticepress("status", folder, "--json");
    expect(JSON.parse(out)).toMatchObject({
      purge: "done",
      next: "nothing: the people of this incident were purged",
    });
    expect(code).toBe(0);
    const { out: shown } = await noticepress("status", folder);
    expect(shown).toContain("deleted from the ledger");
    expect(shown).not.toMatch(/TOO FEW|0 letters/);
  });

  test("killed anywhere and run again, it ends the same", async () => {
    const whole = copy();
    await noticepress(...confirmed(whole));
    const ended = [...filesUnder(whole).keys()].filter((name) => !/ledger\.(sqlite-|lock)/.test(name));
    for (const milliseconds of [300, 450, 600, 800]) {
      const folder = copy();
      await noticepressKilled(milliseconds, ...confirmed(folder));
      expect((await noticepress(...confirmed(folder))).code).toBe(0);
      expect(whereFound(folder)).toEqual([]);
      expect([...filesUnder(folder).keys()].filter((name) => !/ledger\.(sqlite-|lock)/.test(name))).toEqual(
        ended,
      );
      const { ledger } = opened(folder);
      expect(ledger.purge.counts()).toMatchObject({ people: 60 });
      expect([...ledger.events.all({ kind: "mailingPurged" })].length).toBe(1);
      ledger.close();
    }
  });

  test.each<[string, string, (ledger: ReturnType<typeof opened>["ledger"]) => void, boolean]>([
    ["begun, nothing deleted", "ledger/purge-unfinished", () => {}, true],
    [
      "rows deleted, room not given back",
      "ledger/purge-unfinished",
      (ledger) => ledger.purge.clear("2026-11-22T10:00:00Z"),
      false,
    ],
  ])("stopped when %s: run is refused, purge goes on", async (_, problem, step, isThere) => {
    const folder = copy();
    const { ledger } = opened(folder);
    ledger.purge.begin({ at: "2026-11-22T10:00:00Z", onDay: today, by: "Test Officer" });
    step(ledger);
    ledger.close();
    const db = new DatabaseSync(join(folder, "ledger.sqlite"), { readOnly: true });
    const people = db.prepare("SELECT count(*) AS n FROM individual").get() as { n: number };
    db.close();
    expect(people.n > 0).toBe(isThere);
    expect((await noticepress("run", folder)).err).toContain(problem);
    expect((await noticepress("status", folder, "--json")).code).toBe(3);
    // What was promised is kept, also if somebody takes the retention out meanwhile.
    edit(folder, (incident) => {
      delete incident.retention;
    });
    expect((await noticepress(...confirmed(folder))).code).toBe(0);
    expect(whereFound(folder)).toEqual([]);
  });
});

describe("purge is refused, and nothing is deleted,", () => {
  test.each<[string, string, (folder: string) => void]>([
    [
      "before its day",
      "purge-too-early",
      (folder) =>
        edit(folder, (incident) => Object.assign(incident, { retention: { personalDataDays: 31 } })),
    ],
    [
      "without a retention",
      "purge-without-retention",
      (folder) =>
        edit(folder, (incident) => {
          delete incident.retention;
        }),
    ],
    [
      "under a hold for litigation",
      "purge-on-hold",
      (folder) =>
        edit(folder, (incident) =>
          Object.assign(incident, { retention: { personalDataDays: 1, hold: "Litigation 26-cv-0101" } }),
        ),
    ],
    [
      "while law enforcement holds",
      "purge-on-hold",
      (folder) =>
        edit(folder, (incident) =>
          Object.assign(incident, {
            lawEnforcementHolds: [
              {
                agency: "Example Police",
                form: "written",
                statedOn: "2026-06-01",
                through: addDays(today, 3),
              },
            ],
          }),
        ),
    ],
    [
      "while a mailing is open",
      "purge-before-hand-over",
      (folder) => {
        const db = new DatabaseSync(join(folder, "ledger.sqlite"));
        db.exec("UPDATE mailing SET state = 'open'");
        db.close();
      },
    ],
    [
      "before anything was mailed",
      "purge-before-hand-over",
      (folder) => rmSync(join(folder, "ledger.sqlite")),
    ],
  ])("%s", async (_, code, change) => {
    const folder = copy();
    change(folder);
    const before = [...filesUnder(join(folder, "out")).keys()];
    const ended = await noticepress(...confirmed(folder));
    expect(ended.err).toContain(`mailing/${code}`);
    expect(ended.code).toBe(1);
    expect([...filesUnder(join(folder, "out")).keys()]).toEqual(before);
  });

  test("for a day that has not come, and without a name", async () => {
    const folder = copy();
    expect(
      (await noticepress("purge", folder, "--on", addDays(today, 2), "--by", "X", "--confirm")).code,
    ).toBe(2);
    expect((await noticepress("purge", folder, "--on", today, "--confirm")).code).toBe(2);
    expect(existsSync(join(folder, "out", "certificate.json"))).toBe(true);
  });
});

test("files that are not ours are left where they are", async () => {
  const folder = copy();
  const mine = [
    join(folder, "out", "notes.txt"),
    join(folder, "proofs", "counsel.docx"),
    join(folder, "out", "sent", "list.csv"),
  ];
  mkdirSync(join(folder, "out", "sent"), { recursive: true });
  for (const path of mine) writeFileSync(path, "mine");
  await noticepress(...confirmed(folder));
  for (const path of mine) expect(readFileSync(path, "utf8")).toBe("mine");
});
