import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readIncidentFolder } from "../../src/incident/index.ts";
import { compose, contentCheck, type Facets, noticeText, readTemplates } from "../../src/notice/index.ts";
import { caseOf } from "./every-variant.ts";
import { adultInTexas, clinic, employer, incident } from "./fictional-incident.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Templates as an incident folder with these further files has them. */
async function templatesWith(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "noticepress-overrides-"));
  folders.push(folder);
  const all = {
    "incident.json": JSON.stringify(incident),
    "clients/summit-health/client.json": JSON.stringify(clinic),
    "clients/prairie-mills/client.json": JSON.stringify(employer),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { value } = await readIncidentFolder(folder);
  if (value === undefined) throw new Error("the folder cannot be read");
  return readTemplates("templates", value.templateOverrides);
}

const atWork: Partial<Facets> = { client: "prairie-mills", phi: false, offer: "adult12" };

/** The words of a variant, and what stops it. */
async function reading(files: Readonly<Record<string, string>>, facets: Partial<Facets> = {}) {
  const templates = await templatesWith(files);
  const of: Facets = { ...adultInTexas, ...facets };
  const each = caseOf(of, of.client === clinic.id ? clinic : employer, incident);
  const { value, problems } = compose(templates.value, of, each.from);
  const found = [...templates.problems, ...problems, ...contentCheck(value, each.from.law, templates.value)];
  return {
    text: noticeText(value, {}),
    stops: found.filter(({ severity }) => severity === "stops"),
  };
}

describe("an incident folder puts its own words in the place of ours", () => {
  const closing = "Call us any time.\n\nSincerely,\n\n{{signature}}\n\n{{client.name}}\n";

  test("one element, for everyone", async () => {
    const files = { "templates/en/elements/closing.md": closing };
    for (const facets of [{}, atWork]) {
      const { text, stops } = await reading(files, facets);
      expect(stops).toEqual([]);
      expect(text).toContain("Call us any time.");
      expect(text).not.toContain("We are sorry for any worry");
    }
  });

  test("one element, for one client; the client's goes before the incident's", async () => {
    const files = {
      "templates/en/elements/closing.md": closing,
      "clients/prairie-mills/templates/en/elements/closing.md": closing.replace("any time", "at work"),
    };
    expect((await reading(files)).text).toContain("Call us any time.");
    const { text, stops } = await reading(files, atWork);
    expect(stops).toEqual([]);
    expect(text).toContain("Call us at work.");
    expect(text).not.toContain("any time");
  });

  test("the paragraph of one state, and of one that has none of its own", async () => {
    const files = {
      "templates/en/states/us-ct.md": "### For residents of {{state.name}}\n\nOur own words.\n",
      "templates/en/states/us-tx.md": "### For residents of {{state.name}}\n\nHowdy.\n",
    };
    expect((await reading(files, { jurisdiction: "US-CT" })).text).toContain("Our own words.");
    const { text, stops } = await reading(files);
    expect(text).toContain("For residents of Texas\n\nHowdy.");
    expect(stops).toEqual([]);
  });

  test("only for parents, where ours has one text for everyone", async () => {
    const files = {
      "templates/en/elements/tax-pin.parent.md": "### Taxes\n\nAsk for a PIN for your child.\n",
    };
    const parent = { recipient: "parentOrGuardian", offer: "minor24" } as const;
    expect((await reading(files, parent)).text).toContain("Ask for a PIN for your child.");
    expect((await reading(files)).text).not.toContain("Ask for a PIN for your child.");
    const questions = { "templates/en/elements/questions.next-of-kin.md": "Nobody answers.\n" };
    const kin = { recipient: "nextOfKin", offer: null } as const;
    const { text, stops } = await reading(questions, kin);
    expect(text).toContain("Nobody answers.");
    expect(stops.map(({ code }) => code)).toContain("notice/contact-missing");
  });

  test("words of a language", async () => {
    const files = {
      "templates/es/elements/closing.md":
        "Llámenos cuando quiera.\n\nAtentamente,\n\n{{signature}}\n\n{{client.name}}\n",
    };
    const { text, stops } = await reading(files, { language: "es" });
    expect(stops).toEqual([]);
    expect(text).toContain("Llámenos cuando quiera.");
  });

  test("an override that loses what a law requires is stopped where the law requires it", async () => {
    const files = {
      "clients/summit-health/templates/en/elements/fraud-alert.md": "### Alerts\n\nAsk the bureaus.\n",
    };
    const colorado = await reading(files, { jurisdiction: "US-CO" });
    expect(colorado.stops).toMatchObject([
      {
        code: "notice/element-missing",
        where: { jurisdiction: "US-CO", template: expect.stringContaining("en/elements/fraud-alert") },
        facts: { element: "fraudAlertInfo", citation: expect.stringContaining("6-1-716") },
      },
    ]);
    expect((await reading(files)).stops).toEqual([]);
    expect((await reading(files, { ...atWork, jurisdiction: "US-CO" })).stops).toEqual([]);
  });

  test.each([
    ["a misspelt element", "templates/en/elements/clozing.md"],
    ["a file in the wrong folder", "templates/closing.md"],
    ["a state that is none", "templates/en/states/us-texas.md"],
    ["a note beside the templates", "clients/summit-health/templates/README.txt"],
  ])("%s is named and stops: its words would silently be missing", async (_, file) => {
    const { problems } = await templatesWith({ [file]: "Our words." });
    expect(problems).toMatchObject([{ code: "notice/override-unknown", severity: "stops" }]);
    expect(problems[0]?.where.template).toContain(file.split("/").at(-1));
  });
});
