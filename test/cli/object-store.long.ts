import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLedger } from "../../src/ledger/index.ts";
import { ObjectStore } from "../../src/mailing/index.ts";
import { newFolder, noticepressHere as noticepress } from "./noticepress.ts";

const directory = newFolder();
const place = { store: "s3://letters/run" };
/** A mailing that is produced and not yet handed over. */
const produced = join(newFolder(), "incident");
let folder = produced;
const before = { ...process.env };
let server: S3rver;
let port = 0;

function copy(): void {
  folder = join(newFolder(), "incident");
  cpSync(produced, folder, { recursive: true });
}

async function serve(): Promise<void> {
  server = new S3rver({
    port,
    address: "127.0.0.1",
    silent: true,
    directory,
    configureBuckets: [{ name: "letters", configs: [] }],
  });
  ({ port } = await server.run());
}

const succeed = async (...words: string[]) => {
  const ended = await noticepress(...words);
  expect({ code: ended.code, err: ended.code === 0 ? "" : ended.err }).toEqual({ code: 0, err: "" });
  return ended;
};

function edit(change: object): void {
  const file = join(folder, "incident.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...change }));
}

function ledgerOf() {
  const { value } = openLedger(join(folder, "ledger.sqlite"));
  if (value === undefined) throw new Error("no ledger");
  return value;
}

/** Puts the files of the open mailing there, as workers do. */
async function keepThere(): Promise<number> {
  const ledger = ledgerOf();
  const [mailing] = ledger.mailings.all().filter(({ state }) => state === "open");
  const files = [...ledger.account.files(mailing?.id ?? "")];
  ledger.objectPlaces.choose(mailing?.id ?? "", "2026-02-01T10:00:00Z", {
    ...place,
    endpoint: `http://127.0.0.1:${port}`,
  });
  ledger.close();
  const store = await ObjectStore.open(place);
  await store.keep(join(folder, "out"), files);
  store.close();
  return files.length;
}

async function there(): Promise<readonly string[]> {
  const store = await ObjectStore.open(place);
  const ledger = ledgerOf();
  const found: string[] = [];
  for (const client of new Set(ledger.mailings.all().flatMap(({ id }) => clientsOf(ledger, id))))
    for await (const { path } of store.under(client)) found.push(path);
  ledger.close();
  store.close();
  return found;
}

const clientsOf = (ledger: ReturnType<typeof ledgerOf>, mailing: string) =>
  [...ledger.account.files(mailing)].map(({ client }) => client);

const approve = async () => {
  await succeed("proofs", folder);
  await succeed("approve", folder, "--by", "Test Reviewer", "--all");
};

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "S3RVER",
    AWS_SECRET_ACCESS_KEY: "S3RVER",
  });
  await serve();
  process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${port}`;
  await succeed("sample", folder, "--people", "24", "--clients", "1", "--seed", "5");
  edit({ retention: { personalDataDays: 1 } });
  await approve();
  await succeed("run", folder);
});

afterAll(async () => {
  await server.close();
  process.env = before;
});

/** A letter of another incident under the same prefix. */
async function keepAnother(): Promise<string> {
  const ledger = ledgerOf();
  const [client = ""] = clientsOf(ledger, ledger.mailings.all()[0]?.id ?? "");
  ledger.close();
  const from = newFolder();
  const path = `${client}/print/another-incident.pdf`;
  mkdirSync(join(from, client, "print"), { recursive: true });
  writeFileSync(join(from, path), "other");
  const sha256 = createHash("sha256").update("other").digest("hex");
  const store = await ObjectStore.open(place);
  await store.keep(from, [{ path, bytes: 5, sha256, pieces: 1 }]);
  store.close();
  return path;
}

test("what a mailing that is given up has in a store goes, as soon as the store can be reached", async () => {
  copy();
  const another = await keepAnother();
  const count = await keepThere();
  edit({ retention: { personalDataDays: 2 } });
  await approve();
  await server.close();
  const unreachable = await succeed("run", folder, "--start-over", "--json");
  expect(unreachable.out).toContain("mailing/objects-left");
  await serve();
  expect(await there()).toHaveLength(count + 1);
  await succeed("run", folder);
  expect(await there()).toEqual([another]);
  const ledger = ledgerOf();
  const [emptied] = [...ledger.events.all({ kind: "objectStoreEmptied" })];
  expect(emptied?.facts).toMatchObject({ ...place, objects: count });
  ledger.close();
}, 120_000);

test("a purge is complete when what the mailing has in a store is gone, and nothing else", async () => {
  copy();
  const another = await keepAnother();
  const count = await keepThere();
  await succeed("verify", folder);
  await succeed("reconcile", folder);
  await succeed("hand-over", folder);
  const ledger = ledgerOf();
  const mailing = ledger.mailings.all()[0]?.id ?? "";
  expect(ledger.mailings.handOver(mailing)).toEqual([]);
  const at = "2026-02-01T10:00:00Z";
  ledger.events.add({ at, kind: "mailingHandedOver", mailing, facts: {} });
  ledger.close();

  const purge = ["purge", folder, "--on", new Date().toISOString().slice(0, 10)];
  const shown = await succeed(...purge, "--json");
  expect(JSON.parse(shown.out)).toMatchObject({ stores: [place.store] });
  expect(await there()).toHaveLength(count + 1);

  await server.close();
  const confirmed = [...purge, "--by", "Test Officer", "--confirm"];
  const failed = await noticepress(...confirmed, "--json");
  expect(failed.code).toBe(3);
  expect(JSON.parse(failed.out).problems).toMatchObject([
    {
      code: "mailing/objects-not-deleted",
      facts: { place: place.store, server: `http://127.0.0.1:${port}` },
    },
  ]);
  const open = ledgerOf();
  expect(open.purge.state().kind).toBe("begun");
  open.close();

  await serve();
  // The ledger knows the server; the environment needs only credentials.
  delete process.env.AWS_ENDPOINT_URL_S3;
  const done = await succeed(...confirmed, "--json");
  process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${port}`;
  expect(JSON.parse(done.out)).toMatchObject({ purged: true, objects: { objects: count }, problems: [] });
  expect(await there()).toEqual([another]);
  const purged = ledgerOf();
  const [event] = [...purged.events.all({ kind: "mailingPurged" })];
  expect(event?.facts).toMatchObject({ objects: count });
  expect(purged.events.verify().kind).toBe("whole");

  // Nothing found where something must be is said, not taken for done.
  purged.objectPlaces.choose(mailing, at, { store: "s3://letters/elsewhere" });
  purged.close();
  const again = await succeed(...confirmed);
  expect(again.err).toContain("mailing/no-objects-found");
  expect(again.out).toContain("earlier versions, replicas and backups of what was in s3://letters/run");
}, 120_000);
