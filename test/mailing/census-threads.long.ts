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

test("a thread that is lost ends the command with exit 3, and the next one goes on", () => {
  for (const words of [["proofs"], ["approve", "--by", "Test Reviewer", "--all"]])
    expect(noticepress(words[0] ?? "", beside, ...words.slice(1)).code).toBe(0);
  process.env.NODE_OPTIONS = `--import ${join(import.meta.dirname, "..", "cli", "thread-ends.mjs")}`;
  const lost = noticepress("run", beside, "--workers", "2");
  delete process.env.NODE_OPTIONS;
  expect(lost.err).toContain("A thread ended before its work");
  expect(lost.err).toContain("Next: the same command again");
  expect(lost.code).toBe(3);
  expect(noticepress("run", beside, "--workers", "2").code).toBe(0);
}, 240_000);
