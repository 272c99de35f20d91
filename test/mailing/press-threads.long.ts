import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { filesUnder, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";

const approved = join(newFolder(), "incident");

/** A copy of the approved incident, and its output when it is run with these words. */
function copied(): string {
  const folder = join(newFolder(), "incident");
  cpSync(approved, folder, { recursive: true });
  return folder;
}

beforeAll(async () => {
  await noticepress("sample", approved, "--people", "60", "--clients", "3", "--seed", "12");
  // Small shards, so that every thread has several of several clients.
  const file = join(approved, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, mailHouse: { piecesPerStream: 4 } }));
  expect((await noticepress("proofs", approved)).code).toBe(0);
  expect((await noticepress("approve", approved, "--by", "Test Reviewer", "--all")).code).toBe(0);
}, 120_000);

test("one thread, two or three: the same files, byte for byte", async () => {
  const outputs = new Map<string, unknown>();
  for (const workers of ["1", "2", "3"]) {
    const folder = copied();
    expect((await noticepress("run", folder, "--workers", workers)).code).toBe(0);
    outputs.set(workers, filesUnder(join(folder, "out")));
  }
  expect(outputs.get("2")).toEqual(outputs.get("1"));
  expect(outputs.get("3")).toEqual(outputs.get("1"));
}, 240_000);

describe("a thread that cannot go on", () => {
  test("ends the run with an error and loses nothing", async () => {
    const whole = copied();
    expect((await noticepress("run", whole, "--workers", "1")).code).toBe(0);
    const folder = copied();
    // A file stands where a client's folder of print streams must be.
    const client = readdirSync(join(folder, "clients")).sort().at(-1) ?? "";
    const inTheWay = join(folder, "out", client, "print");
    mkdirSync(dirname(inTheWay), { recursive: true });
    writeFileSync(inTheWay, "");
    const failed = await noticepress("run", folder, "--workers", "2");
    expect(failed.code).not.toBe(0);
    expect(failed.code).not.toBe(1);
    rmSync(inTheWay);
    expect((await noticepress("run", folder, "--workers", "2")).code).toBe(0);
    expect(filesUnder(join(folder, "out"))).toEqual(filesUnder(join(whole, "out")));
  }, 240_000);
});
