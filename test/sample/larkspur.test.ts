import { readFile } from "node:fs/promises";
import { inflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { type ClientFolder, type IncidentFolder, readPool, readyToRun } from "../../src/incident/index.ts";
import type { Individual } from "../../src/people/index.ts";
import { mailingDay, type ReadSample, readSample } from "./read-sample.ts";

// What the check must make of the committed sample: 2,000 people and their second rows.
const expected = { person: 1984, duplicate: 20, held: 8, suppressed: 8 };

let folder: IncidentFolder;
let people: readonly Individual[];
let sample: ReadSample;

beforeAll(async () => {
  sample = await readSample("samples/larkspur");
  ({ folder, people } = sample);
});

test("the folder is ready to run", () => {
  expect(readyToRun(folder)).toEqual([]);
});

test("the check counts what was written", () => {
  expect(sample.counts).toEqual(expected);
});

test("one column is unknown, and only that", () => {
  expect(sample.fileProblems).toEqual(["people/column-unknown Department"]);
});

test("each bad row is held for its own reason", () => {
  const codes = sample.heldFor.flat();
  expect(codes.sort()).toEqual([
    "people/adult-is-minor",
    "people/birth-in-future",
    "people/day-form",
    "people/deceased-unconfirmed",
    "people/name-missing",
    "people/state-unknown",
    "people/text-needs-font",
    "people/zip-not-in-state",
  ]);
});

describe("its people", () => {
  const share = (count: number) => count / people.length;

  test("live in 15 states or more, the District, Puerto Rico, on a military post and abroad", () => {
    const jurisdictions = new Set(people.map(({ jurisdiction }) => jurisdiction));
    expect([...jurisdictions].filter((code) => code.startsWith("US-")).length).toBeGreaterThanOrEqual(17);
    for (const one of ["US-DC", "US-PR", "UNKNOWN", "FOREIGN"]) expect(jurisdictions).toContain(one);
    expect(new Set(people.map(({ address }) => address.kind))).toEqual(
      new Set(["state", "territory", "military", "foreign", "unknown"]),
    );
  });

  test("are about 88 % adults, 8 % minors and 4 % deceased", () => {
    const of = (status: string) => share(people.filter((person) => person.status === status).length);
    expect(of("adult")).toBeGreaterThan(0.85);
    expect(of("minor")).toBeGreaterThan(0.06);
    expect(of("deceased")).toBeGreaterThan(0.03);
  });

  test("are to be written to in Spanish where they say so in any way, and the client writes it", () => {
    const spanish = people.filter(({ language }) => language === "es");
    expect(spanish.length).toBe(59);
    expect(new Set(spanish.map(({ client }) => client))).toEqual(new Set(["tamarind-coast-health-plan"]));
  });

  test("have accents, suffixes, one word, and one has 60 characters", () => {
    const names = people.map(({ name }) => name);
    expect(Math.max(...names.map(({ full }) => [...full].length))).toBe(60);
    expect(names.some(({ full }) => !full.includes(" "))).toBe(true);
    expect(names.some(({ full }) => /[ầếộữ]/i.test(full))).toBe(true);
    expect(names.some(({ full }) => /[łžčğ]/i.test(full))).toBe(true);
    for (const suffix of [/ Jr\.?$/, / Sr\.?$/, / III$/]) {
      expect(
        names.some(({ full }) => suffix.test(full)),
        String(suffix),
      ).toBe(true);
    }
  });

  test("father and son with one name at one address are two people", () => {
    const without = (full: string) => full.replace(/ (?:Jr\.?|Sr\.?|I+V?)$/, "");
    const homes = new Map<string, Set<string>>();
    for (const { client, name, address } of people) {
      const key = [client, without(name.full), ...address.lines, address.zip].join("\n");
      homes.set(key, (homes.get(key) ?? new Set()).add(name.full));
    }
    expect([...homes.values()].filter((names) => names.size > 1).length).toBeGreaterThan(10);
  });

  test("minors mostly have a parent's name, and some have none", () => {
    const minors = people.filter(({ status }) => status === "minor");
    const named = minors.filter(({ recipient }) => "name" in recipient && recipient.name !== undefined);
    expect(named.length / minors.length).toBeGreaterThan(0.8);
    expect(named.length).toBeLessThan(minors.length);
  });

  test("some agreed to e-mail; some cannot be reached by mail", () => {
    expect(share(people.filter(({ email }) => email !== undefined).length)).toBeGreaterThan(0.1);
    expect(people.some(({ delivery }) => delivery === "substitute")).toBe(true);
  });

  test("the city's lost no health data, all others only what a health client holds", () => {
    const elements = (client: string) =>
      new Set(
        people.filter((person) => person.client === client).flatMap(({ dataElements }) => dataElements),
      );
    expect(elements("city-of-alder-bend")).toEqual(
      new Set(["ssn", "driversLicense", "financialAccountAlone"]),
    );
    for (const { client } of folder.clients.filter(({ client: { kind } }) => kind === "coveredEntity")) {
      expect(elements(client.id)).toContain("medicalInformation");
      expect(elements(client.id)).not.toContain("financialAccountAlone");
    }
  });

  test("more than 500 residents of one state at one client, so the media are told", () => {
    const inMassachusetts = people.filter(
      ({ client, jurisdiction }) => client === "quillhaven-memorial-hospital" && jurisdiction === "US-MA",
    );
    expect(inMassachusetts.length).toBeGreaterThan(500);
  });
});

describe("its clients", () => {
  test.each([
    ["names", (client: ClientFolder["client"]) => client.name],
    ["letterhead colours", (client: ClientFolder["client"]) => client.letterhead?.colour],
    ["return addresses", (client: ClientFolder["client"]) => client.returnAddress?.join()],
    ["discovery dates", (client: ClientFolder["client"]) => client.dates.discovered],
    ["call-centre hours", (client: ClientFolder["client"]) => client.contact?.hours.en],
    ["telephone numbers", (client: ClientFolder["client"]) => client.contact?.tollFree],
  ])("differ in %s", (_, value) => {
    const values = folder.clients.map(({ client }) => value(client));
    expect(values).not.toContain(undefined);
    expect(new Set(values).size).toBe(folder.clients.length);
  });

  test("have telephone numbers that are nobody's and domains that are reserved", () => {
    for (const { client } of folder.clients) {
      const phones = [client.contact?.tollFree, ...client.offers.map(({ enrolPhone }) => enrolPhone)];
      for (const phone of phones) expect(phone).toMatch(/^1-8\d\d-555-01\d\d$/);
      const urls = [client.contact?.website, ...client.offers.map(({ enrolUrl }) => enrolUrl)];
      for (const url of urls) expect(new URL(url ?? "").hostname).toMatch(/\.example$/);
    }
  });

  test("have emblems that are whole PNG pictures, an inch square in print", async () => {
    for (const { letterhead } of folder.clients) {
      const bytes = Buffer.from(letterhead?.bytes ?? []);
      expect(letterhead?.kind).toBe("png");
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([300, 300]);
      const data = bytes.indexOf("IDAT");
      const pixels = inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)));
      expect(pixels).toHaveLength(300 * (1 + 300 * 3));
      const inked = pixels.filter((byte) => byte < 128).length;
      expect(inked).toBeGreaterThan(pixels.length / 10);
    }
  });

  test("have enough codes for everyone due one, a few more, and none twice anywhere", async () => {
    const all = new Set<string>();
    let total = 0;
    for (const { client, pools } of folder.clients) {
      for (const offer of client.offers) {
        const [file] = pools.get(offer.id) ?? [];
        if (file === undefined) throw new Error("no pool");
        let codes = 0;
        for await (const outcome of readPool(file, { mailingDay })) {
          expect(outcome.kind).toBe("code");
          if (outcome.kind !== "code") continue;
          codes += 1;
          all.add(outcome.code);
          if (outcome.expires !== undefined) expect(outcome.expires > offer.enrolBy).toBe(true);
        }
        total += codes;
        const { whenExposed } = offer;
        const due = people.filter(
          (person) =>
            person.client === client.id &&
            person.status === offer.for &&
            (whenExposed === undefined ||
              person.dataElements.some((element) => whenExposed.includes(element))),
        );
        expect(codes).toBeGreaterThan(due.length);
        expect(codes).toBeLessThan(due.length * 1.1 + 30);
      }
    }
    expect(all.size).toBe(total);
  });
});

test("the narrative names no person, blames nobody and has no stock phrases", async () => {
  const text = await readFile("samples/larkspur/incident.json", "utf8");
  expect(text).not.toMatch(/abundance of caution|take .{0,20}seriously|sophisticated|regret/i);
});

test("two people of one name and birth date are two, because somebody confirmed it", () => {
  const alike = new Map<string, Individual[]>();
  for (const person of people) {
    const key = [person.client, person.name.full, person.dateOfBirth].join("\n");
    alike.set(key, [...(alike.get(key) ?? []), person]);
  }
  const pairs = [...alike.values()].filter((same) => same.length > 1);
  expect(pairs).toHaveLength(1);
  expect(new Set(pairs[0]?.map(({ address }) => address.lines.join("\n"))).size).toBe(2);
});
