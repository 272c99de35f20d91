import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contentElements } from "../../src/law/index.ts";
import { conformanceIndex, conformancePage } from "./conformance-page.ts";
import { law } from "./every-variant.ts";

const folder = "docs/conformance";
const byHand = "hipaa-164-404.md";
const writing = process.env.GOLDEN === "1";

const pages = [...law.jurisdictions.values()].flatMap((jurisdiction) => {
  const text = conformancePage(jurisdiction);
  return text === "" ? [] : [{ file: `${jurisdiction.jurisdiction.toLowerCase()}.md`, jurisdiction, text }];
});

describe("docs/conformance: one list for each law with rules about the notice", () => {
  test.each(pages)("$file is current", ({ file, text }) => {
    if (writing) writeFileSync(`${folder}/${file}`, text);
    expect(existsSync(`${folder}/${file}`), `${file} is missing: run with GOLDEN=1`).toBe(true);
    expect(readFileSync(`${folder}/${file}`, "utf8")).toBe(text);
  });

  test.each(pages)(
    "$file has every item of the law, and says of each how it is ensured",
    ({ jurisdiction, text }) => {
      const lines = text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| clause"));
      const items = jurisdiction.provisions.flatMap(({ versions }) =>
        versions.flatMap(({ rule }) =>
          rule.kind === "content"
            ? [...rule.required, ...(rule.forbidden ?? []), ...(rule.optional ?? [])]
            : [],
        ),
      );
      for (const { cite } of items) expect(text).toContain(`| ${cite.replaceAll("|", "\\|")} |`);
      expect(lines.length).toBeGreaterThanOrEqual(items.length);
      for (const line of lines) expect(line).toMatch(/\| (checked|for counsel)[^|]* \|$/);
    },
  );

  test("what is required of letters is said somewhere in them", () => {
    const unsaid = pages.flatMap(({ file, text }) =>
      text
        .split("\n")
        .filter((line) => / — \| checked/.test(line))
        .map((line) => `${file}: ${line.split(" | ")[1]}`),
    );
    // Said only where the incident knows who acquired the data, or the client has a parent company.
    expect(unsaid.filter((line) => !/who acquired|parent/i.test(line))).toEqual([]);
  });

  test("no page is left over, and the index names each", () => {
    const found = readdirSync(folder).filter((file) => file.startsWith("us-"));
    expect(found.sort()).toEqual(pages.map(({ file }) => file).sort());
    const wanted = conformanceIndex(pages, byHand);
    if (writing) writeFileSync(`${folder}/README.md`, wanted);
    const index = readFileSync(`${folder}/README.md`, "utf8");
    expect(index).toBe(wanted);
    for (const { file, jurisdiction } of pages) expect(index).toContain(`[${jurisdiction.name}](${file})`);
    expect(index).toContain(byHand);
    for (const element of contentElements) expect(index).toContain(`\`${element}\``);
  });

  test("HIPAA’s page, which is written by hand, has every clause of its list", () => {
    const text = readFileSync(`${folder}/${byHand}`, "utf8");
    const clauses = law.jurisdictions
      .get("US-HIPAA")
      ?.provisions.flatMap(({ versions }) =>
        versions.flatMap(({ rule }) => (rule.kind === "content" ? rule.required : [])),
      );
    expect(clauses?.length).toBeGreaterThan(5);
    for (const { cite, element } of clauses ?? []) {
      expect(text).toContain(`| ${cite.replace("45 CFR 164.404", "")} |`);
      expect(text, element).toContain(element);
    }
  });
});
