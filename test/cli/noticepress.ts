import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Writable } from "node:stream";
import { afterAll } from "vitest";
import { type Day, day } from "../../src/calendar/index.ts";
import { runCommandLine } from "../../src/cli/run-command-line.ts";

const main = join(import.meta.dirname, "..", "..", "src", "cli", "launch.js");
/** The sample that comes with the project. */
export const larkspur = join(import.meta.dirname, "..", "..", "samples", "larkspur");

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs a command to its end, as a user would. */
export function noticepress(...words: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, err: stderr };
}

/**
 * The same command within this process, which has read its modules already: for tests that run many. What a
 * process of its own adds (launcher, signals, closed pipes) is tested with `noticepress`.
 */
export async function noticepressHere(...words: string[]): Promise<Ended> {
  const out = collector();
  const err = collector();
  const code = await runCommandLine(words, {
    out: out.stream,
    err: err.stream,
    colour: false,
    debug: true,
    today: today(),
    now: () => performance.now(),
    instant: () => new Date().toISOString(),
    signal: new AbortController().signal,
  });
  return { code, out: out.text(), err: err.text() };
}

const today = (): Day => day(new Date().toISOString().slice(0, 10));

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}

/** Starts a command and kills it hard after so many milliseconds; true if it was still running. */
export function noticepressKilled(milliseconds: number, ...words: string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...words], { stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
    child.on("error", reject);
    child.on("exit", (_, signal) => {
      clearTimeout(timer);
      resolve(signal === "SIGKILL");
    });
  });
}

const made: string[] = [];
afterAll(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A new folder that is removed after the file's tests. */
export function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "noticepress-test-"));
  made.push(dir);
  return dir;
}

/** A copy of a folder, removed after the file's tests. */
export function copyOf(folder: string): string {
  const copy = join(newFolder(), "incident");
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Adds somebody to the first list in CSV, with state and data of the person in its first row. */
export function addPerson(folder: string): void {
  const [list = ""] = [...filesUnder(join(folder, "clients")).keys()].filter((name) =>
    /\/people.*\.csv$/.test(name),
  );
  const path = join(folder, "clients", list);
  const rows = readFileSync(path, "utf8").trimEnd().split("\n");
  const [, , ...rest] = (rows[1] ?? "").split(",");
  writeFileSync(path, `${[...rows, ["N-1", "Newcomer", ...rest].join(",")].join("\n")}\n`);
}

/** Every file under a folder with its bytes, by name. */
export function filesUnder(folder: string): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(folder, name);
    if (statSync(path).isFile()) files.set(relative(folder, path), readFileSync(path));
  }
  return files;
}
