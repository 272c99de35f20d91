import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  incidentInUse,
  type Ledger,
  lockIncident,
  openLedger,
  readLedger,
  schemaOfIncident,
} from "../../src/ledger/index.ts";
import { byState, codes, made, person, plannedAt, pool, takeIn } from "./fiction.ts";
import { inMemory } from "./open-ledger.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

let server: PostgresServer;
let schemas = 0;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const at = "2026-02-01T10:00:00Z";
const url = () => server.url("postgres");
function newSchema(): string {
  schemas += 1;
  return `incident_${schemas}`;
}

function open(schema: string): Ledger {
  const { value, problems } = openLedger(url(), { schema });
  if (value === undefined) throw new Error(JSON.stringify(problems));
  onTestFinished(() => value.close());
  return value;
}

/** Asks the server as another program would. */
async function ask(sql: string, schema?: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url() });
  await client.connect();
  try {
    if (schema !== undefined) await client.query(`SET search_path TO "${schema}"`);
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

const told = (read: ReturnType<typeof openLedger>) => {
  expect(read.value).toBeUndefined();
  return read.problems.map(({ code, where, facts }) => ({ code, ...where, ...facts }));
};

describe("opening", () => {
  test("what was committed is there again, in the schema that was named and in no other", () => {
    const schema = newSchema();
    takeIn(open(schema), "h", [person({ row: 2 })]);
    expect(open(schema).intake.totals().people).toBe(1);
    expect(open(newSchema()).intake.totals().people).toBe(0);
  });

  test("the schema may stand in the URL, and without a name it is the program's own", async () => {
    const { value } = openLedger(`${url()}&schema=from_url`);
    value?.close();
    openLedger(url()).value?.close();
    const names = await ask("SELECT nspname FROM pg_namespace WHERE nspname IN ('from_url', 'noticepress')");
    expect(names).toHaveLength(2);
  });

  test("a ledger of a newer program is left alone", async () => {
    const schema = newSchema();
    open(schema);
    await ask("UPDATE ledger_version SET version = 99", schema);
    const problem = { code: "ledger/newer-than-this-program", version: 99 };
    expect(told(openLedger(url(), { schema }))).toMatchObject([problem]);
    expect(told(readLedger(url(), { schema }))).toMatchObject([problem]);
  });

  test("a schema with other tables is left alone", async () => {
    const schema = newSchema();
    await ask(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.recipe (name text)`);
    expect(told(openLedger(url(), { schema }))).toMatchObject([{ code: "ledger/not-a-ledger" }]);
    expect(told(readLedger(url(), { schema }))).toMatchObject([{ code: "ledger/not-a-ledger" }]);
    expect(await ask(`SELECT relname FROM pg_class WHERE relnamespace = '${schema}'::regnamespace`)).toEqual([
      { relname: "recipe" },
    ]);
  });

  test.each([
    ["a database that is not there", () => server.url("nowhere"), "ledger/database-refused", "3D000"],
    [
      "a server that is not there",
      () => "postgres://ann:hidden-word@127.0.0.1:1/incidents",
      "ledger/database-unreachable",
      "ECONNREFUSED",
    ],
  ])("%s is told, and no password is shown", (_, place, code, reason) => {
    for (const read of [openLedger(place()), readLedger(place()), lockIncident(place(), 0)]) {
      expect(read.value).toBeUndefined();
      expect(read.problems).toMatchObject([{ code, facts: { reason } }]);
      expect(JSON.stringify(read.problems)).not.toMatch(/hidden-word|ann/);
    }
  });

  test.each(["", "Upper", "pg_own", 'x"; DROP', "1st", "x".repeat(64)])(
    "%j is no name of a schema",
    (schema) => {
      expect(told(openLedger(url(), { schema }))).toMatchObject([{ code: "ledger/schema-name" }]);
    },
  );

  test.each([
    ["acme-2026", "noticepress_acme-2026"],
    ["Acme 2026", /^noticepress_acme_2026_[0-9a-f]{12}$/],
    ["x".repeat(80), /^noticepress_x{38}_[0-9a-f]{12}$/],
  ])("incident %j has a schema of its own", (id, expected) => {
    expect(schemaOfIncident(id)).toMatch(expected);
    expect(schemaOfIncident(`${id}.`)).not.toBe(schemaOfIncident(id));
    openLedger(url(), { schema: schemaOfIncident(id) }).value?.close();
  });

  test("whoever may not make a schema is told so", async () => {
    await ask("CREATE ROLE reader LOGIN");
    const place = url().replace("ledger@", "reader@");
    expect(told(openLedger(place, { schema: newSchema() }))).toMatchObject([
      { code: "ledger/database-refused", reason: "42501" },
    ]);
  });
});

describe("reading", () => {
  test("nothing that was never recorded is a ledger, and none is made", async () => {
    const schema = newSchema();
    expect(readLedger(url(), { schema })).toEqual({ value: undefined, problems: [] });
    expect(await ask(`SELECT 1 FROM pg_namespace WHERE nspname = '${schema}'`)).toEqual([]);
  });

  test("it stays as it was when it was opened, holds no writer up, and takes nothing", () => {
    const schema = newSchema();
    const writer = open(schema);
    takeIn(writer, "first", [person({ row: 2 })]);
    const { value: seen } = readLedger(url(), { schema });
    onTestFinished(() => seen?.close());
    takeIn(writer, "second", [person({ row: 2 }), person({ row: 3, name: "Bea" })]);
    expect(seen?.intake.totals().people).toBe(1);
    expect(seen?.intake.current()).toEqual({ inputsHash: "first", state: "done" });
    expect(writer.intake.totals().people).toBe(2);
    expect(() => seen?.events.record([])).toThrow(/reading/);
  });
});

describe("what may never change", () => {
  test.each([
    "UPDATE approval SET decision = 'approved'",
    "DELETE FROM approval",
    "TRUNCATE approval",
    "UPDATE event SET at = ''",
    "DELETE FROM event",
    "UPDATE binding SET individual = 'P-2'",
    "DELETE FROM binding",
    "DELETE FROM code",
    "UPDATE code SET position = 7",
    "INSERT INTO binding (offer, individual, round, pool, position) SELECT offer, 'P-2', 0, pool, position FROM binding",
  ])("%s is refused by the database itself", async (sql) => {
    const schema = newSchema();
    const ledger = open(schema);
    ledger.approvals.record([{ variant: "v", proofHash: "h", decision: "approved", reviewer: "R", at }]);
    await ledger.pools.load(pool("one", "v"), codes(1));
    ledger.pools.bind("a", "one", ["P-1"]);
    await expect(ask(sql, schema)).rejects.toThrow(/insert-only|unique|foreign key/);
  });
});

describe("a connection that is lost", () => {
  test("in a transaction: nothing of it stays, and the error says no word of what was written", async () => {
    const schema = newSchema();
    const ledger = open(schema);
    // A text that the server cannot take breaks the transaction off.
    const bad = [
      { at, kind: "personRead" as const, client: "a", individual: "Jane Roe", facts: {} },
      { at, kind: "personRead" as const, client: "a", individual: "nul \0 Jane Roe", facts: {} },
    ];
    const error = (() => {
      try {
        ledger.events.record(bad);
        return undefined;
      } catch (caught) {
        return caught as Error;
      }
    })();
    expect(error?.message).toMatch(/^the ledger's database: /);
    expect(error?.message).not.toContain("Jane");
    expect([...ledger.events.all()]).toEqual([]);
    ledger.events.add({ at, kind: "personRead", client: "a", individual: "P-1", facts: {} });
    expect(ledger.events.verify()).toMatchObject({ kind: "whole", head: { events: 1 } });
  });

  test("ends every further call with an error, and the next one that opens goes on", async () => {
    const schema = newSchema();
    const ledger = open(schema);
    ledger.events.add({ at, kind: "intakeDone", facts: {} });
    await ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
    for (let again = 0; again < 2; again++)
      expect(() => ledger.events.add({ at, kind: "intakeDone", facts: {} })).toThrow(
        /^the ledger's database: /,
      );
    expect([...open(schema).events.all()]).toHaveLength(1);
  });
});

test("a ledger of an older program is not lifted by who only looks", async () => {
  const schema = newSchema();
  open(schema);
  await ask("UPDATE ledger_version SET version = 1", schema);
  const { value, problems } = readLedger(url(), { schema });
  expect([value, problems.map(({ code }) => code)]).toEqual([undefined, ["ledger/older-than-this-program"]]);
  expect(await ask("SELECT version FROM ledger_version", schema)).toMatchObject([{ version: "1" }]);
});

test("an incident is in use while it is locked, and free when whoever locked it is gone", async () => {
  const schema = newSchema();
  expect(incidentInUse(url(), { schema })).toBe(false);
  const { value: lock } = lockIncident(url(), 0, { schema });
  expect(incidentInUse(url(), { schema })).toBe(true);
  expect(incidentInUse(url(), { schema: newSchema() })).toBe(false);
  for (const wait of [0, 50])
    expect(told(lockIncident(url(), wait, { schema }) as never)).toMatchObject([{ code: "ledger/in-use" }]);
  lock?.release();
  expect(incidentInUse(url(), { schema })).toBe(false);
  const again = lockIncident(url(), 50, { schema });
  expect(again.problems).toEqual([]);
  await ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
  expect(incidentInUse(url(), { schema })).toBe(false);
  again.value?.release();
});

test("one mailing is the same in both stores, to the byte and to the last link of the chain", async () => {
  const states = ["CA", "TX", "NY"];
  const odd = ["Ärzte", "zebra", "Zulu", "apple", "Apple", "_x", "O'Neil", "ångström", "😀", ""];
  const chronicle = async (ledger: Ledger) => {
    await ledger.pools.load(pool("one", "v"), codes(90), { at });
    takeIn(
      ledger,
      "h",
      Array.from({ length: 90 }, (_, index) =>
        person({
          row: index + 2,
          name: `${odd[index % odd.length]} ${index % 7}`,
          state: states[index % 3] ?? "CA",
          street: `${index} MAIN ST`,
          delivery: index % 5 === 4 ? "emailOnly" : "mail",
        }),
      ),
    );
    ledger.mailings.plan({
      id: "m",
      purpose: "first",
      plannedAt,
      piecesPerShard: 8,
      placements: byState(ledger, "one"),
    });
    for (const { number } of ledger.mailings.shards("m", "planned"))
      ledger.mailings.commitShard(made(ledger, "m", number));
    ledger.mailings.handOver("m", { at, by: "R. Post" });
    ledger.census.keep("h", { program: "p", content: new Uint8Array([0, 1, 255]) });
    ledger.orders.keep("m", { program: "p", content: new Uint8Array(0) });
    const before = {
      census: ledger.census.of("h"),
      order: ledger.orders.of("m"),
      stamp: ledger.orders.stampOf("m"),
      produced: ledger.mailings.shards("m").map(({ number }) => ledger.account.producedFiles("m", number)),
      plannedCounts: ledger.account.plannedCounts("m"),
      shardCounts: ledger.account.shardCounts("m"),
      codeCounts: ledger.account.codeCounts("m"),
      withoutCode: ledger.pools.state("a", "one"),
      totals: ledger.intake.totals(),
      held: [...ledger.intake.held()],
      shards: ledger.mailings.shards("m"),
      pieces: [...ledger.account.pieces("m")],
      files: [...ledger.account.files("m")],
      outcomes: ledger.account.outcomes("m"),
      counts: ledger.account.pieceCounts("m"),
      tally: ledger.account.tally("m"),
      excluded: ledger.account.excluded("m"),
      ofClient: [...ledger.intake.people("a")],
      among: ledger.intake.spans().map((span) => ledger.intake.peopleAmong(span)),
      inRows: [...ledger.intake.peopleIn({ first: 2, last: 9 })],
      given: ledger.pools.isGiven("a", "one"),
    };
    ledger.purge.begin({ at, onDay: "2026-04-01", by: "R. Post" });
    const purged = ledger.purge.clear(at);
    ledger.purge.shrink();
    ledger.purge.finish(at, {});
    const left = {
      people: [...ledger.intake.people()],
      events: [...ledger.events.all()],
      head: ledger.events.head(),
    };
    return { ...before, purged, ...left, chain: ledger.events.verify().kind };
  };
  const embedded = await chronicle(inMemory());
  expect(embedded.pieces.length).toBeGreaterThan(50);
  expect(embedded.events.length).toBeGreaterThan(10);
  expect(embedded).toMatchObject({ people: [], chain: "whole" });
  expect(await chronicle(open(newSchema()))).toEqual(embedded);
});

test("after a purge the database knows no value of anybody, its own notes on columns included", async () => {
  const schema = newSchema();
  const ledger = open(schema);
  const people = Array.from({ length: 40 }, (_, index) => person({ row: index + 2, id: `P-${index}` }));
  takeIn(ledger, "inputs", people);
  const file = pool("one", "v");
  ledger.pools.declare([file]);
  await ledger.pools.load(file, codes(50));
  ledger.pools.bind("a", "one", ["P-1", "P-2"]);
  await ask("ANALYZE", schema);
  const noted = async () =>
    (
      await ask(
        `SELECT tablename, attname FROM pg_stats WHERE schemaname = '${schema}'
           AND concat(most_common_vals::text, histogram_bounds::text) ~ 'P-1|CODE|MAIN ST|SPRINGFIELD' ORDER BY 1, 2`,
      )
    ).map(({ tablename, attname }) => `${tablename}.${attname}`);
  expect(await noted()).toEqual(["binding.individual", "code.code", "individual.json", "intake_row.id"]);
  ledger.purge.begin({ at, onDay: "2026-02-01", by: "P. Officer" });
  ledger.purge.clear(at);
  ledger.purge.shrink();
  await ask("ANALYZE", schema);
  expect(await noted()).toEqual([]);
  ledger.purge.shrink();
  // The types are those from before, down to the order of text.
  expect(
    await ask(
      `SELECT DISTINCT collname FROM pg_attribute a JOIN pg_collation c ON c.oid = a.attcollation
       WHERE attrelid IN ('code'::regclass, 'binding'::regclass, 'individual'::regclass) AND attnum > 0`,
      schema,
    ),
  ).toEqual([{ collname: "C" }]);
  expect(ledger.pools.codesOf("a", "P-1")).toEqual([]);
});
