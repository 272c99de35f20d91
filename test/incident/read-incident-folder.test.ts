import { createHash } from "node:crypto";
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  clientJsonSchema,
  hashFiles,
  incidentJsonSchema,
  readIncidentFolder,
} from "../../src/incident/index.ts";
import { problemText, stops } from "../../src/problem/index.ts";
import { firstDay, folderOf, read, ready, readyFiles, told } from "./incident-files.ts";

const incident = firstDay["incident.json"];
const client = firstDay["clients/a/client.json"];
const png = Buffer.from("89504e470d0a1a0a0000", "hex");

test("the smallest folder is accepted without a problem", async () => {
  const { value, problems } = await read(firstDay);
  expect(problems).toEqual([]);
  expect(value?.incident).toMatchObject({
    id: "first-day",
    policy: { hipaaDeemed: "conservative", addenda: "own", lawVerifiedWithinMonths: 6 },
  });
  expect(value?.clients).toMatchObject([{ client: { id: "a", languages: ["en"] }, peopleFiles: [] }]);
  expect(value?.files.map((file) => file.name)).toEqual(["clients/a/client.json", "incident.json"]);
});

test("everything that belongs to the folder is found, sorted, and nothing else", async () => {
  const { value, problems } = await read({
    ...readyFiles({ client: { letterhead: { image: "logo.png" } } }),
    "clients/a/logo.png": png,
    "clients/a/people-2.csv": "id\r\n",
    "clients/a/people.xlsx": "PK",
    "clients/a/.people.csv.swp": "x",
    "clients/a/notes.txt": "x",
    "clients/a/templates/en/letter.md": "for a",
    "templates/en/letter.md": "for all",
    "templates/es/parts/offer.md": "oferta",
    "out/a/print/1.pdf": "x",
  });
  expect(problems).toEqual([]);
  expect(value?.files.map((file) => file.name)).toEqual([
    "clients/a/client.json",
    "clients/a/codes/adult.csv",
    "clients/a/logo.png",
    "clients/a/people-2.csv",
    "clients/a/people.csv",
    "clients/a/people.xlsx",
    "clients/a/templates/en/letter.md",
    "incident.json",
    "templates/en/letter.md",
    "templates/es/parts/offer.md",
  ]);
  const [folder] = value?.clients ?? [];
  expect(folder?.peopleFiles.map((file) => file.name)).toEqual([
    "clients/a/people-2.csv",
    "clients/a/people.csv",
    "clients/a/people.xlsx",
  ]);
  expect(
    [...(folder?.pools ?? [])].map(([offer, files]) => [offer, ...files.map(({ name }) => name)]),
  ).toEqual([["adult-24", "clients/a/codes/adult.csv"]]);
  expect(folder?.letterhead).toMatchObject({ kind: "png", bytes: new Uint8Array(png) });
  expect(value?.templateOverrides.map(({ client, template, text }) => [client, template, text])).toEqual([
    [null, "en/letter.md", "for all"],
    [null, "es/parts/offer.md", "oferta"],
    ["a", "en/letter.md", "for a"],
  ]);
});

test("hashes are those of the bytes", async () => {
  const dir = folderOf({ ...firstDay, "templates/x.md": "abc" });
  const { value } = await readIncidentFolder(dir);
  const hashed = await hashFiles(value?.files ?? []);
  expect(hashed.map((file) => file.name)).toEqual(value?.files.map((file) => file.name));
  expect(hashed.at(-1)).toMatchObject({
    name: "templates/x.md",
    bytes: 3,
    sha256: createHash("sha256").update("abc").digest("hex"),
  });
});

