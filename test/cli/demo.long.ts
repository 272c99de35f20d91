import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newFolder, noticepressHere as noticepress } from "./noticepress.ts";

test("the demo shows on two screens what came of every step, and names files that are there", async () => {
  const dir = newFolder();
  const { code, out } = await noticepress("demo", dir);
  expect(code).toBe(0);
  expect(out.split("\n").length).toBeLessThan(60);
  const [intro = "", ...rest] = out.split(/\n(?=\d\. |Open these)/);
  expect(intro).toContain(join(dir, "larkspur"));
  const steps = rest.filter((part) => /^\d\. /.test(part));
  expect(steps).toHaveLength(8);
  for (const step of steps) {
    const lines = step.trimEnd().split("\n").slice(1);
    const file = lines.at(-1)?.replace(/^ *all of it: /, "") ?? "";
    const outcome = lines.slice(0, -1).map((line) => line.trim());
    expect(outcome.length, step).toBeGreaterThan(0);
    const whole = readFileSync(file, "utf8").split("\n");
    for (const line of outcome) expect(whole).toContain(line);
  }
  const named = rest.at(-1)?.matchAll(/ {2,}(\S+)$/gm) ?? [];
  const missing = [...named].filter(([, path = ""]) => !existsSync(path));
  expect(missing).toEqual([]);
  expect(steps[1]).toMatch(/OVERDUE on|The next last day/);
}, 300_000);
