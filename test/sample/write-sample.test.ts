import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readyToRun } from "../../src/incident/index.ts";
import { writeSample } from "../../src/sample/index.ts";
import { readSample } from "./read-sample.ts";

const committed = "samples/larkspur";
const larkspur = { people: 2000, clients: 4, seed: 2023 };

let scratch = "";
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "sample-"));
});
afterAll(async () => {
  vi.restoreAllMocks();
  await rm(scratch, { recursive: true, force: true });
});

/** Every file below the folder with its bytes, by its path. */
async function filesIn(dir: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(dir.length + 1), await readFile(path));
  }
  return files;
}

describe("the same size and seed", () => {
  test("give the committed sample, byte for byte", async () => {
    const dir = join(scratch, "again");
    const written = await writeSample(dir, larkspur);
    const [fresh, kept] = [await filesIn(dir), await filesIn(committed)];
    kept.delete("README.md");
    expect([...fresh.keys()].sort()).toEqual([...kept.keys()].sort());
    expect([...written.files].sort()).toEqual([...kept.keys()].sort());
    for (const [name, bytes] of fresh) expect(bytes.equals(kept.get(name) ?? Buffer.of()), name).toBe(true);
  });

  test("give the same bytes on another day, without the clock and without Math.random", async () => {
    const size = { people: 300, clients: 3, seed: 5 };
    await writeSample(join(scratch, "today"), size);
    const random = vi.spyOn(Math, "random");
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-07-08T09:10:11Z") });
    await writeSample(join(scratch, "later"), size);
    vi.useRealTimers();
    expect(random).not.toHaveBeenCalled();
    expect(await filesIn(join(scratch, "later"))).toEqual(await filesIn(join(scratch, "today")));
  });

  test("give the same bytes when two samples are written at once", async () => {
    const size = { people: 200, clients: 2, seed: 9 };
    const dirs = ["one", "two"].map((name) => join(scratch, name));
    await Promise.all(dirs.map((dir) => writeSample(dir, size)));
    const [one, two] = await Promise.all(dirs.map(filesIn));
    expect(two).toEqual(one);
  });

  test("another seed gives other people and other codes", async () => {
    const dirs = [1, 2].map((seed) => ({ dir: join(scratch, `seed-${seed}`), seed }));
    for (const { dir, seed } of dirs) await writeSample(dir, { people: 60, clients: 1, seed });
    const [one, two] = await Promise.all(dirs.map(({ dir }) => filesIn(dir)));
    for (const name of ["people.csv", "codes/credit-24.csv"]) {
      const path = `clients/tamarind-coast-health-plan/${name}`;
      expect(two?.get(path)).not.toEqual(one?.get(path));
    }
  });
});

test("rows are people, duplicates, held and suppressed, whatever the size", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 700 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 2 ** 32 }),
      async (people, clients, seed) => {
        fc.pre(people >= clients);
        const dir = join(scratch, `any-${run++}`);
        const written = await writeSample(dir, { people, clients, seed });
        expect(written.people + written.held + written.suppressed).toBe(people);
        expect(written.people + written.duplicates + written.held + written.suppressed).toBe(written.rows);
        const names = await readdir(join(dir, "clients"));
        expect(names).toHaveLength(clients);
      },
    ),
    { numRuns: 8 },
  );
});

test.each([
  ["no client", { people: 10, clients: 0, seed: 1 }, "at least one client"],
  ["half a client", { people: 10, clients: 1.5, seed: 1 }, "at least one client"],
  ["fewer people than clients", { people: 3, clients: 4, seed: 1 }, "at least one person"],
])("%s is refused", async (_, size, message) => {
  await expect(writeSample(join(scratch, "never"), size)).rejects.toThrow(message);
});

describe("what was written is what the check finds", () => {
  test.each([
    ["twelve clients", { people: 3000, clients: 12, seed: 1 }],
    ["one client", { people: 1000, clients: 1, seed: 42 }],
    ["six people", { people: 6, clients: 2, seed: 8 }],
    ["the largest seed", { people: 900, clients: 5, seed: 2 ** 32 - 1 }],
  ])("%s", async (name, size) => {
    const dir = join(scratch, name);
    const { people, duplicates, held, suppressed } = await writeSample(dir, size);
    const { counts, folder } = await readSample(dir);
    expect(counts).toEqual({ person: people, duplicate: duplicates, held, suppressed });
    expect(readyToRun(folder)).toEqual([]);
  });

  test("every one of 60 clients has a name, a telephone number and a web site of its own", async () => {
    const dir = join(scratch, "sixty");
    await writeSample(dir, { people: 60, clients: 60, seed: 4 });
    const { folder } = await readSample(dir);
    const own = folder.clients.map(({ client }) => client);
    for (const values of [
      own.map(({ name }) => name),
      own.map(({ contact }) => contact?.website),
      own.flatMap(({ contact, offers }) => [contact?.tollFree, offers[0]?.enrolPhone]),
    ]) {
      expect(new Set(values).size).toBe(values.length);
    }
  });
});

test("more rows than a workbook holds well go into CSV, with the same headers", async () => {
  const dir = join(scratch, "large");
  await writeSample(dir, { people: 16_000, clients: 4, seed: 3 });
  const folder = join(dir, "clients/quillhaven-memorial-hospital");
  const names = await readdir(folder);
  expect(names).toContain("people.csv");
  expect(names).not.toContain("people.xlsx");
  const [header] = (await readFile(join(folder, "people.csv"), "utf8")).split("\n");
  expect(header?.startsWith("Patient ID,First Name,")).toBe(true);
});
