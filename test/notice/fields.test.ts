import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { type DataElement, dataElements } from "../../src/incident/index.ts";
import { dataElementPhrase, type Facets, fieldsFor } from "../../src/notice/index.ts";
import { adultInTexas, ana, clinic, english, maria, robert } from "./fictional-incident.ts";

const reader = { kind: "reader" } as const;
const named = { kind: "named", name: "Ana Lopez" } as const;

describe("the list of data elements, worst first", () => {
  test.each<readonly [string, readonly DataElement[], string]>([
    ["nothing but a name", [], "your name"],
    ["one", ["ssn"], "your Social Security number"],
    ["two", ["medicalInformation", "ssn"], "your Social Security number and medical information"],
    [
      "three, with the last comma",
      ["healthInsurance", "dateOfBirth", "ssn"],
      "your Social Security number, health insurance information, and date of birth",
    ],
    ["the name, last but for addresses", ["name", "ssn"], "your Social Security number and name"],
    [
      "an item that has its own “and”",
      ["onlineCredentials", "emailAddress"],
      "your user name and password, and e-mail address",
    ],
    ["given twice", ["ssn", "ssn"], "your Social Security number"],
    [
      "an account with its code is not two accounts",
      ["financialAccount", "financialAccountAlone"],
      "your bank account number with its access code",
    ],
    [
      "a card with its code is not two cards",
      ["paymentCardAlone", "paymentCard"],
      "your payment card number with its security code",
    ],
    ["the last digits of a number that is there whole", ["partialSsn", "ssn"], "your Social Security number"],
    ["the last digits alone", ["partialSsn"], "your partial Social Security number"],
  ])("%s", (_, elements, phrase) => {
    expect(dataElementPhrase(elements, reader, english)).toBe(phrase);
  });

  test("of a person who is named", () => {
    expect(dataElementPhrase(["ssn", "name"], named, english)).toBe(
      "Ana Lopez’s Social Security number and name",
    );
    expect(dataElementPhrase([], named, english)).toBe("Ana Lopez’s name");
    expect(dataElementPhrase(["ssn"], { kind: "named", name: "James" }, english)).toBe(
      "James’s Social Security number",
    );
  });

  test("every element has words, and no two the same", () => {
    const words = dataElements.map((element) => dataElementPhrase([element], reader, english));
    expect(new Set(words).size).toBe(dataElements.length);
  });

  test("does not hang on the order in which they were given", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...dataElements)), (elements) => {
        expect(dataElementPhrase([...elements].reverse(), named, english)).toBe(
          dataElementPhrase(elements, named, english),
        );
      }),
    );
  });
});

describe("fields of one person", () => {
  const toParent: Facets = { ...adultInTexas, recipient: "parentOrGuardian", offer: "minor24" };
  const toKin: Facets = { ...adultInTexas, recipient: "nextOfKin", offer: null };

  test.each([
    ["an adult", maria, adultInTexas, "Maria Lopez"],
    ["a parent without a name", ana, toParent, "Parent or Guardian of Ana Lopez"],
    [
      "a parent by name",
      { ...ana, recipient: { kind: "parentOrGuardian" as const, name: "Elena Lopez" } },
      toParent,
      "Elena Lopez",
    ],
    ["next of kin without a name", robert, toKin, "Family of Robert Hale"],
    [
      "next of kin by name",
      { ...robert, recipient: { kind: "nextOfKin" as const, name: "June Hale" } },
      toKin,
      "June Hale",
    ],
  ])("the salutation to %s", (_, person, facets, name) => {
    expect(fieldsFor(person, facets, clinic, english).recipientName).toBe(name);
  });

  test("code and last day where there is an offer; the code's own earlier day wins", () => {
    const fields = fieldsFor(maria, adultInTexas, clinic, english, {
      code: "A1",
      enrolBy: day("2026-05-31"),
    });
    expect(fields).toMatchObject({ code: "A1", enrolBy: "May 31, 2026" });
    expect(fieldsFor(maria, adultInTexas, clinic, english, { code: "A1" }).enrolBy).toBe("June 30, 2026");
  });

  test("no code and no last day without an offer, even if one is handed in", () => {
    expect(fieldsFor(maria, { ...adultInTexas, offer: null }, clinic, english, { code: "A1" })).toEqual({
      recipientName: "Maria Lopez",
      individualName: "Maria Lopez",
      dataElements: "your Social Security number, medical information, date of birth, and name",
    });
  });

  test("values are in NFC", () => {
    const person = { ...maria, name: { full: "Jose\u0301" } };
    expect(fieldsFor(person, adultInTexas, clinic, english).recipientName).toBe("Jos\u00e9");
  });
});
