import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { larkspur, noticepressHere as noticepress } from "./noticepress.ts";

const root = mkdtempSync(join(tmpdir(), "report-cli-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("report writes drafts, approves what was read, and always says what is next", async () => {
  const folder = join(root, "larkspur");
  cpSync(larkspur, folder, { recursive: true });

  const early = await noticepress("report", folder, "--approve-by", "R. Reader");
  expect([early.code, early.err]).toEqual([1, expect.stringContaining("There are no drafts to approve")]);
  expect((await noticepress("report", folder, "--approve-by", " ")).code).toBe(2);

  const drafts = await noticepress("report", folder);
  expect(drafts.code).toBe(0);
  expect(drafts.out).toMatch(/quillhaven-memorial-hospital +media US-MA +en +draft +2026-12-26/);
  expect(drafts.err).toContain('--approve-by "Your name"');

  const approved = await noticepress("report", folder, "--approve-by", "R. Reader", "--json");
  expect(approved.code).toBe(0);
  const document = JSON.parse(approved.out);
  expect(document.format).toBe(1);
  expect(new Set(document.notices.map(({ status }: { status: string }) => status))).toEqual(
    new Set(["approved"]),
  );
  expect(approved.err).toContain("Next: post, release and send");
  const { problems, ...record } = document;
  expect(Array.isArray(problems)).toBe(true);
  expect(JSON.parse(readFileSync(join(folder, "out", "report", "report.json"), "utf8"))).toEqual(record);
});
