import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { openLedger } from "../../src/ledger/index.ts";
import { filesUnder, newFolder } from "./noticepress.ts";

const main = join(import.meta.dirname, "..", "..", "src", "cli", "launch.js");
/** A small fictional incident gone through as the demo goes through the large one. */
const dir = newFolder();
const folder = join(dir, "incident");
let said = "";
let secrets: readonly string[] = [];

/** Runs a command with everything on that can make it talk, in a world where files are open to all. */
function loud(...words: string[]): number | null {
  const script = `umask 000; exec "$0" "$@"`;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script, process.execPath, main, ...words], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      NO_COLOR: "1",
      NOTICEPRESS_DEBUG: "1",
      DEBUG: "*",
      NODE_DEBUG: "fs,stream,worker",
    },
  });
  said += stdout + stderr;
  return status;
}

/** Every name, address line, birthday, e-mail address and code of the incident, as its files and ledger have them. */
function secretsIn(incident: string): readonly string[] {
  const values = new Set<string>();
  const { value: ledger } = openLedger(join(incident, "ledger.sqlite"));
  if (ledger === undefined) throw new Error("no ledger");
  for (const { individual } of ledger.intake.people()) {
    const { name, address, email, dateOfBirth } = individual;
    for (const value of [name.full, ...address.lines, email?.address, dateOfBirth])
      if (value !== undefined) values.add(value);
  }
  ledger.close();
  for (const [path, bytes] of filesUnder(join(incident, "clients")))
    if (/\/codes\/.*\.csv$/.test(path))
      for (const { code } of parse(bytes, { columns: true, bom: true }) as { code: string }[])
        values.add(code);
  // Shorter ones, as a room's number, are found in any text.
  return [...values].filter((value) => value.length > 7);
}

/** Of the secrets those that a text contains: counted, because a failure must not print them either. */
function leaks(text: string): number {
  return secrets.filter((secret) => text.includes(secret)).length;
}

function edit(path: string, change: (text: string) => string): void {
  const before = readFileSync(path, "latin1");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after, "latin1");
}

const list = (incident: string) =>
  join(
    incident,
    "clients",
    [...filesUnder(join(incident, "clients")).keys()].find((name) => name.endsWith("people.csv")) ?? "",
  );

beforeAll(() => {
  loud("sample", folder, "--people", "60", "--clients", "2", "--seed", "5");
  chmodSync(folder, 0o755);
  loud("check", folder, "--copies", join(folder, "check"));
  loud("duties", folder, "--why");
  loud("proofs", folder);
  loud("approve", folder, "--by", "Test Reviewer", "--all");
  expect(loud("run", folder, "--workers", "2")).toBe(0);
  expect(loud("verify", folder)).toBe(0);
  expect(loud("reconcile", folder)).toBe(0);
  expect(loud("status", folder, "--json")).toBe(0);
  loud("report", folder);
  secrets = secretsIn(folder);
  const { value: ledger } = openLedger(join(folder, "ledger.sqlite"));
  const [someone] = ledger === undefined ? [] : [...ledger.intake.people()];
  ledger?.close();
  expect(
    loud("letter", folder, someone?.individual.id ?? "", "--client", someone?.individual.client ?? ""),
  ).toBe(0);
}, 240_000);

describe("what is printed", () => {
  test("with every level on names no person, address, birthday, e-mail address or code", () => {
    expect(secrets.length).toBeGreaterThan(200);
    expect(said.length).toBeGreaterThan(5_000);
    // The search finds what is there.
    expect(leaks(readFileSync(list(folder), "utf8"))).toBeGreaterThan(30);
    expect(leaks(said)).toBe(0);
  });

  test.each<[string, readonly string[], (incident: string) => void]>([
    [
      "rows that cannot be read",
      ["check"],
      (incident) => {
        appendFileSync(list(incident), `X1,"unclosed\nX2,,,,,\n`);
      },
    ],
    [
      "rows that are held",
      ["check", "--json"],
      (incident) => {
        edit(list(incident), (text) => text.replaceAll(/\b\d{5}(-\d{4})?\b/g, "0000"));
      },
    ],
    [
      "a pool that is too short",
      ["run", "--start-over"],
      (incident) => {
        for (const client of readdirSync(join(incident, "clients")))
          for (const pool of readdirSync(join(incident, "clients", client, "codes"))) {
            const path = join(incident, "clients", client, "codes", pool);
            writeFileSync(path, `${readFileSync(path, "utf8").split("\n").slice(0, 3).join("\n")}\n`);
          }
        rmSync(join(incident, "ledger.sqlite"));
      },
    ],
    [
      "a pool with a code twice",
      ["check"],
      (incident) => {
        for (const client of readdirSync(join(incident, "clients")))
          for (const pool of readdirSync(join(incident, "clients", client, "codes"))) {
            const path = join(incident, "clients", client, "codes", pool);
            appendFileSync(path, `${readFileSync(path, "utf8").split("\n")[1]}\n`);
          }
      },
    ],
    ["letters that were changed", ["verify"], (incident) => spoil(incident, ".pdf")],
    ["e-mails that were changed", ["verify", "--json"], (incident) => spoil(incident, ".eml")],
    ["totals that do not tie", ["reconcile"], (incident) => spoil(incident, ".csv")],
    [
      "a ledger that is none",
      ["run"],
      (incident) => {
        writeFileSync(join(incident, "ledger.sqlite"), readFileSync(list(incident)));
        for (const ending of ["-wal", "-shm"])
          rmSync(join(incident, `ledger.sqlite${ending}`), { force: true });
      },
    ],
    ["an output folder that cannot be written", ["run", "--out", "/dev/null/out"], () => {}],
  ])("about %s, neither", (_, [command = "", ...more], change) => {
    const incident = join(newFolder(), "incident");
    cpSync(folder, incident, { recursive: true });
    change(incident);
    said = "";
    const ended = loud(command, incident, ...more);
    expect(said.length).toBeGreaterThan(100);
    expect(leaks(said)).toBe(0);
    // Not done, and no fault of the program.
    expect(ended).not.toBe(0);
    expect(ended).not.toBe(70);
  });
});

/** Swaps letters in every output file of a kind, so that something of it is read as wrong. */
function spoil(incident: string, ending: string): void {
  for (const name of filesUnder(join(incident, "out")).keys())
    if (name.endsWith(ending))
      edit(join(incident, "out", name), (text) => text.replaceAll("1", "7").replaceAll("e", "o"));
}

describe("names of files", () => {
  test("say nothing of a person", () => {
    const names = [...filesUnder(folder).keys()].filter((name) => !name.startsWith("clients/"));
    expect(names.length).toBeGreaterThan(30);
    expect(leaks(names.join("\n"))).toBe(0);
  });
});

describe("whatever holds people", () => {
  // What the user brings or a sample writes is the user's, with the user's own modes.
  const isOurs = (path: string) => !/^(clients(\/|$)|incident\.json$|README|templates(\/|$))/.test(path);

  test("is for its owner only, however open the system's defaults are", () => {
    const open: string[] = [];
    let looked = 0;
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const path = join(folder, name);
      if (!isOurs(relative(folder, path))) continue;
      looked += 1;
      const stat = statSync(path);
      const mode = (stat.mode & 0o777).toString(8);
      if (mode !== (stat.isDirectory() ? "700" : "600")) open.push(`${mode} ${relative(folder, path)}`);
    }
    expect(looked).toBeGreaterThan(30);
    expect(open).toEqual([]);
  });
});
