import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { filesUnder, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

const folder = join(newFolder(), "incident");
const client = "tamarind-coast-health-plan";
const columns = "id,firstName,lastName,address1,city,state,zip,dateOfBirth,status,language,dataElements";
const people = [
  "P1,Ann,Lee,1 Elm Street,Columbus,OH,43215,1980-01-01,adult,en,ssn",
  "P2,Bo,Ray,2 Elm Street,Austin,TX,78701,1980-01-02,adult,en,ssn",
  "P3,Cy,Day,3 Elm Street,Boston,MA,02108,1980-01-03,adult,en,medicalInformation",
];

beforeAll(async () => {
  expect((await noticepress("sample", folder, "--people", "16", "--clients", "2", "--seed", "3")).code).toBe(
    0,
  );
  writeFileSync(join(folder, "clients", client, "people.csv"), `${[columns, ...people].join("\n")}\n`);
});

describe("compare", () => {
  test("tells what each says that the other does not, and changes nothing", async () => {
    const before = filesUnder(folder);
    const { code, out, err } = await noticepress("compare", folder, "US-TX", "ohio", "--client", client);
    expect(code).toBe(0);
    expect(out).toContain("Texas and Ohio: what each says that the other does not");
    expect(out).toContain("Under “For residents of Texas”");
    expect(out).toMatch(/- Only Texas: .*Attorney General/);
    expect(out).toMatch(/- Only Ohio: .*Attorney General/);
    expect(err).toContain("Next: ");
    expect(filesUnder(folder)).toEqual(before);
  });

  test("as one document", async () => {
    const { code, out } = await noticepress(
      "compare",
      folder,
      "US-TX",
      "US-OH",
      "--client",
      client,
      "--json",
    );
    expect(code).toBe(0);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ format: 1, one: { name: "Texas", people: 1 }, other: { name: "Ohio" } });
    expect(document.text.map(({ under }: { under: string }) => under)).toContain("For residents of Texas");
    expect(document.law).toHaveProperty("onlyOne");
  });

  test("as a page, which is never written over something else", async () => {
    const page = join(newFolder(), "texas and ohio.html");
    expect((await noticepress("compare", folder, "tx", "oh", "--client", client, "--html", page)).code).toBe(
      0,
    );
    expect(readFileSync(page, "utf8")).toContain("<h1>Texas and Ohio: what each says");
    expect((await noticepress("compare", folder, "tx", "oh", "--client", client, "--html", page)).code).toBe(
      0,
    );
    const notes = join(newFolder(), "notes.html");
    writeFileSync(notes, "my notes");
    expect((await noticepress("compare", folder, "tx", "oh", "--client", client, "--html", notes)).code).toBe(
      2,
    );
    expect(readFileSync(notes, "utf8")).toBe("my notes");
  });

  test.each([
    ["a place that is none", ["texsa", "ohio"], "Did you mean one of these: US-TX"],
    [
      "a variant that is none",
      [`${client}/US-TX/adlut/en/credit-24/letter/ssn`, "ohio"],
      `${client}/US-TX/adult`,
    ],
    ["a client that is none", ["tx", "oh", "--client", "nobody"], `The clients are: `],
    ["a place where nobody lives", ["tx", "guam", "--client", client], "Nobody is written to in guam."],
    ["texts that differ in more", ["tx", "ma", "--client", client], "Name two by their keys."],
    ["the same twice", ["tx", "tx", "--client", client], "name two that differ"],
  ])("%s ends with 2 and a hint", async (_, words, hint) => {
    const { code, out, err } = await noticepress("compare", folder, ...words);
    expect(err).toContain(hint);
    expect(code).toBe(2);
    expect(out).toBe("");
  });
});
