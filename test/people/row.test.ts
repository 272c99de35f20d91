import { describe, expect, test } from "vitest";
import { clientWith, goodRow, outcomeOf } from "./people-file.ts";

const codes = async (cells: Readonly<Record<string, string>>, client = clientWith()) =>
  (await outcomeOf(cells, client)).problems.map((p) => p.code);

async function personOf(cells: Readonly<Record<string, string>>, client = clientWith()) {
  const outcome = await outcomeOf(cells, client);
  if (outcome.kind !== "person") throw new Error(`held: ${outcome.problems.map((p) => p.code).join(", ")}`);
  return outcome.individual;
}

test("a good row is a person without problems", async () => {
  expect(await outcomeOf({})).toEqual({
    kind: "person",
    row: 2,
    individual: {
      client: "harbor",
      id: "P-1",
      name: { full: "Maria Lopez", first: "Maria", last: "Lopez" },
      status: "adult",
      recipient: { kind: "individual" },
      address: {
        lines: ["12 MAIN ST"],
        city: "AUSTIN",
        state: "TX",
        zip: "78701",
        country: "US",
        kind: "state",
      },
      delivery: "mail",
      jurisdiction: "US-TX",
      dateOfBirth: "1980-04-02",
      language: "en",
      dataElements: ["ssn"],
      source: { file: "clients/harbor/people.csv", row: 2 },
    },
    duplicateKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    possibleDuplicateKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    problems: [],
  });
});

describe("names", () => {
  test.each([
    ["parts", { firstName: "Ana", middleName: "B.", lastName: "Cruz", suffix: "Jr." }, "Ana B. Cruz Jr."],
    ["a whole name", { fullName: "Ana Cruz" }, "Ana Cruz"],
    ["a prefix", { prefix: "Dr." }, "Dr. Maria Lopez"],
    ["a prefix that the whole name has already", { fullName: "Dr. Ana Cruz", prefix: "Dr" }, "Dr. Ana Cruz"],
    ["a suffix that the name has already", { fullName: "Ana Cruz Jr.", suffix: "Jr" }, "Ana Cruz Jr."],
    ["one word", { firstName: "", lastName: "Sukarno" }, "Sukarno"],
    ["a decomposed accent becomes one character", { firstName: "Jose\u0301" }, "Jos\u00e9 Lopez"],
    ["Vietnamese", { lastName: "Nguyễn Thị Ánh" }, "Maria Nguyễn Thị Ánh"],
    [
      "a no-break space and a double space are one space",
      { lastName: "de\u00a0 la Cruz" },
      "Maria de la Cruz",
    ],
    ["an apostrophe at the start stays", { lastName: "'t Hooft" }, "Maria 't Hooft"],
    ["an apostrophe before a formula is taken off", { lastName: "'=Lopez" }, "Maria =Lopez"],
    ["a merge field is plain text", { firstName: "{{code}}" }, "{{code}} Lopez"],
    ["markup is plain text", { firstName: "<script>" }, "<script> Lopez"],
    [
      "79 characters and a space are 80",
      { firstName: "M".repeat(39), lastName: "L".repeat(40) },
      `${"M".repeat(39)} ${"L".repeat(40)}`,
    ],
  ])("%s", async (_label, cells, full) => {
    expect((await personOf(cells)).name.full).toBe(full);
  });

  test.each([
    [
      "81 characters are more than 80",
      { firstName: "M".repeat(40), lastName: "L".repeat(40) },
      "people/name-too-long",
    ],
    ["no name", { firstName: "", lastName: "" }, "people/name-missing"],
    ["a dash is no name", { firstName: "", lastName: "-" }, "people/name-missing"],
    ["unknown is no name", { firstName: "Unknown", lastName: "Unknown" }, "people/name-missing"],
    ["N/A is no name", { firstName: "", lastName: "N/A" }, "people/name-missing"],
    ["a bell", { firstName: "Ma\u0007ria" }, "people/characters-invisible"],
    ["a line break", { firstName: "Maria\nAna" }, "people/characters-invisible"],
    ["a left-to-right mark", { firstName: "Maria\u200e" }, "people/characters-invisible"],
    ["an isolate", { firstName: "\u2066Maria" }, "people/characters-invisible"],
    ["a soft hyphen", { firstName: "Ma\u00adria" }, "people/characters-invisible"],
    ["a lost character", { firstName: "Mar\ufffda" }, "people/characters-lost"],
    ["read as Windows-1252", { firstName: "MarÃ­a" }, "people/characters-garbled"],
    ["Cyrillic", { lastName: "Лопес" }, "people/text-needs-font"],
    ["Arabic, which no font alone prints right", { lastName: "لوبيز" }, "people/text-not-printable"],
    [
      "a representative the fonts cannot print",
      { status: "minor", dateOfBirth: "2015-01-01", representative: "王" },
      "people/text-needs-font",
    ],
  ])("%s holds", async (_label, cells, code) => {
    const outcome = await outcomeOf(cells);
    expect(outcome.kind).toBe("held");
    expect(outcome.problems.map((p) => p.code)).toEqual([code]);
  });

  test.each([
    ["a name with digits", { firstName: "Maria 12" }, ["people/name-looks-odd"]],
    ["last name first", { fullName: "Lopez, Maria" }, ["people/name-reversed"]],
    ["a suffix behind a comma", { fullName: "Juan Lopez, Jr." }, []],
    ["a degree behind a comma", { fullName: "Maria Lopez, M.D." }, []],
  ])("%s is a person, told of by %s", async (_label, cells, wanted) => {
    expect((await outcomeOf(cells)).kind).toBe("person");
    expect(await codes(cells)).toEqual(wanted);
  });

  test("a person's name never stands in a problem", async () => {
    const outcome = await outcomeOf({
      firstName: "Zorblatt",
      lastName: "王",
      state: "QQ",
      city: "Zorbville",
    });
    expect(JSON.stringify(outcome.problems)).not.toMatch(/Zorb|王|QQ/);
  });
});

