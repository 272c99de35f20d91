import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { copyOf, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";

const done = join(newFolder(), "incident");
const launch = join(import.meta.dirname, "..", "..", "src", "cli", "launch.js");
const threadEnds = join(import.meta.dirname, "count-thread-ends.mjs");

beforeAll(async () => {
  await noticepress("sample", done, "--people", "60", "--clients", "2", "--seed", "8");
  expect((await noticepress("proofs", done)).code).toBe(0);
  expect((await noticepress("approve", done, "--by", "Test Reviewer", "--all")).code).toBe(0);
  expect((await noticepress("run", done)).code).toBe(0);
}, 120_000);

describe("a thread that ends while it counts", () => {
  test.each(["reconcile", "run"])("%s ends with 3 and says so; again, it goes on", async (command) => {
    const folder = copyOf(done);
    const certificate = readFileSync(join(folder, "out", "certificate.json"));
    const words = ["--import", threadEnds, launch, command, folder, "--workers", "2"];
    const lost = spawnSync(process.execPath, words, { encoding: "utf8" });
    expect(lost.stderr).toContain("mailing/thread-ended");
    expect(lost.stderr).toContain("run the same command again");
    expect(lost.status).toBe(3);
    expect((await noticepress(command, folder, "--workers", "2")).code).toBe(0);
    expect(readFileSync(join(folder, "out", "certificate.json"))).toEqual(certificate);
  });
});
