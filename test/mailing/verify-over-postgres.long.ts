import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ended, newFolder, noticepress } from "../cli/noticepress.ts";
import { type PostgresServer, startPostgres } from "../ledger/postgres-server.ts";

let server: PostgresServer;
const folder = join(newFolder(), "incident");

const inDatabase = (command: string, ...words: string[]): Ended =>
  noticepress(command, folder, "--database", server.url("postgres"), ...words);

const verified = (workers: string) => {
  const { code, out } = inDatabase("verify", "--workers", workers, "--json");
  return { code, found: JSON.parse(out) as unknown };
};

beforeAll(async () => {
  server = await startPostgres();
  expect(noticepress("sample", folder, "--people", "60", "--clients", "3", "--seed", "12").code).toBe(0);
  // Small shards, so that every thread has several of several clients.
  const file = join(folder, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, mailHouse: { piecesPerStream: 4 } }));
  expect(inDatabase("proofs").code).toBe(0);
  expect(inDatabase("approve", "--by", "Test Reviewer", "--all").code).toBe(0);
  expect(inDatabase("run", "--workers", "1").code).toBe(0);
}, 240_000);

afterAll(() => server.stop());

test("threads that each connect to the database find what one thread finds: nothing, and then a torn page", () => {
  const whole = verified("1");
  expect(whole.code).toBe(0);
  expect(verified("3")).toEqual(whole);

  const print = readdirSync(join(folder, "out"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("-sheets.pdf"))
    .sort()[0];
  const stream = join(folder, "out", print ?? "");
  const bytes = readFileSync(stream);
  // The first text of the last letter that is shown: other letters, as many of them.
  const shown = bytes.lastIndexOf(")]TJ ET");
  bytes[shown - 1] = bytes[shown - 1] === 0x35 ? 0x36 : 0x35;
  writeFileSync(stream, bytes);
  const torn = verified("1");
  expect(torn.code).not.toBe(0);
  expect(torn.found).not.toEqual(whole.found);
  expect(verified("3")).toEqual(torn);
}, 240_000);