describe("status: minor and deceased need two facts that agree", () => {
  test.each([
    [
      "adult with an adult's birth date",
      { status: "adult", dateOfBirth: "1980-04-02" },
      "adult",
      "individual",
    ],
    ["adult without a birth date", { status: "adult", dateOfBirth: "" }, "adult", "individual"],
    ["nothing said, an adult's birth date", { status: "", dateOfBirth: "1980-04-02" }, "adult", "individual"],
    ["nothing said at all", { status: "", dateOfBirth: "" }, "adult", "individual"],
    [
      "18 on the mailing day is an adult",
      { status: "adult", dateOfBirth: "2008-02-10" },
      "adult",
      "individual",
    ],
    [
      "a minor who turns 18 the day after",
      { status: "minor", dateOfBirth: "2008-02-11" },
      "minor",
      "parentOrGuardian",
    ],
    [
      "18 is still a minor in Alabama",
      { status: "minor", dateOfBirth: "2008-02-10", state: "AL", zip: "35203" },
      "minor",
      "parentOrGuardian",
    ],
    ["born on the mailing day", { status: "Minor", dateOfBirth: "2026-02-10" }, "minor", "parentOrGuardian"],
    ["dead, with a death date", { status: "deceased", dateOfDeath: "2024-01-02" }, "deceased", "nextOfKin"],
    [
      "dead, with a representative",
      { status: "Deceased", representative: "Ana Lopez" },
      "deceased",
      "nextOfKin",
    ],
    [
      "a child who died",
      { status: "deceased", dateOfBirth: "2015-01-01", dateOfDeath: "2024-01-02" },
      "deceased",
      "nextOfKin",
    ],
    ["110 is not older than 110", { dateOfBirth: "1915-02-11" }, "adult", "individual"],
  ])("%s", async (_label, cells, status, recipient) => {
    const person = await personOf(cells);
    expect([person.status, person.recipient.kind]).toEqual([status, recipient]);
  });

  test.each([
    ["an unknown word", { status: "M" }, "people/status-unknown"],
    ["a minor without a birth date", { status: "minor", dateOfBirth: "" }, "people/minor-unconfirmed"],
    [
      "a minor who is 18 on the mailing day",
      { status: "minor", dateOfBirth: "2008-02-10" },
      "people/minor-is-adult",
    ],
    [
      "19 in Alabama",
      { status: "minor", dateOfBirth: "2007-02-10", state: "AL", zip: "35203" },
      "people/minor-is-adult",
    ],
    ["an adult who is 17", { status: "adult", dateOfBirth: "2008-02-11" }, "people/adult-is-minor"],
    [
      "a birth date of a minor and no status",
      { status: "", dateOfBirth: "2015-01-01" },
      "people/minor-without-status",
    ],
    ["deceased and nothing else", { status: "deceased" }, "people/deceased-unconfirmed"],
    [
      "a death date and adult",
      { status: "adult", dateOfDeath: "2024-01-02" },
      "people/death-contradicts-status",
    ],
    [
      "a death date and minor",
      { status: "minor", dateOfBirth: "2015-01-01", dateOfDeath: "2024-01-02" },
      "people/death-contradicts-status",
    ],
    [
      "a death date and no status",
      { status: "", dateOfDeath: "2024-01-02" },
      "people/death-contradicts-status",
    ],
    ["111 is older than 110", { dateOfBirth: "1915-02-10" }, "people/older-than-anyone"],
    ["born after the mailing day", { dateOfBirth: "2026-02-11" }, "people/birth-in-future"],
    [
      "dead after the mailing day",
      { status: "deceased", dateOfDeath: "2026-02-11" },
      "people/death-in-future",
    ],
    ["dead before birth", { status: "deceased", dateOfDeath: "1979-01-01" }, "people/death-before-birth"],
    ["a birth date that cannot be read", { dateOfBirth: "spring" }, "people/day-form"],
    [
      "a serial number as a minor's birth date",
      { status: "minor", dateOfBirth: "42000" },
      "people/day-is-serial-number",
    ],
  ])("%s holds", async (_label, cells, code) => {
    const outcome = await outcomeOf(cells);
    expect(outcome.kind).toBe("held");
    expect(outcome.problems.map((p) => p.code)).toEqual([code]);
    expect(outcome).toMatchObject({ id: "P-1", jurisdiction: expect.stringMatching(/^US-/) });
  });

  test("an adult's representative is told of, and does not get the letter", async () => {
    const cells = { representative: "Ana Lopez" };
    expect((await personOf(cells)).recipient).toEqual({ kind: "individual" });
    expect(await codes(cells)).toEqual(["people/representative-of-adult"]);
  });

  test("the representative is the recipient's name", async () => {
    const person = await personOf({
      status: "minor",
      dateOfBirth: "2015-01-01",
      representative: "Ana Lopez",
    });
    expect(person.recipient).toEqual({ kind: "parentOrGuardian", name: "Ana Lopez" });
  });
});