describe("what is not there", () => {
  test.each([
    ["no folder", "/nowhere/at/all", ["incident/folder-missing"]],
    [
      "a folder without incident.json",
      folderOf({ "clients/a/client.json": client }),
      ["incident/file-missing incident.json"],
    ],
  ])("%s", async (_label, dir, wanted) => {
    const { value, problems } = await readIncidentFolder(dir);
    expect(value).toBeUndefined();
    expect(told(problems)).toEqual(wanted);
  });

  test.each([
    ["no clients", { "incident.json": incident }, ["incident/no-clients clients"]],
    [
      "a client's folder without client.json",
      { ...firstDay, "clients/b/people.csv": "id" },
      ["incident/file-missing clients/b/client.json"],
    ],
    [
      "an id that is not the folder's name",
      { ...firstDay, "clients/b/client.json": client },
      ["incident/client-id-not-folder clients/b/client.json id"],
    ],
    [
      "a letterhead's image",
      {
        "incident.json": incident,
        "clients/a/client.json": { ...client, letterhead: { image: "logo.png" } },
      },
      ["incident/letterhead-missing clients/a/client.json letterhead.image"],
    ],
    [
      "an image that is none",
      {
        "incident.json": incident,
        "clients/a/client.json": { ...client, letterhead: { image: "logo.png" } },
        "clients/a/logo.png": "GIF89a",
      },
      ["incident/letterhead-not-an-image clients/a/client.json letterhead.image"],
    ],
    [
      "an image of five million bytes and one",
      {
        "incident.json": incident,
        "clients/a/client.json": { ...client, letterhead: { image: "logo.png" } },
        "clients/a/logo.png": Buffer.concat([png, Buffer.alloc(4_999_991)]),
      },
      ["incident/letterhead-too-large clients/a/client.json letterhead.image"],
    ],
    [
      "a list of another kind",
      { ...firstDay, "clients/a/people.xls": "x" },
      ["incident/people-file-kind clients/a/people.xls"],
    ],
    [
      "a pool no offer names",
      { ...firstDay, "clients/a/codes/old.csv": "x" },
      ["incident/pool-unused clients/a/codes/old.csv"],
    ],
    [
      "a template that is no UTF-8",
      { ...firstDay, "templates/x.md": Buffer.from([0xff, 0xfe, 0x41]) },
      ["incident/template-not-utf8 templates/x.md"],
    ],
    [
      "a template of a million bytes and one",
      { ...firstDay, "templates/x.md": Buffer.alloc(1_000_001, 65) },
      ["incident/template-too-large templates/x.md"],
    ],
  ])("%s is told", async (_label, files, wanted) => {
    const { value, problems } = await read(files);
    expect(value).toBeDefined();
    expect(told(problems)).toEqual(wanted);
  });
});

