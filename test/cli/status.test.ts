import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Writable } from "node:stream";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { addDays, type Day, day } from "../../src/calendar/index.ts";
import { runCommandLine } from "../../src/cli/run-command-line.ts";
import { openLedger } from "../../src/ledger/index.ts";
import { copyOf, filesUnder, larkspur, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

const today: Day = day(new Date().toISOString().slice(0, 10));
const fresh = join(newFolder(), "incident");
let approved: string;
let halfway: string;
let done: string;

/** Runs a mailing and stops it after its first shard, as Ctrl-C would. */
async function runFirstShard(folder: string): Promise<void> {
  const nowhere = new Writable({ write: (_, __, next) => next() });
  const produced = () => existsSync(join(folder, "out"));
  const code = await runCommandLine(["run", folder], {
    out: nowhere,
    err: nowhere,
    colour: false,
    debug: true,
    today,
    now: () => 0,
    instant: () => "2026-11-22T10:00:00Z",
    signal: {
      get aborted() {
        return produced();
      },
    } as AbortSignal,
  });
  expect(code).toBe(3);
}

beforeAll(async () => {
  await noticepress("sample", fresh, "--people", "40", "--clients", "2", "--seed", "21");
  const file = join(fresh, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, mailHouse: { piecesPerStream: 4 } }));
  approved = copyOf(fresh);
  expect((await noticepress("proofs", approved)).code).toBe(0);
  expect((await noticepress("approve", approved, "--by", "Test Reviewer", "--all")).code).toBe(0);
  halfway = copyOf(approved);
  await runFirstShard(halfway);
  done = copyOf(halfway);
  expect((await noticepress("run", done)).code).toBe(0);
}, 120_000);

async function statusOf(folder: string, ...more: string[]) {
  const before = filesUnder(folder);
  const { code, out } = await noticepress("status", folder, "--json", ...more);
  expect(filesUnder(folder)).toEqual(before);
  return { code, status: JSON.parse(out) };
}

describe("from the first day to the certificate", () => {
  test("before anything: the lists are counted, nothing is recorded, proofs come next", async () => {
    const { code, status } = await statusOf(fresh);
    const { rows, people, duplicates, held, suppressed } = status.intake;
    expect(rows).toBe(people + duplicates + held + suppressed);
    expect(status).toMatchObject({
      inUse: false,
      intake: { state: "none" },
      missing: [],
      texts: { approved: 0, voided: 0, rejected: 0 },
      mailing: { state: "none", id: null, certificate: "none", verification: null },
      notices: null,
      next: `noticepress proofs ${fresh}, to be read and approved`,
    });
    expect(status.texts.undecided).toBe(status.texts.texts);
    expect(code).toBe(0);
  });

  test("proofs written: they are to be read and approved", async () => {
    const folder = copyOf(fresh);
    await noticepress("proofs", folder);
    const { status } = await statusOf(folder);
    expect(status.texts).toMatchObject({ approved: 0, proofsShowThem: true });
    expect(status.next).toContain("proofs/index.html, then noticepress approve");
  });

  test("approved: the run comes next", async () => {
    const { code, status } = await statusOf(approved);
    expect(status).toMatchObject({ intake: { state: "done" }, next: `noticepress run ${approved}` });
    expect(status.texts.approved).toBe(status.texts.texts);
    expect(code).toBe(0);
  });

  test("interrupted: so many of so many shards, and 3", async () => {
    const { code, status } = await statusOf(halfway);
    expect(status.mailing).toMatchObject({ state: "incomplete", shardsCommitted: 1, certificate: "none" });
    expect(status.mailing.shards).toBeGreaterThan(1);
    expect(status.next).toBe(`noticepress run ${halfway}`);
    expect(code).toBe(3);
  });

  test("complete: outcomes add up to the people, the certificate ties, verify comes next", async () => {
    const { code, status } = await statusOf(done);
    const { letters, emails, substitute, toldBefore, heldAtPress } = status.mailing;
    expect(letters + emails + substitute + toldBefore + heldAtPress).toBe(status.intake.people);
    const certificate = JSON.parse(readFileSync(join(done, "out/certificate.json"), "utf8"));
    expect(certificate.counts).toMatchObject({ letters, emails, substitute, toldBefore, heldAtPress });
    expect(status.mailing).toMatchObject({ state: "complete", certificate: "ties", damagedFiles: 0 });
    expect(status.next).toBe(`noticepress verify ${done}`);
    expect(code).toBe(0);
  });

  test("verified, then reported: each is seen, and the day of it", async () => {
    const folder = copyOf(done);
    expect((await noticepress("verify", folder)).code).toBe(0);
    const verified = await statusOf(folder);
    const { letters, emails } = verified.status.mailing;
    expect(verified.status.mailing.verification).toEqual({
      at: expect.stringContaining(today),
      letters,
      emails,
      wrong: 0,
    });
    expect(verified.status.next).toMatch(
      /reconcile .*noticepress hand-over .*; noticepress report .* for the other notices/,
    );
    // What was read back in one place says nothing of another.
    const elsewhere = await statusOf(folder, "--out", join(folder, "elsewhere"));
    expect(elsewhere.status.mailing.verification).toBeNull();

    await noticepress("report", folder);
    const drafts = await statusOf(folder);
    expect(drafts.status.notices).toEqual({ drafts: expect.any(Number), approved: 0, current: true });
    expect(drafts.status.notices.drafts).toBeGreaterThan(0);
    expect(drafts.status.next).toContain("--approve-by");
    await noticepress("report", folder, "--approve-by", "Test Reviewer");
    const last = await statusOf(folder);
    expect(last.status.notices).toMatchObject({ drafts: 0, approved: drafts.status.notices.drafts });
    expect(last.code).toBe(0);
  });
});