describe("e-mail needs a day of consent, of the reader", () => {
  const email = { email: "maria@example.org", emailConsent: "2025-06-01" };
  test.each([
    ["consent", email, { address: "maria@example.org", consentedOn: "2025-06-01" }, []],
    ["no consent", { ...email, emailConsent: "" }, undefined, []],
    [
      "consent on the mailing day",
      { ...email, emailConsent: "2026-02-10" },
      { address: "maria@example.org", consentedOn: "2026-02-10" },
      [],
    ],
    [
      "consent a day later",
      { ...email, emailConsent: "2026-02-11" },
      undefined,
      ["people/email-consent-in-future"],
    ],
    ["yes is no day", { ...email, emailConsent: "yes" }, undefined, ["people/email-consent-not-a-day"]],
    ["consent and no address", { ...email, email: "" }, undefined, ["people/email-missing"]],
    [
      "two addresses",
      { ...email, email: "a@example.org,b@example.org" },
      undefined,
      ["people/email-not-usable"],
    ],
    [
      "a name and an address",
      { ...email, email: "Maria <a@example.org>" },
      undefined,
      ["people/email-not-usable"],
    ],
    ["no top domain", { ...email, email: "maria@localhost" }, undefined, ["people/email-not-usable"]],
    ["two dots", { ...email, email: "maria..l@example.org" }, undefined, ["people/email-not-usable"]],
    [
      "a local part of 64",
      { ...email, email: `${"m".repeat(64)}@example.org` },
      { address: `${"m".repeat(64)}@example.org`, consentedOn: "2025-06-01" },
      [],
    ],
    [
      "a local part of 65",
      { ...email, email: `${"m".repeat(65)}@example.org` },
      undefined,
      ["people/email-not-usable"],
    ],
    [
      "a minor's",
      { ...email, status: "minor", dateOfBirth: "2015-01-01" },
      undefined,
      ["people/email-not-the-readers"],
    ],
  ])("%s", async (_label, cells, wanted, wantedCodes) => {
    expect((await personOf(cells)).email).toEqual(wanted);
    expect(await codes(cells)).toEqual(wantedCodes);
  });

  test("a header smuggled in after a line break holds", async () => {
    expect(await codes({ ...email, email: "a@example.org\r\nBcc: b@example.org" })).toEqual([
      "people/characters-invisible",
    ]);
  });

  test.each([
    ["an address: by mail", email, "mail"],
    ["no address, but agreed e-mail", { ...email, address1: "", city: "", zip: "" }, "emailOnly"],
    ["neither", { address1: "", city: "", zip: "" }, "substitute"],
  ])("%s", async (_label, cells, delivery) => {
    expect((await personOf(cells)).delivery).toBe(delivery);
  });
});

