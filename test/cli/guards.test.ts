import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, test } from "vitest";
import {
  addPerson,
  copyOf,
  filesUnder,
  larkspur,
  newFolder,
  noticepressHere as noticepress,
} from "./noticepress.ts";

const main = join(import.meta.dirname, "..", "..", "src", "cli", "launch.js");
const approved = join(newFolder(), "incident");
const done = join(newFolder(), "incident");

beforeAll(async () => {
  expect(
    (await noticepress("sample", approved, "--people", "60", "--clients", "2", "--seed", "21")).code,
  ).toBe(0);
  const file = join(approved, "incident.json");
  writeFileSync(
    file,
    JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), mailHouse: { piecesPerStream: 4 } }),
  );
  expect((await noticepress("proofs", approved)).code).toBe(0);
  expect((await noticepress("approve", approved, "--by", "Test Reviewer", "--all")).code).toBe(0);
  mkdirSync(done);
  for (const [name, bytes] of filesUnder(approved)) {
    mkdirSync(join(done, name, ".."), { recursive: true });
    writeFileSync(join(done, name), bytes);
  }
  expect((await noticepress("run", done)).code).toBe(0);
});

/** Changes a client.json; gives the client's folder. */
function editClient(folder: string, change: (client: Record<string, unknown>) => void): void {
  const [client = ""] = readdirSync(join(folder, "clients"));
  const file = join(folder, "clients", client, "client.json");
  const read = JSON.parse(readFileSync(file, "utf8"));
  change(read);
  writeFileSync(file, JSON.stringify(read));
}

function started(...words: string[]): { ended: Promise<number | null>; interrupt(): void } {
  const child = spawn(process.execPath, [main, ...words], { stdio: "ignore" });
  return {
    ended: new Promise((resolve) => child.on("exit", (code) => resolve(code))),
    interrupt: () => child.kill("SIGINT"),
  };
}

describe("two at once", () => {
  test("one works, the other is told to wait, and the end is sound", async () => {
    const folder = copyOf(approved);
    const codes = await Promise.all([started("run", folder).ended, started("run", folder).ended]);
    for (const code of codes) expect([0, 3]).toContain(code);
    expect((await noticepress("run", folder)).code).toBe(0);
    expect(filesUnder(join(folder, "out"))).toEqual(filesUnder(join(done, "out")));
  });
});

test("what changes while a run waits for another process is what the run reads", async () => {
  const folder = copyOf(approved);
  const db = new DatabaseSync(join(folder, "ledger.lock"));
  db.exec("BEGIN EXCLUSIVE");
  const waiting = started("run", folder);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  editClient(folder, (client) => Object.assign(client.emailSender as object, { name: "Somebody Else" }));
  db.close();
  // Read anew, the change voids the approval; read before the wait, it would have gone unseen.
  expect(await waiting.ended).toBe(1);
  expect(existsSync(join(folder, "out"))).toBe(false);
});

describe("what is approved is what leaves", () => {
  test.each<[string, (client: Record<string, unknown>) => void]>([
    ["the sender's name", (client) => Object.assign(client.emailSender as object, { name: "Somebody Else" })],
    [
      "the last day to enroll",
      (client) => {
        for (const offer of client.offers as { enrolBy: string }[]) offer.enrolBy = "2027-04-30";
      },
    ],
    [
      "the return address",
      (client) =>
        Object.assign(client, { returnAddress: ["Mail Processing", "PO Box 1", "Salem, OR 97301"] }),
    ],
    [
      "the letterhead's colour",
      (client) => Object.assign(client.letterhead as object, { colour: "#333333" }),
    ],
  ])("%s, changed after the approval, voids it", async (_, change) => {
    const folder = copyOf(approved);
    editClient(folder, change);
    const { code, err } = await noticepress("run", folder);
    expect(err).toContain("approval/changed-since");
    expect(code).toBe(1);
  });

  test("a proof that was exchanged cannot be approved", async () => {
    const folder = copyOf(approved);
    const [proof = ""] = [...filesUnder(join(folder, "proofs")).keys()].filter((name) =>
      name.endsWith(".pdf"),
    );
    writeFileSync(join(folder, "proofs", proof), "%PDF-1.7 another");
    const { code, err } = await noticepress("approve", folder, "--by", "Test Reviewer", "--all");
    expect(err).toContain("approval/proof-changed");
    expect(code).toBe(1);
  });

  test("the draft of an e-mail is marked and addressed to nobody", () => {
    const drafts = [...filesUnder(join(approved, "proofs"))].filter(([name]) => name.endsWith(".eml"));
    expect(drafts.length).toBeGreaterThan(0);
    for (const [, bytes] of drafts) {
      expect(String(bytes)).toMatch(/^Subject: \[DRAFT\] /m);
      expect(String(bytes)).toMatch(/^To: draft@nobody\.invalid/m);
      expect(String(bytes)).toContain("not for sending");
    }
  });
});

