import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { newFolder, noticepressHere } from "./noticepress.ts";

const launch = join(import.meta.dirname, "..", "..", "src", "cli", "launch.js");

test.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s ends a command, and no person stays in a temporary folder", async (signal, code) => {
  const folder = join(newFolder(), "incident");
  await noticepressHere("sample", folder, "--people", "3000", "--clients", "1");
  const temporary = newFolder();
  const scratch = () => readdirSync(temporary).filter((name) => name.startsWith("noticepress-"));
  const child = spawn(process.execPath, [launch, "check", folder], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.on("close", (status) => resolve(status)));
  while (scratch().length === 0 && child.exitCode === null) await setTimeout(2);
  expect(scratch().length).toBe(1);
  child.kill(signal);
  expect(await ended).toBe(code);
  expect(scratch()).toEqual([]);
});
