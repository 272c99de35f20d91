import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  clientFieldList,
  clientJsonSchema,
  incidentFieldList,
  incidentJsonSchema,
} from "../../src/incident/index.ts";
import { personColumnNames } from "../../src/people/index.ts";
import { filesUnder, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

const folder = join(newFolder(), "new");
const client = "clients/example-clinic";
beforeAll(async () => {
  const { code, err } = await noticepress("init", folder);
  expect(code).toBe(0);
  expect(err).toContain(`Next: fill in incident.json and ${client}/client.json, then noticepress duties`);
});

const textOf = (name: string) => readFileSync(join(folder, name), "utf8");

describe("the new folder", () => {
  test("holds these files, readable by their owner only", () => {
    const files = [...filesUnder(folder).keys()];
    expect(files.sort()).toEqual([
      "README.md",
      `${client}/client.json`,
      `${client}/codes/example.csv`,
      `${client}/people.csv`,
      "incident.json",
    ]);
    for (const name of files) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
  });

  test("check accepts it; all it finds is that nobody is on the list yet", async () => {
    const { code, out } = await noticepress("check", folder, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out).problems.map((each: { code: string }) => each.code)).toEqual([
      "people/file-without-rows",
    ]);
  });

  test("duties works at once, from the estimate", async () => {
    const { code, out, err } = await noticepress("duties", folder, "--json");
    expect(code).toBe(0);
    expect(err).not.toContain("planned mailing day");
    const owed = JSON.parse(out).duties.filter(({ status }: { status: string }) => status === "owed");
    expect(owed.map(({ jurisdiction, to }: Record<string, string>) => `${jurisdiction} ${to}`)).toEqual(
      expect.arrayContaining(["US-HIPAA individuals", "US-CA individuals", "US-TX regulator"]),
    );
  });

  test("status says that the lists come next", async () => {
    const { code, err } = await noticepress("status", folder);
    expect(code).toBe(0);
    expect(err).toContain("put the lists of people under clients/<id>/");
  });

  test("one person on the list is enough for proofs: nothing else is missing", async () => {
    const filled = join(newFolder(), "filled");
    await noticepress("init", filled);
    const row: Record<string, string> = {
      id: "1",
      fullName: "Ada Example",
      address1: "7 Example Street",
      city: "Austin",
      state: "TX",
      zip: "78701",
      status: "adult",
      dataElements: "ssn;name",
    };
    const list = join(filled, client, "people.csv");
    const cells = personColumnNames.map((name) => row[name] ?? "");
    writeFileSync(list, `${readFileSync(list, "utf8")}${cells.join(",")}\r\n`);
    const { code, out } = await noticepress("status", filled, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      intake: { people: 1 },
      missing: [],
      texts: { texts: 1, approved: 0 },
      next: expect.stringContaining("noticepress proofs"),
    });
  });

  test("people.csv has every known column and no row", () => {
    expect(textOf(`${client}/people.csv`)).toBe(`${personColumnNames.join(",")}\r\n`);
  });
});

/** Every key that a schema knows, read from the JSON Schema itself. */
function keysOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(keysOf);
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => [
    ...(name === "properties" ? Object.keys(value as object) : []),
    ...(name === "enum" || name === "required" ? [] : keysOf(value)),
  ]);
}

describe("README.md", () => {
  const sections = () => {
    const [, incident = "", ofClient = "", people = ""] =
      textOf("README.md").split(/^## (?=incident|clients)/m);
    return { incident, ofClient, people };
  };
  const namesIn = (section: string) => [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
  const lastKey = (path: string | undefined) =>
    path
      ?.replaceAll(/\[\]|\.\*/g, "")
      .split(".")
      .at(-1);

  test.each([
    ["incident.json", incidentJsonSchema, () => sections().incident],
    ["client.json", clientJsonSchema, () => sections().ofClient],
  ])("names each key of the schema of %s", (_, schema, section) => {
    const named = new Set(namesIn(section()).map(lastKey));
    const keys = new Set(keysOf(schema()));
    expect(keys.size).toBeGreaterThan(25);
    expect([...keys].filter((key) => !named.has(key))).toEqual([]);
  });

  test.each([
    ["incident.json", incidentFieldList, () => sections().incident],
    ["client.json", clientFieldList, () => sections().ofClient],
  ])("has one line for each field of %s, with what it holds", (_, fields, section) => {
    const text = section();
    expect(namesIn(text)).toEqual(fields().map(({ path }) => path));
    for (const { path, about } of fields()) {
      expect(about, path).not.toBe("");
      expect(text).toContain(about);
    }
  });

  test.each([
    ["format", "required"],
    ["dates.discovered", "`duties`"],
    ["narrative.*.whatHappened", "letters"],
    ["updates", ""],
  ])("says for which step %s is needed", (path, needed) => {
    expect(sections().incident).toContain(`| \`${path}\` | ${needed} |`);
  });

  test("names each column of a list of people", () => {
    expect(namesIn(sections().people)).toEqual(personColumnNames);
  });
});

test.each([
  ["a folder that is not empty", (dir: string) => writeFileSync(join(dir, "keep.txt"), "mine"), ""],
  ["a file", (dir: string) => writeFileSync(join(dir, "keep.txt"), "mine"), "keep.txt"],
])("%s is refused and left as it is", async (_, make, name) => {
  const dir = newFolder();
  make(dir);
  expect((await noticepress("init", join(dir, name))).code).toBe(2);
  expect([...filesUnder(dir)].map(([file, bytes]) => [file, String(bytes)])).toEqual([["keep.txt", "mine"]]);
});

test("an empty folder is taken", async () => {
  const { code, out } = await noticepress("init", newFolder(), "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out).files).toContain("README.md");
});