describe("data elements", () => {
  test.each([
    ["our own words", "medicalInformation;ssn", ["ssn", "medicalInformation"]],
    [
      "people's words, worst first",
      "Diagnosis | Social Security number; Date of Birth",
      ["ssn", "medicalInformation", "dateOfBirth"],
    ],
    ["repetition", "SSN;ssn;Social Security Number", ["ssn"]],
    ["nothing", "", []],
    ["empty items", ";ssn;;", ["ssn"]],
    [
      "an account number alone is not one with its access code",
      "bank account number",
      ["financialAccountAlone"],
    ],
  ])("%s", async (_label, cell, wanted) => {
    expect((await personOf({ dataElements: cell })).dataElements).toEqual(wanted);
  });

  test("an unknown one holds, told by its position", async () => {
    const outcome = await outcomeOf({ dataElements: "ssn;shoe size;dob;hat" });
    expect(outcome.kind).toBe("held");
    expect(outcome.problems).toMatchObject([
      { code: "people/data-element-unknown", facts: { positions: "2, 4" } },
    ]);
  });

  test("the client's own words are known by client.json", async () => {
    const client = clientWith({ people: { dataElements: { "Dx Code": "medicalInformation" } } });
    expect((await personOf({ dataElements: "DX-CODE;ssn" }, client)).dataElements).toEqual([
      "ssn",
      "medicalInformation",
    ]);
  });
});

describe("suppression", () => {
  test.each([
    ["a reason", { suppressReason: "optOut" }, "optOut"],
    ["people's words", { suppressReason: "Address Confidentiality Program" }, "addressProtection"],
    ["told on an earlier day", { previousNotice: "2026-01-05" }, "alreadyNotified"],
    ["told on the mailing day", { previousNotice: "2026-02-10" }, "alreadyNotified"],
    [
      "a row that would be held otherwise",
      { suppressReason: "notAffected", status: "deceased" },
      "notAffected",
    ],
  ])("%s", async (_label, cells, reason) => {
    expect(await outcomeOf(cells)).toMatchObject({
      kind: "suppressed",
      reason,
      id: "P-1",
      jurisdiction: "US-TX",
    });
  });

  test.each([
    ["an unknown reason", { suppressReason: "because" }, "people/suppress-reason-unknown"],
    ["told in the future", { previousNotice: "2026-02-11" }, "people/previous-notice-in-future"],
    ["told on no day", { previousNotice: "yes" }, "people/day-form"],
    ["a doubtful confirmation", { confirmedDistinct: "maybe" }, "people/confirmed-distinct-unclear"],
  ])("%s holds", async (_label, cells, code) => {
    expect((await outcomeOf(cells)).kind).toBe("held");
    expect(await codes(cells)).toEqual([code]);
  });

  test("“no” is no reason", async () => {
    expect((await outcomeOf({ suppressReason: "no" })).kind).toBe("person");
  });
});

describe("language", () => {
  test.each([
    ["nothing: the client's first", "", "en", []],
    ["a tag", "es", "es", []],
    ["a name", "Spanish", "es", []],
    ["a region falls back to its language", "es-MX", "es", []],
    ["one that is not offered", "fr", "en", ["people/language-not-offered"]],
    ["no language", "???", "en", ["people/language-unknown"]],
    ["a word of the language we are written in", "constructor", "en", ["people/language-unknown"]],
  ])("%s", async (_label, cell, wanted, wantedCodes) => {
    expect((await personOf({ language: cell })).language).toBe(wanted);
    expect(await codes({ language: cell })).toEqual(wantedCodes);
  });
});

test.each([
  ["empty", "", "people/id-missing"],
  ["in scientific notation", "1.23457E+15", "people/id-in-scientific-notation"],
])("an id that is %s holds", async (_label, id, code) => {
  expect(await codes({ id })).toEqual([code]);
});

test("every problem of a row is told at once", async () => {
  expect(await codes({ id: "", zip: "02139", status: "minor", dateOfBirth: "", dataElements: "?" })).toEqual([
    "people/id-missing",
    "people/zip-not-in-state",
    "people/minor-unconfirmed",
    "people/data-element-unknown",
  ]);
});

test("the good row is what the other cases take it for", () => {
  expect(goodRow.zip).toBe("78701");
});