describe("strict JSON", () => {
  test.each([
    ["a comma too many", '{\n  "format": 1,\n}', 3, 1, "a key in double quotes"],
    ["a comma missing", '{\n  "format": 1\n  "id": "x"\n}', 3, 3, '"," or "}"'],
    ["single quotes", "{'format': 1}", 1, 2, 'a key in double quotes or "}"'],
    ["a comment", '{\n  // here\n  "format": 1}', 2, 3, 'a key in double quotes or "}"'],
    ["cut short", '{"format": 1', 1, 13, '"," or "}"'],
    ["nothing", "", 1, 1, "a value"],
    ["a line break in a text", '{"id": "a\nb"}', 1, 8, "a value"],
    ["something behind the end", "{} {}", 1, 4, "the end of the file"],
    ["a leading zero", '{"format": 01}', 1, 13, '"," or "}"'],
    ["nested too deep", `${"[".repeat(200)}`, 1, 102, "at most 100 levels"],
  ])("%s: line and column", async (_label, text, line, column, wanted) => {
    const { value, problems } = await read({ ...firstDay, "incident.json": text });
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([
      { code: "incident/json-syntax", where: { file: "incident.json", line }, facts: { column, wanted } },
    ]);
  });

  test("a key given twice is not silently the last", async () => {
    const { problems } = await read({
      ...firstDay,
      "incident.json": '{"format":1,"dates":{"discovered":"2026-01-01",\n"discovered":"2026-02-01"}}',
    });
    expect(problems).toMatchObject([
      { code: "incident/json-key-twice", where: { line: 2, path: "dates.discovered" }, facts: { column: 1 } },
    ]);
  });

  test("a byte-order mark is no fault", async () => {
    expect(
      (await read({ ...firstDay, "incident.json": `\ufeff${JSON.stringify(incident)}` })).problems,
    ).toEqual([]);
  });

  test.each([
    [
      "an unknown key",
      { ...incident, discoverd: 1 },
      "incident/json-unknown-key",
      "discoverd",
      { key: "discoverd" },
    ],
    [
      "an unknown date",
      { ...incident, dates: { found: "2026-01-01" } },
      "incident/json-unknown-key",
      "dates.found",
      { key: "found" },
    ],
    [
      "another format",
      { ...incident, format: 2 },
      "incident/format-unknown",
      "format",
      { there: "2", wanted: 1 },
    ],
    [
      "no format",
      { ...incident, format: undefined },
      "incident/json-missing",
      "format",
      { wanted: "one of 1" },
    ],
    ["no title", { ...incident, title: undefined }, "incident/json-missing", "title", { wanted: "a text" }],
    [
      "an empty title",
      { ...incident, title: "" },
      "incident/json-wrong-value",
      "title",
      { there: "an empty text", wanted: "at least 1 characters" },
    ],
    [
      "a day that is none",
      { ...incident, dates: { discovered: "2026-02-30" } },
      "incident/json-wrong-value",
      "dates.discovered",
      { there: "a text of 10 characters", wanted: "a calendar day, YYYY-MM-DD" },
    ],
    [
      "a day as a number",
      { ...incident, dates: { discovered: 20260101 } },
      "incident/json-wrong-value",
      "dates.discovered",
      { there: "20260101", wanted: "a text" },
    ],
    [
      "a role that is none",
      { ...incident, notifier: { role: "lawyer" } },
      "incident/json-wrong-value",
      "notifier.role",
      { there: "a text of 6 characters", wanted: "a known role" },
    ],
    [
      "a vendor without a name",
      { ...incident, notifier: { role: "vendor" } },
      "incident/json-missing",
      "notifier.name",
      { wanted: "a text" },
    ],
    [
      "an id with spaces",
      { ...incident, id: "First day" },
      "incident/json-wrong-value",
      "id",
      { there: "a text of 9 characters", wanted: "lower-case letters, digits and hyphens" },
    ],
    ["a list", [], "incident/json-wrong-value", "(the file)", { there: "a list of 0", wanted: "an object" }],
    [
      "streams of 20,001",
      { ...incident, mailHouse: { piecesPerStream: 20_001 } },
      "incident/json-wrong-value",
      "mailHouse.piecesPerStream",
      { there: "20001", wanted: "at most 20000" },
    ],
  ])("%s", async (_label, content, code, path, facts) => {
    const { value, problems } = await read({ ...firstDay, "incident.json": JSON.stringify(content) });
    expect(value).toBeUndefined();
    expect(problems).toEqual([{ code, severity: "stops", where: { file: "incident.json", path }, facts }]);
  });

  test("how long rules may go unread is a policy; six months unless said", async () => {
    const policyOf = async (policy: unknown) =>
      (await read({ ...firstDay, "incident.json": { ...incident, policy } })).value?.incident.policy;
    expect(await policyOf({})).toMatchObject({ lawVerifiedWithinMonths: 6 });
    expect(await policyOf({ lawVerifiedWithinMonths: 12 })).toMatchObject({ lawVerifiedWithinMonths: 12 });
  });

  test.each([0, -1, 1.5, "6"])("rules cannot go unread for %s months", async (lawVerifiedWithinMonths) => {
    const { problems } = await read({
      ...firstDay,
      "incident.json": { ...incident, policy: { lawVerifiedWithinMonths } },
    });
    expect(problems.map(({ where }) => where.path)).toEqual(["policy.lawVerifiedWithinMonths"]);
  });

  test.each([
    ["a kind that is none", { kind: "hospital" }, "kind"],
    ["an offer's months", { offers: [{ ...ready.client.offers[0], months: 0 }] }, "offers[0].months"],
    [
      "a data element that is none",
      { estimated: { counts: {}, dataElements: ["ssn", "shoeSize"] } },
      "estimated.dataElements[1]",
    ],
    [
      "a State without its country",
      { estimated: { counts: { TX: 3 }, dataElements: ["ssn"] } },
      "estimated.counts.TX",
    ],
    ["an agent of “maybe”", { vendorIsAgent: "maybe" }, "vendorIsAgent"],
    [
      "an e-mail address that is none",
      { emailSender: { name: "A", address: "a at example" } },
      "emailSender.address",
    ],
  ])("%s in client.json is told with its path, and its value is not", async (_label, change, path) => {
    const { value, problems } = await read({
      ...firstDay,
      "clients/a/client.json": { ...client, ...change },
    });
    expect(value?.clients).toEqual([]);
    expect(told(problems)).toEqual([`incident/json-wrong-value clients/a/client.json ${path}`]);
    expect(JSON.stringify(problems)).not.toMatch(/hospital|maybe|at example|shoeSize/);
  });

  test("every fault is told at once, and all of them stop", async () => {
    const { problems } = await read({ ...firstDay, "incident.json": { format: 1, ids: 1, notifer: 2 } });
    expect(problems.map((p) => p.where.path).sort()).toEqual(["id", "ids", "notifer", "notifier", "title"]);
    expect(problems.every((p) => stops([p]))).toBe(true);
    for (const p of problems) expect(Object.values(problemText(p)).join(" ")).not.toMatch(/\{\w+\}/);
  });
});

