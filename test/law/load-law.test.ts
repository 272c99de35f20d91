import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { lawJsonSchema, loadLaw, readLaw } from "../../src/law/index.ts";
import { problemText } from "../../src/problem/index.ts";

const dir = "jurisdictions";
// biome-ignore lint/suspicious/noExplicitAny: files are bent out of shape here
type Json = Record<string, any>;
const committed = () =>
  new Map<string, Json>(
    readdirSync(dir).map((name) => [name, JSON.parse(readFileSync(join(dir, name), "utf8"))]),
  );

/** The codes of what is wrong after one file was changed. */
function codesAfter(file: string, change: (json: Json) => void): string[] {
  const files = committed();
  const json = files.get(file);
  if (json === undefined) throw new Error(`no ${file}`);
  change(json);
  const { problems } = loadLaw(files);
  for (const each of problems) expect(problemText(each).now).not.toMatch(/\{\w+\}/);
  return problems.map((each) => each.code);
}

const provision = (json: Json, id: string): Json => json.provisions.find((each: Json) => each.id === id);

describe("a faulty file is a problem, not a guess", () => {
  test.each<[string, string, (json: Json) => void]>([
    [
      "an unknown key in a rule",
      "law/key-unknown",
      (j) => {
        provision(j, "individual-notice").versions[0].rule.dayz = 30;
      },
    ],
    [
      "an unknown key in the file",
      "law/key-unknown",
      (j) => {
        j.comment = "x";
      },
    ],
    [
      "no citation",
      "law/citation-missing",
      (j) => {
        delete provision(j, "individual-notice").versions[0].cite;
      },
    ],
    [
      "an empty citation",
      "law/citation-missing",
      (j) => {
        provision(j, "individual-notice").versions[0].cite = "";
      },
    ],
    [
      "a day that does not exist",
      "law/value-wrong",
      (j) => {
        provision(j, "individual-notice").versions[0].from = "2023-02-30";
      },
    ],
    [
      "calendar and business days at once",
      "law/value-wrong",
      (j) => {
        provision(j, "attorney-general").versions[1].rule.businessDays = 15;
      },
    ],
    [
      "no days at all",
      "law/value-wrong",
      (j) => {
        delete provision(j, "attorney-general").versions[1].rule.calendarDays;
      },
    ],
    [
      "a duty without a name",
      "law/value-wrong",
      (j) => {
        delete provision(j, "attorney-general").name;
      },
    ],
    [
      "a data element that nobody knows",
      "law/value-wrong",
      (j) => {
        provision(j, "trigger").versions[0].rule.elements.push("shoeSize");
      },
    ],
    [
      "two versions from the same day",
      "law/versions-overlap",
      (j) => {
        provision(j, "attorney-general").versions[0].from = "2026-01-01";
      },
    ],
    [
      "a version that runs into the next",
      "law/versions-overlap",
      (j) => {
        provision(j, "attorney-general").versions[0].until = "2026-01-01";
      },
    ],
    [
      "versions out of order",
      "law/versions-overlap",
      (j) => {
        provision(j, "attorney-general").versions.reverse();
      },
    ],
    [
      "a version that ends before it begins",
      "law/version-ends-early",
      (j) => {
        provision(j, "attorney-general").versions[1].until = "2025-12-31";
      },
    ],
    [
      "read, but when?",
      "law/not-verified",
      (j) => {
        delete provision(j, "attorney-general").versions[1].verifiedOn;
      },
    ],
    [
      "a duty on a condition that only a letter answers",
      "law/condition-of-letters",
      (j) => {
        provision(j, "attorney-general").versions[1].when = { known: "occurred" };
      },
    ],
    [
      "the same provision twice",
      "law/provision-twice",
      (j) => {
        j.provisions.push(provision(j, "attorney-general"));
      },
    ],
    [
      "a clause about a provision that is not there",
      "law/provision-unknown",
      (j) => {
        provision(j, "hipaa-effect").versions[0].rule.deems.push("nothing");
      },
    ],
    [
      "a question about a provision that is not there",
      "law/provision-unknown",
      (j) => {
        j.openQuestions[0].about = ["nothing"];
      },
    ],
    [
      "no trigger",
      "law/trigger-missing",
      (j) => {
        j.provisions = j.provisions.filter((each: Json) => each.id !== "trigger");
      },
    ],
    [
      "a clock that follows itself",
      "law/clock-chained",
      (j) => {
        provision(j, "attorney-general").versions[1].rule = { kind: "before", duty: "attorney-general" };
      },
    ],
    [
      "a holiday on a day that most years do not have",
      "law/value-wrong",
      (j) => {
        j.businessDayCalendar.holidays[0].on = { month: 2, day: 29 };
      },
    ],
    [
      "a list of holidays that claims to be read and does not say when",
      "law/not-verified",
      (j) => {
        j.businessDayCalendar.confidence = "read";
        delete j.businessDayCalendar.verifiedOn;
      },
    ],
    [
      "a condition on a provision that does not exist",
      "law/provision-unknown",
      (j) => {
        provision(j, "attorney-general").versions[1].when = { noticeLaterThan: "nobody" };
      },
    ],
    [
      "a condition on itself",
      "law/clock-chained",
      (j) => {
        provision(j, "attorney-general").versions[1].when = { noticeLaterThan: "attorney-general" };
      },
    ],
    [
      "two conditions that wait for each other",
      "law/clock-chained",
      (j) => {
        provision(j, "attorney-general").versions[1].when = { noticeLaterThan: "individual-notice" };
        provision(j, "individual-notice").versions[0].when = { noticeLaterThan: "attorney-general" };
      },
    ],
    [
      "another jurisdiction's name",
      "law/file-name",
      (j) => {
        j.jurisdiction = "US-ZZ";
      },
    ],
  ])("%s: %s", (_name, code, change) => {
    expect(codesAfter("us-ca.json", change)).toContain(code);
  });

  test("the faulty file is left out, the others stay", () => {
    const files = committed();
    const all = loadLaw(files).value.jurisdictions.size;
    const json = files.get("us-ca.json");
    if (json !== undefined) json.comment = "x";
    const { value } = loadLaw(files);
    expect(value.jurisdictions.has("US-CA")).toBe(false);
    expect(value.jurisdictions.size).toBe(all - 1);
  });

  test("the same jurisdiction twice", () => {
    const files = committed();
    files.set("us-zz.json", structuredClone(files.get("us-ca.json") ?? {}));
    expect(loadLaw(files).problems.map((each) => each.code)).toEqual(
      expect.arrayContaining(["law/jurisdiction-twice", "law/file-name"]),
    );
  });

  test("no contacts", () => {
    const files = committed();
    files.delete("us-contacts.json");
    const { problems } = loadLaw(files);
    expect(problems.map((each) => each.code)).toEqual(["law/contacts-missing"]);
    expect(problems[0]?.severity).toBe("stops");
  });

  test.each([null, 7, "law", [], {}])("%j is no jurisdiction", (json) => {
    const files = committed();
    files.set("us-zz.json", json as never);
    expect(loadLaw(files).problems.map((each) => each.where.file)).toContain("us-zz.json");
  });
});

