import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ledger, openLedger, schemaOfIncident } from "../../src/ledger/index.ts";
import { censusOf, type MailingInputs, readInputs, takeCensus } from "../../src/mailing/index.ts";
import { newFolder, noticepress } from "../cli/noticepress.ts";
import { type PostgresServer, startPostgres } from "../ledger/postgres-server.ts";

const folder = join(newFolder(), "incident");
/** The same incident with its ledger in a file. */
const beside = join(newFolder(), "incident");
let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
  for (const each of [folder, beside])
    expect(noticepress("sample", each, "--people", "60", "--clients", "3", "--seed", "12").code).toBe(0);
}, 120_000);
afterAll(() => server.stop());

test("threads that each connect to the database count as one does", async () => {
  expect(noticepress("proofs", folder, "--database", server.url("postgres")).code).toBe(0);
  const inputs = (await readInputs(folder)).value as MailingInputs;
  const options = { schema: schemaOfIncident(inputs.folder.incident.id) };
  const ledger = openLedger(server.url("postgres"), options).value as Ledger;
  try {
    const threads = { ledger: { path: server.url("postgres"), options }, most: 2, rowsEach: 1 };
    expect(await censusOf(inputs, ledger, { threads })).toEqual(takeCensus(inputs, ledger));
  } finally {
    ledger.close();
  }
}, 120_000);

/** A command of which every thread of the kind is lost. */
function losing(kind: string, ...words: [string, ...string[]]) {
  const { NODE_OPTIONS, THREAD_ENDS } = process.env;
  process.env.NODE_OPTIONS = `--import ${join(import.meta.dirname, "..", "cli", "thread-ends.mjs")}`;
  process.env.THREAD_ENDS = kind;
  try {
    return noticepress(...words);
  } finally {
    restore("NODE_OPTIONS", NODE_OPTIONS);
    restore("THREAD_ENDS", THREAD_ENDS);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

test.each(["census", "plan"])(
  "a %s thread that is lost ends the run with exit 3, and the next one goes on",
  (kind) => {
    const folder = join(newFolder(), "incident");
    cpSync(beside, folder, { recursive: true });
    for (const words of [["proofs"], ["approve", "--by", "Test Reviewer", "--all"]])
      expect(noticepress(words[0] ?? "", folder, ...words.slice(1)).code).toBe(0);
    const lost = losing(kind, "run", folder, "--workers", "2");
    expect(lost.err).toContain("A thread ended before its work");
    expect(lost.err).toContain("Next: the same command again");
    expect(lost.code).toBe(3);
    expect(noticepress("run", folder, "--workers", "2").code).toBe(0);
  },
  240_000,
);

test("a thread that reads the lists and is lost ends with exit 3, in one document", () => {
  const long = join(newFolder(), "incident");
  expect(noticepress("sample", long, "--people", "110000", "--clients", "1").code).toBe(0);
  const lost = losing("lists", "check", long, "--json");
  expect(lost.code).toBe(3);
  expect(JSON.parse(lost.out).problems).toMatchObject([{ code: "mailing/thread-ended" }]);
}, 120_000);
