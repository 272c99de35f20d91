import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { newFolder, noticepressHere as noticepress } from "./noticepress.ts";

test("a record that was altered is told by status and reconcile, and the intake stands in it", async () => {
  const folder = join(newFolder(), "incident");
  await noticepress("sample", folder, "--people", "40", "--clients", "1", "--seed", "3");
  await noticepress("proofs", folder);
  await noticepress("approve", folder, "--by", "Test Reviewer", "--all");
  expect((await noticepress("run", folder)).code).toBe(0);
  expect((await noticepress("reconcile", folder)).code).toBe(0);

  const db = new DatabaseSync(join(folder, "ledger.sqlite"));
  const [first] = db.prepare("SELECT key, kind FROM event ORDER BY key").all();
  expect(first).toEqual({ key: 1, kind: "intakeDone" });
  const triggers = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event'")
    .all() as { name: string }[];
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.exec("UPDATE event SET at = '2026-01-01T00:00:00Z' WHERE key = 1");
  db.close();

  for (const command of ["status", "reconcile"]) {
    const { code, out } = await noticepress(command, folder, "--json");
    expect(code, command).toBe(1);
    const { problems } = JSON.parse(out) as { problems: { code: string }[] };
    expect(problems.map((each) => each.code)).toContain("ledger/chain-broken");
  }
}, 60_000);
