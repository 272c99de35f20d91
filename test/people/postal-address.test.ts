import { describe, expect, test } from "vitest";
import { lastLines, publication28 } from "../../src/people/index.ts";
import { outcomeOf } from "./people-file.ts";

const none = { address1: "", address2: "", address3: "", city: "", state: "", zip: "", country: "" };

async function addressOf(cells: Readonly<Record<string, string>>) {
  const outcome = await outcomeOf(cells);
  if (outcome.kind !== "person") throw new Error(`held: ${outcome.problems.map((p) => p.code).join(", ")}`);
  return outcome.individual;
}

describe("Publication 28", () => {
  test.each([
    ["capitals", "12 Main Street", "12 MAIN STREET"],
    ["points and commas go", "P.O. Box 12, Station B.", "PO BOX 12 STATION B"],
    ["a point within a number stays", "39.2 Road", "39.2 ROAD"],
    ["slash and hyphen stay", "123 1/2 N 4th St, Apt 5-B", "123 1/2 N 4TH ST APT 5-B"],
    ["apostrophes go", "7 O'Brien St", "7 OBRIEN ST"],
    ["the number sign stays", "12 Main St #4", "12 MAIN ST #4"],
    ["parentheses go", "12 Main St (rear)", "12 MAIN ST REAR"],
    ["spaces are single", "  12   Main\u00a0St ", "12 MAIN ST"],
    ["accents stay", "Calle Peñón 4", "CALLE PEÑÓN 4"],
  ])("%s", (_label, line, wanted) => {
    expect(publication28(line)).toBe(wanted);
  });
});

describe("ZIP codes", () => {
  test.each([
    ["five digits", "TX", "78701", "78701"],
    ["ZIP+4", "TX", "78701-1234", "78701-1234"],
    ["nine digits", "TX", "787011234", "78701-1234"],
    ["a trailing hyphen", "TX", "78701-", "78701"],
    ["+4 of zeros is not known", "TX", "78701-0000", "78701"],
    ["a state by its name", "texas", "78701", "78701"],
    ["a state with points", "N.Y.", "10001", "10001"],
    ["El Paso", "TX", "88510", "88510"],
    ["Fishers Island shares 063 with Connecticut", "NY", "06390", "06390"],
    ["a state's first and last prefix", "CA", "96162", "96162"],
    ["Holtsville", "NY", "00501", "00501"],
  ])("%s", async (_label, state, zip, wanted) => {
    const person = await addressOf({ state, zip });
    expect(person.address.zip).toBe(wanted);
  });

  test.each([
    ["four digits", "MA", "2139", "02139"],
    ["three digits", "PR", "901", "00901"],
    ["eight digits", "MA", "21391234", "02139-1234"],
    ["seven digits", "VI", "8021234", "00802-1234"],
  ])("%s: zeros restored with a warning if the state agrees", async (_label, state, zip, wanted) => {
    const outcome = await outcomeOf({ state, zip });
    expect(outcome).toMatchObject({ kind: "person", individual: { address: { zip: wanted } } });
    expect(outcome.problems.map((p) => p.code)).toEqual(["people/zip-zeros-restored"]);
  });

  test.each([
    ["four digits, and the state disagrees", { zip: "2139" }, "people/zip-not-in-state"],
    ["another state's", { zip: "02139" }, "people/zip-not-in-state"],
    ["just beyond California", { state: "CA", zip: "96201" }, "people/zip-not-in-state"],
    ["Austin's 733 is not Oklahoma's", { state: "OK", zip: "73301" }, "people/zip-not-in-state"],
    ["six digits", { zip: "787011" }, "people/zip-form"],
    ["two digits", { zip: "78" }, "people/zip-form"],
    ["letters", { zip: "M5V 2T6" }, "people/zip-form"],
    ["a spreadsheet's fraction", { zip: "78701.0" }, "people/zip-form"],
    ["none", { zip: "" }, "people/address-incomplete"],
    ["no city", { city: "" }, "people/address-incomplete"],
    ["a street and nothing else", { city: "", state: "", zip: "" }, "people/address-incomplete"],
    ["no city abroad", { city: "", state: "", zip: "", country: "FR" }, "people/address-incomplete"],
    ["no state", { state: "" }, "people/address-incomplete"],
    ["a state that is none", { state: "ZZ" }, "people/state-unknown"],
    ["a province without its country", { state: "ON", zip: "M5V 2T6" }, "people/state-unknown"],
    ["a country that is none", { country: "Atlantis" }, "people/country-unknown"],
    ["a foreign country with a Texan ZIP", { country: "Canada" }, "people/country-contradicts-state"],
    [
      "four lines",
      { address1: "1 A St\n2 B St", address2: "3", address3: "4" },
      "people/address-too-many-lines",
    ],
  ])("%s holds", async (_label, cells, code) => {
    const outcome = await outcomeOf(cells);
    expect(outcome.kind).toBe("held");
    expect(outcome.problems.map((p) => p.code)).toEqual([code]);
  });
});