/** Changes a client.json. */
function editClient(folder: string, change: (client: Record<string, unknown>) => void): void {
  const [client = ""] = readdirSync(join(folder, "clients"));
  const file = join(folder, "clients", client, "client.json");
  const read = JSON.parse(readFileSync(file, "utf8"));
  change(read);
  writeFileSync(file, JSON.stringify(read));
}

const newAddress = (client: Record<string, unknown>) =>
  Object.assign(client, { returnAddress: ["Mail Processing", "PO Box 1", "Salem, OR 97301"] });

describe("what went wrong", () => {
  test("a change voids some approvals: how many, and proofs come next", async () => {
    const folder = copyOf(approved);
    editClient(folder, newAddress);
    const { code, status } = await statusOf(folder);
    const { texts, approved: still, voided, proofsShowThem } = status.texts;
    expect(still + voided).toBe(texts);
    expect([still > 0, voided > 0, proofsShowThem]).toEqual([true, true, false]);
    expect(status.intake.state).toBe("changed");
    expect(status.next).toContain("noticepress proofs");
    expect(code).toBe(0);
  });

  test("a change after a run: the earlier mailing stands in the way, and 1", async () => {
    const folder = copyOf(done);
    appendFileSync(join(folder, "incident.json"), "\n");
    const { code, status } = await statusOf(folder);
    expect(status.mailing.state).toBe("none");
    expect(status.problems.map((each: { code: string }) => each.code)).toContain("mailing/inputs-changed");
    expect(status.next).toContain("--start-over if nothing was sent, --next-wave if it was");
    expect(code).toBe(1);
  });

  test.each<[string, (out: string, print: string) => void, object]>([
    ["a lost print stream", (_, print) => rmSync(print), { damagedFiles: 1 }],
    ["a longer one", (_, print) => appendFileSync(print, "%"), { damagedFiles: 1 }],
    ["no certificate", (out) => rmSync(join(out, "certificate.json")), { certificate: "none" }],
    [
      "a record that was changed",
      (out) => appendFileSync(join(out, "mailing.json"), " "),
      { certificate: "other" },
    ],
    [
      "a certificate that is none",
      (out) => writeFileSync(join(out, "certificate.json"), "?"),
      { certificate: "other" },
    ],
  ])("%s: run again, and 3", async (_, damage, found) => {
    const folder = copyOf(done);
    const out = join(folder, "out");
    const stream = [...filesUnder(out).keys()].find((name) => name.endsWith(".pdf")) ?? "";
    damage(out, join(out, stream));
    const { code, status } = await statusOf(folder);
    expect(status.mailing).toMatchObject(found);
    expect(status.next).toBe(`noticepress run ${folder}`);
    expect(code).toBe(3);
  });

  test("running again mends what is damaged", async () => {
    const folder = copyOf(done);
    const out = join(folder, "out");
    for (const name of filesUnder(out).keys()) if (name.endsWith(".pdf")) rmSync(join(out, name));
    const damaged = (await statusOf(folder)).status.mailing.damagedFiles;
    expect(damaged).toBeGreaterThan(1);
    expect((await noticepress("run", folder)).code).toBe(0);
    expect(await statusOf(folder)).toMatchObject({ code: 0, status: { mailing: { damagedFiles: 0 } } });
  });

  test("a certificate that does not tie: send nothing, and 1", async () => {
    const folder = copyOf(done);
    const file = join(folder, "out/certificate.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"ties": true', '"ties": false'));
    await noticepress("verify", folder);
    const { code, status } = await statusOf(folder);
    expect(status.mailing.certificate).toBe("doesNotTie");
    expect(status.next).toContain("send nothing");
    expect(code).toBe(1);
  });

  test("a letter that was changed and read back: send nothing, and 1", async () => {
    const folder = copyOf(done);
    const out = join(folder, "out");
    const stream = [...filesUnder(out).keys()].find((name) => name.endsWith(".eml")) ?? "";
    const text = readFileSync(join(out, stream), "utf8");
    writeFileSync(join(out, stream), text.replace(/^Subject: ./m, "Subject: x"));
    expect((await noticepress("verify", folder)).code).toBe(1);
    const { code, status } = await statusOf(folder);
    expect(status.mailing.verification.wrong).toBeGreaterThan(0);
    expect(status.next).toContain("send nothing");
    expect(code).toBe(1);
  });

  test("a ledger that is none stops nothing else, and is told", async () => {
    const folder = copyOf(fresh);
    writeFileSync(join(folder, "ledger.sqlite"), "not a ledger ".repeat(99));
    const { code, status } = await statusOf(folder);
    expect(status.problems).toContainEqual(expect.objectContaining({ code: "ledger/not-a-ledger" }));
    expect(code).toBe(1);
  });
});

test("while another process works and writes, it answers at once with what was committed", async () => {
  const folder = copyOf(halfway);
  const lock = new DatabaseSync(join(folder, "ledger.lock"));
  lock.exec("BEGIN EXCLUSIVE");
  onTestFinished(() => lock.close());
  const writer = new DatabaseSync(join(folder, "ledger.sqlite"));
  writer.exec("BEGIN IMMEDIATE; UPDATE mailing SET state = 'withdrawn'");
  onTestFinished(() => writer.close());
  const { code, out, err } = await noticepress("status", folder);
  expect(out).toContain("another noticepress is working on this incident");
  expect(out).toMatch(/Mailing +incomplete: 1 of \d+ shards produced/);
  expect(err).toContain("Next: wait until the other noticepress has ended");
  expect(code).toBe(3);
  writer.exec("ROLLBACK");
});

test("an intake that was interrupted is told, and 3", async () => {
  const folder = copyOf(approved);
  const { value: ledger } = openLedger(join(folder, "ledger.sqlite"));
  const { inputsHash = "" } = ledger?.intake.current() ?? {};
  ledger?.intake.begin("others");
  ledger?.intake.begin(inputsHash);
  ledger?.close();
  const { code, status } = await statusOf(folder);
  expect(status.intake.state).toBe("unfinished");
  expect(status.intake.people).toBeGreaterThan(0);
  expect(code).toBe(3);
});

describe("the duties ahead", () => {
  test("the three nearest last days, from today", async () => {
    const { status } = await statusOf(copyOf(larkspur));
    const all = JSON.parse((await noticepress("duties", larkspur, "--json")).out).duties as {
      status: string;
      due: Day | null;
    }[];
    const open = all.filter(({ status: each }) => each === "owed" || each === "question");
    const days = [...new Set(open.flatMap(({ due }) => due ?? []))].sort().filter((each) => each >= today);
    expect(status.duties.next.map(({ due }: { due: Day }) => due)).toEqual(days.slice(0, 3));
    for (const { due, daysLeft, duties } of status.duties.next) {
      expect(addDays(today, daysLeft)).toBe(due);
      expect(duties).toHaveLength(open.filter((each) => each.due === due).length);
    }
    expect(status.duties.overdue).toBe(open.filter(({ due }) => due !== null && due < today).length);
    expect(status.duties.undated).toBe(open.filter(({ due }) => due === null).length);
  });

  test("without lists, from the estimate; and the answer fits one screen", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "clients/a"), { recursive: true });
    writeFileSync(
      join(folder, "incident.json"),
      `{"format":1,"id":"first-day","title":"First day","notifier":{"role":"client"},"dates":{"discovered":"${today}"}}`,
    );
    writeFileSync(
      join(folder, "clients/a/client.json"),
      `{"format":1,"id":"a","name":"Clinic A","kind":"coveredEntity","licences":[],
        "estimated":{"counts":{"US-TX":250},"dataElements":["ssn","medicalInformation"]}}`,
    );
    const { code, out, err } = await noticepress("status", folder);
    expect(out).toContain("none yet: duties are counted from the estimates");
    expect(out).toContain("60 days left");
    expect(err).toContain(`Next: noticepress duties ${folder} shows whom to tell; put the lists`);
    expect(`${out}${err}`.split("\n").length).toBeLessThan(24);
    expect(code).toBe(0);
  });
});