describe("what lies in the output folder", () => {
  test("a letter file that the mailing did not make stops verify and reconcile", async () => {
    const folder = copyOf(done);
    const [stream = ""] = [...filesUnder(join(folder, "out")).keys()].filter((name) => name.endsWith(".pdf"));
    writeFileSync(
      join(folder, "out", stream.replace(".pdf", "-again.pdf")),
      readFileSync(join(folder, "out", stream)),
    );
    for (const command of ["verify", "reconcile"]) {
      const { code, err } = await noticepress(command, folder);
      expect(err).toContain("mailing/foreign-file");
      expect(code).toBe(1);
    }
  });

  test("the letters of a wave that was sent are moved out of the way of the next", async () => {
    const folder = copyOf(done);
    const before = [...filesUnder(join(folder, "out")).keys()].filter((name) => name.endsWith(".pdf"));
    addPerson(folder);
    const { code } = await noticepress("run", folder, "--next-wave");
    expect(code).toBe(0);
    const after = [...filesUnder(join(folder, "out")).keys()];
    const streams = after.filter((name) => /^[^/]+\/print\/.*\.pdf$/.test(name));
    expect(streams).toHaveLength(1);
    expect(before).not.toContain(streams[0]);
    expect(after.filter((name) => name.startsWith("sent/") && name.endsWith(".pdf")).length).toBe(
      before.length,
    );
    expect((await noticepress("reconcile", folder)).code).toBe(0);
  });

  test("--start-over that is refused has removed nothing", async () => {
    const folder = copyOf(done);
    editClient(folder, (client) =>
      Object.assign(client, { returnAddress: ["Mail Processing", "PO Box 1", "Salem, OR 97301"] }),
    );
    const before = filesUnder(join(folder, "out"));
    expect((await noticepress("run", folder, "--start-over")).code).toBe(1);
    expect(filesUnder(join(folder, "out"))).toEqual(before);
  });

  test("somebody else's unfinished files are left alone", async () => {
    const folder = copyOf(approved);
    const out = newFolder();
    writeFileSync(join(out, "thesis.tmp"), "mine");
    expect((await noticepress("run", folder, "--out", out)).code).toBe(0);
    expect(readFileSync(join(out, "thesis.tmp"), "utf8")).toBe("mine");
  });

  test("an annotated copy that somebody is mending is not written over", async () => {
    const copies = newFolder();
    await noticepress("check", larkspur, "--copies", copies);
    const [copy = ""] = [...filesUnder(copies).keys()];
    writeFileSync(join(copies, copy), "mended");
    await noticepress("check", larkspur, "--copies", copies);
    expect(readFileSync(join(copies, copy), "utf8")).toBe("mended");
  });
});

test("people who were exchanged in the ledger are found by reading the lists again", async () => {
  const folder = copyOf(done);
  const db = new DatabaseSync(join(folder, "ledger.sqlite"));
  const rows = db.prepare("SELECT seq, json FROM individual ORDER BY seq LIMIT 2").all() as {
    seq: number;
    json: string;
  }[];
  const set = db.prepare("UPDATE individual SET json = ? WHERE seq = ?");
  set.run(rows[1]?.json ?? "", rows[0]?.seq ?? 0);
  set.run(rows[0]?.json ?? "", rows[1]?.seq ?? 0);
  db.close();
  const { code, err } = await noticepress("verify", folder);
  expect(err).toContain("mailing/people-differ");
  expect(code).toBe(1);
});

test("Ctrl-C ends with 3, verify then says incomplete with 3, and the next run ends as if nothing had been", async () => {
  const folder = copyOf(approved);
  const running = started("run", folder);
  // The first finished file: the run is between its first shards.
  const isUnderWay = () =>
    existsSync(join(folder, "out")) &&
    [...filesUnder(join(folder, "out")).keys()].some((name) => name.endsWith(".csv"));
  for (let tries = 0; tries < 2_000 && !isUnderWay(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  running.interrupt();
  expect(await running.ended).toBe(3);
  expect(existsSync(join(folder, "out", "certificate.json"))).toBe(false);
  const verified = await noticepress("verify", folder);
  expect(verified.err).toContain("mailing/not-complete");
  expect(verified.code).toBe(3);
  expect((await noticepress("run", folder)).code).toBe(0);
  expect(filesUnder(join(folder, "out"))).toEqual(filesUnder(join(done, "out")));
});

describe("--json gives exactly one document", () => {
  const nowhere = newFolder();
  test.each<[string, () => readonly string[]]>([
    ["a client that there is not", () => ["duties", approved, "--client", "nobody"]],
    ["an approval of nothing", () => ["approve", approved, "--by", "X"]],
    ["both ways about an earlier mailing", () => ["run", approved, "--start-over", "--next-wave"]],
    ["a sample over something", () => ["sample", approved, "--people", "5"]],
    ["a folder that is none", () => ["check", join(nowhere, "x")]],
    ["verify before a run", () => ["verify", approved]],
    ["reconcile before a run", () => ["reconcile", approved]],
    ["a run that is done", () => ["run", done]],
    ["a refused duties", () => ["duties", nowhere]],
  ])("%s", async (_, words) => {
    const { out } = await noticepress(...words(), "--json");
    expect(JSON.parse(out).format).toBe(1);
  });
});