describe("dates that cannot be right together", () => {
  test.each([
    [
      "the end before the beginning",
      { occurredFrom: "2026-01-05", occurredTo: "2026-01-02" },
      ["dates.occurredFrom"],
    ],
    [
      "discovered before it happened",
      { occurredFrom: "2026-01-05", discovered: "2026-01-04" },
      ["dates.occurredFrom"],
    ],
    ["discovered on the day it happened", { occurredFrom: "2026-01-05", discovered: "2026-01-05" }, []],
    [
      "mailed before it was discovered",
      { discovered: "2026-01-05", individualNotice: "2025-02-10" },
      ["dates.discovered"],
    ],
  ])("%s", async (_label, dates, paths) => {
    const { problems } = await read({
      "incident.json": { ...incident, dates },
      "clients/a/client.json": { ...client, dates: {} },
    });
    expect(problems.map((p) => [p.where.file, p.where.path])).toEqual(
      paths.map((path) => ["incident.json", path]),
    );
  });
});

test("a client's date is compared with the incident's, and told at the client", async () => {
  const { problems } = await read({
    ...firstDay,
    "clients/a/client.json": { ...client, dates: { discovered: "2026-01-01" } },
  });
  expect(told(problems)).toEqual(["incident/dates-out-of-order clients/a/client.json dates.occurredFrom"]);
});