describe("jurisdictions", () => {
  test.each([
    ["a state", { state: "CA", zip: "90001" }, "US-CA", "state"],
    ["the District", { state: "DC", zip: "20001" }, "US-DC", "state"],
    ["Puerto Rico 006", { state: "PR", zip: "00601" }, "US-PR", "territory"],
    ["Puerto Rico 009", { state: "PR", zip: "00901" }, "US-PR", "territory"],
    ["Puerto Rico as a country", { state: "", zip: "00901", country: "Puerto Rico" }, "US-PR", "territory"],
    ["the Virgin Islands 008", { state: "VI", zip: "00802" }, "US-VI", "territory"],
    ["Guam", { state: "GU", zip: "96910" }, "US-GU", "territory"],
    ["Palau is a state of its own, mailed at home", { state: "PW", zip: "96940" }, "FOREIGN", "territory"],
    ["military, Americas", { city: "APO", state: "AA", zip: "34001" }, "UNKNOWN", "military"],
    ["military, Europe", { city: "FPO", state: "AE", zip: "09501" }, "UNKNOWN", "military"],
    ["military, Pacific", { city: "APO", state: "AP", zip: "96201" }, "UNKNOWN", "military"],
    ["the United States said in words", { country: "U.S.A." }, "US-TX", "state"],
    ["abroad", { city: "Toronto", state: "ON", zip: "M5V 2T6", country: "CA" }, "FOREIGN", "foreign"],
    [
      "abroad without a postal code",
      { city: "Dublin", state: "", zip: "", country: "Ireland" },
      "FOREIGN",
      "foreign",
    ],
    ["no address, but a state", { ...none, state: "TX" }, "US-TX", "unknown"],
    ["no address at all", none, "UNKNOWN", "unknown"],
    ["homeless", { address1: "Homeless" }, "US-TX", "unknown"],
    ["no address abroad", { ...none, country: "France" }, "FOREIGN", "unknown"],
  ])("%s", async (_label, cells, jurisdiction, kind) => {
    const person = await addressOf(cells);
    expect([person.jurisdiction, person.address.kind]).toEqual([jurisdiction, kind]);
    expect(person.delivery).toBe(kind === "unknown" ? "substitute" : "mail");
  });
});

test("a line break divides an address into lines", async () => {
  const person = await addressOf({ address1: "12 Main St\r\nApt 4" });
  expect(person.address.lines).toEqual(["12 MAIN ST", "APT 4"]);
});

test.each([
  ["at home", {}, ["AUSTIN TX 78701"]],
  [
    "abroad: the country in capitals on a line of its own",
    { city: "Toronto", state: "ON", zip: "m5v 2t6", country: "Canada" },
    ["TORONTO ON M5V 2T6", "CANADA"],
  ],
  ["military", { city: "Apo", state: "AE", zip: "09012" }, ["APO AE 09012"]],
  ["nowhere", none, []],
])("the last lines %s", async (_label, cells, wanted) => {
  expect(lastLines((await addressOf(cells)).address)).toEqual(wanted);
});
