import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import {
  filesUnder,
  newFolder,
  noticepressHere as noticepress,
  noticepressKilled,
} from "../cli/noticepress.ts";

const kills = 10;
const approved = join(newFolder(), "incident");

beforeAll(async () => {
  await noticepress("sample", approved, "--people", "90", "--clients", "2", "--seed", "11");
  // Small shards, so that kills fall between, before and inside many of them.
  const file = join(approved, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, mailHouse: { piecesPerStream: 4 } }));
  expect((await noticepress("proofs", approved)).code).toBe(0);
  expect((await noticepress("approve", approved, "--by", "Test Reviewer", "--all")).code).toBe(0);
});

test(`a run that is killed ${kills} times at points spread over its length ends as if it never had been`, async () => {
  const whole = join(newFolder(), "incident");
  cpSync(approved, whole, { recursive: true });
  const started = performance.now();
  expect((await noticepress("run", whole)).code).toBe(0);
  const length = performance.now() - started;

  const killed = join(newFolder(), "incident");
  cpSync(approved, killed, { recursive: true });
  let unfinished = 0;
  for (let kill = 1; kill <= kills; kill++)
    if (await noticepressKilled((length * kill) / kills, "run", killed)) unfinished += 1;
  expect(unfinished).toBeGreaterThan(3);

  expect((await noticepress("run", killed)).code).toBe(0);
  expect(filesUnder(join(killed, "out"))).toEqual(filesUnder(join(whole, "out")));
  expect((await noticepress("verify", killed)).code).toBe(0);
  expect((await noticepress("reconcile", killed)).code).toBe(0);
}, 240_000);