describe("nothing outside the folder is read", () => {
  const outside = mkdtempSync(join(tmpdir(), "outside-"));
  writeFileSync(join(outside, "people.csv"), "id\r\n");
  writeFileSync(join(outside, "client.json"), JSON.stringify({ ...client, id: "b" }));

  test.each([
    ["a list", "clients/a/people.csv", join(outside, "people.csv"), ["incident/link clients/a/people.csv"]],
    ["a client's folder", "clients/b", outside, ["incident/link clients/b"]],
    ["the templates", "templates", outside, ["incident/link templates"]],
  ])("%s that is a link is told, not followed", async (_label, link, target, wanted) => {
    const dir = folderOf(firstDay);
    symlinkSync(target, join(dir, link));
    const { value, problems } = await readIncidentFolder(dir);
    expect(told(problems)).toEqual(expect.arrayContaining(wanted));
    expect(value?.files.map((file) => file.name)).toEqual(["clients/a/client.json", "incident.json"]);
  });

  test("a linked incident.json is as good as none", async () => {
    const dir = folderOf({ "clients/a/client.json": client });
    writeFileSync(join(outside, "incident.json"), JSON.stringify(incident));
    symlinkSync(join(outside, "incident.json"), join(dir, "incident.json"));
    expect(told((await readIncidentFolder(dir)).problems)).toEqual(["incident/file-missing incident.json"]);
  });

  test.each([
    "../b/people.csv",
    "/etc/passwd",
    "codes/../../x.csv",
    "C:\\x.csv",
    "codes\\..\\..\\x.csv",
    ".",
  ])("a pool at %s is refused", async (pool) => {
    const offers = [{ ...ready.client.offers[0], pool }];
    const { value, problems } = await read(readyFiles({ client: { offers } }));
    expect(told(problems)).toContain("incident/path-leaves-folder clients/a/client.json offers[0].pool");
    expect(value?.clients[0]?.pools.size).toBe(0);
  });

  test("files beside a pool add to it in the order of their numbers, unless another offer names them", async () => {
    const names = ["10.csv", "2.CSV", "3.xlsx", "1.csv", "02.csv", "2.pdf", "x.csv", "4.csv"];
    const beside = Object.fromEntries(
      names.map((name) => [`clients/a/codes/adult.${name}`, "code\r\nB1\r\n"]),
    );
    const [offer] = ready.client.offers;
    const offers = [offer, { ...offer, id: "minor-12", pool: "codes/adult.4.csv" }];
    const { value, problems } = await read({ ...readyFiles({ client: { offers } }), ...beside });
    const files = (id: string) => value?.clients[0]?.pools.get(id)?.map(({ name }) => name.split("/").at(-1));
    expect(files("adult-24")).toEqual(["adult.csv", "adult.2.CSV", "adult.3.xlsx", "adult.10.csv"]);
    expect(files("minor-12")).toEqual(["adult.4.csv"]);
    expect(told(problems).filter((each) => each.startsWith("incident/pool-unused"))).toEqual(
      ["02.csv", "1.csv", "2.pdf", "x.csv"].map(
        (name) => `incident/pool-unused clients/a/codes/adult.${name}`,
      ),
    );
  });

  test("a letterhead's image likewise", async () => {
    const { problems } = await read({
      ...firstDay,
      "clients/a/client.json": { ...client, letterhead: { image: "../../logo.png" } },
    });
    expect(told(problems)).toEqual(["incident/path-leaves-folder clients/a/client.json letterhead.image"]);
  });
});

test.each([
  [
    "the same id",
    { id: "adult-24", pool: "codes/other.csv" },
    "incident/offer-twice clients/a/client.json offers[1].id",
  ],
  [
    "the same pool",
    { id: "minor-12", pool: "codes/adult.csv" },
    "incident/pool-shared clients/a/client.json offers[1].pool",
  ],
])("two offers with %s stop", async (_label, change, wanted) => {
  const offers = [ready.client.offers[0], { ...ready.client.offers[0], ...change }];
  const { problems } = await read(readyFiles({ client: { offers } }));
  expect(told(problems)).toEqual([wanted]);
  expect(stops(problems)).toBe(true);
});

describe("JSON Schema for editors", () => {
  test("knows the keys, the required ones, and refuses others", () => {
    expect(incidentJsonSchema()).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      additionalProperties: false,
      required: ["format", "id", "title", "notifier"],
      properties: {
        format: { const: 1 },
        dates: { properties: { discovered: { type: "string", format: "date" } } },
      },
    });
    expect(clientJsonSchema()).toMatchObject({
      required: ["format", "id", "name", "kind"],
      properties: { kind: { enum: expect.arrayContaining(["coveredEntity"]) }, $schema: { type: "string" } },
    });
  });
});