describe("the hash", () => {
  test("changes when any fact changes, and not with the order of keys or files", () => {
    const before = loadLaw(committed()).value.hash;
    const shuffled = new Map(
      [...committed()]
        .reverse()
        .map(([name, json]) => [name, Object.fromEntries(Object.entries(json).reverse())]),
    );
    expect(loadLaw(shuffled).value.hash).toBe(before);
    const files = committed();
    const json = files.get("us-tx.json");
    if (json !== undefined) provision(json, "attorney-general").how = "otherwise";
    expect(loadLaw(files).value.hash).not.toBe(before);
  });
});

describe("reading a folder", () => {
  let made: string | undefined;
  afterEach(() => {
    // A folder left behind would be read by the next test.
    if (made !== undefined) rmSync(made, { recursive: true });
    made = undefined;
  });
  test("a file that is not JSON", () => {
    made = mkdtempSync(join(tmpdir(), "law-"));
    writeFileSync(join(made, "us-zz.json"), "{");
    expect(readLaw(made).problems.map((each) => [each.code, each.where.file])).toEqual([
      ["law/file-not-json", "us-zz.json"],
      ["law/contacts-missing", undefined],
    ]);
  });
  test("a folder that is not there", () => {
    expect(readLaw("no/such/folder").problems[0]).toMatchObject({
      code: "law/folder-not-readable",
      severity: "stops",
      facts: { reason: "ENOENT" },
    });
  });
});

test("jurisdictions/schema.json is current", () => {
  expect(JSON.parse(readFileSync(join(dir, "schema.json"), "utf8"))).toEqual(lawJsonSchema());
});
