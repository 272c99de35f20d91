import { describe, expect, test } from "vitest";
import { datesFor, readyToRun, windowWordsIn } from "../../src/incident/index.ts";
import { firstDay, folder, read, ready, readyFiles, told } from "./incident-files.ts";

const config = "clients/a/client.json";
const problemsOf = async (change: Parameters<typeof readyFiles>[0]) =>
  told(readyToRun(await folder(readyFiles(change))));

test("a complete folder is ready", async () => {
  expect(await problemsOf({})).toEqual([]);
});

test("the smallest folder lacks everything that letters need", async () => {
  expect(told(readyToRun(await folder(firstDay)))).toEqual([
    "incident/holds-unsaid incident.json lawEnforcementHolds",
    "incident/narrative-missing incident.json narrative.en",
    `incident/needed-to-run ${config} relationship.en`,
    `incident/needed-to-run ${config} contact`,
    `incident/needed-to-run ${config} signatory`,
    `incident/needed-to-run ${config} returnAddress`,
    "incident/people-file-missing clients/a",
  ]);
});

describe("each thing that is missing is told", () => {
  const vendor = { notifier: { role: "vendor", name: "Records Company" } };
  const narrative = { whatHappened: "a", whatHappenedBriefly: "b", whatWeAreDoing: "c" };
  const narratives = { en: narrative, es: narrative };
  test.each([
    [
      "the mailing day",
      { incident: { dates: { discovered: "2026-01-15" } } },
      ["incident/needed-to-run incident.json dates.individualNotice"],
    ],
    [
      "the mailing day, which the client gives",
      { incident: { dates: {} }, client: { dates: { individualNotice: "2026-02-10" } } },
      [],
    ],
    [
      "a second language",
      { client: { languages: ["en", "es"] } },
      [
        "incident/narrative-missing incident.json narrative.es",
        `incident/needed-to-run ${config} contact.hours.es`,
        `incident/needed-to-run ${config} relationship.es`,
      ],
    ],
    [
      "what a supplemental letter adds",
      { incident: { purpose: "supplemental" } },
      ["incident/needed-to-run incident.json narrative.en.whatIsNew"],
    ],
    [
      "what a corrective letter corrects",
      { incident: { purpose: "corrective" } },
      ["incident/needed-to-run incident.json narrative.en.correction"],
    ],
    [
      "what a corrective letter corrects, which is given",
      {
        incident: {
          purpose: "corrective",
          narrative: { en: { ...narrative, correction: "How it was addressed." } },
        },
      },
      [],
    ],
    [
      "why the vendor held the data",
      { incident: vendor },
      [`incident/needed-to-run ${config} vendorHeldDataBecause.en`],
    ],
    [
      "what the vendor does, in a second language",
      {
        incident: { notifier: { ...vendor.notifier, does: "keeps records" }, narrative: narratives },
        client: {
          languages: ["en", "es"],
          relationship: { en: "patient", es: "paciente" },
          vendorHeldDataBecause: { en: "It keeps our records.", es: "Guarda nuestros expedientes." },
        },
      },
      [
        `incident/needed-to-run ${config} contact.hours.es`,
        "incident/needed-to-run incident.json notifier.does.es",
      ],
    ],
    ["nothing, if the client notifies itself", { incident: vendor, client: { delegation: "client" } }, []],
  ])("%s", async (_label, change, wanted) => {
    expect(await problemsOf(change)).toEqual(wanted);
  });

  test("a pool", async () => {
    const { "clients/a/codes/adult.csv": _, ...files } = readyFiles();
    expect(told(readyToRun(await folder(files)))).toEqual([`incident/pool-missing ${config} offers[0].pool`]);
  });
});

describe("offers", () => {
  const offer = ready.client.offers[0];
  test.each([
    // 2026-02-10 and 90 days are 2026-05-11.
    ["90 days are enough", { enrolBy: "2026-05-11" }, []],
    [
      "89 days are not",
      { enrolBy: "2026-05-10" },
      [`incident/enrol-by-too-soon ${config} offers[0].enrolBy`],
    ],
    [
      "a minor has no credit file",
      { for: "minor" },
      [`incident/offer-minor-credit ${config} offers[0].watches`],
    ],
    ["a minor has an identity", { for: "minor", watches: "identity" }, []],
  ])("%s", async (_label, change, wanted) => {
    expect(await problemsOf({ client: { offers: [{ ...offer, ...change }] } })).toEqual(wanted);
  });

  test("the mailing day that counts is the client's own", async () => {
    const change = { client: { dates: { individualNotice: "2026-02-11" } } };
    expect(await problemsOf(change)).toEqual([`incident/enrol-by-too-soon ${config} offers[0].enrolBy`]);
  });
});

describe("what shows through the window", () => {
  test.each([
    ["a clinic", "Harbor Clinic", ["clinic"]],
    ["a condition", "HIV Services", ["hiv"]],
    ["a possessive", "Women's Center", ["womens"]],
    ["several", "Mercy Health Cancer Hospital", ["health", "cancer", "hospital"]],
    ["the breach itself", "Data Breach Response", ["breach"]],
    ["with hyphens", "Tele-Health", ["health"]],
    ["a neutral name", "Return Mail Processing", []],
    ["part of another word", "Clinicton Heartwood Road", []],
    ["an ordinary address", "PO Box 1907, Suwanee GA 30024", []],
  ])("%s", (_label, line, words) => {
    expect(windowWordsIn(line)).toEqual(words);
  });

  test("stops with the line", async () => {
    const returnAddress = ["Return Mail Processing", "Oncology Building", "Austin TX 78701"];
    expect(await problemsOf({ client: { returnAddress } })).toEqual([
      `incident/window-word ${config} returnAddress[1]`,
    ]);
  });
});

describe("e-mail comes from a domain that readers know", () => {
  test.each([
    ["the website's, without www", "notice@a.example", []],
    ["a part of it", "notice@mail.a.example", []],
    ["capitals do not count", "notice@A.Example", []],
    ["a look-alike", "notice@a-example.example", [`incident/sender-domain ${config} emailSender.address`]],
    ["one that ends alike", "notice@nota.example", [`incident/sender-domain ${config} emailSender.address`]],
    ["the vendor's", "notice@vendor.example", [`incident/sender-domain ${config} emailSender.address`]],
  ])("%s", async (_label, address, wanted) => {
    expect(await problemsOf({ client: { emailSender: { name: "Clinic A", address } } })).toEqual(wanted);
  });

  test("without a website or an address there is nothing to compare with", async () => {
    const { email: _e, website: _w, ...contact } = ready.client.contact;
    expect(await problemsOf({ client: { contact } })).toEqual([
      `incident/sender-domain ${config} emailSender.address`,
    ]);
  });
});

test("a client's dates override the incident's, one by one", async () => {
  const { value } = await read(firstDay);
  const [client] = value?.clients ?? [];
  if (value === undefined || client === undefined) throw new Error("not read");
  expect(datesFor(value.incident, client.client)).toMatchObject({
    discovered: "2026-01-16",
    determined: "2026-01-20",
  });
});
