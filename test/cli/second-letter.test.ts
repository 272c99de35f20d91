import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { copyOf, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

const incident = join(newFolder(), "incident");

type Incident = {
  purpose?: string;
  dates: Record<string, string>;
  narrative: Record<string, Record<string, string>>;
};

/** Makes the incident's letters corrective ones. */
function correct(folder: string): void {
  const file = join(folder, "incident.json");
  const read = JSON.parse(readFileSync(file, "utf8")) as Incident;
  const told = read.dates.individualNotice ?? "";
  read.purpose = "corrective";
  read.dates = { ...read.dates, earlierNotice: told };
  for (const narrative of Object.values(read.narrative)) narrative.correction = "It named the wrong day.";
  writeFileSync(file, JSON.stringify(read));
}

async function approved(folder: string): Promise<void> {
  expect((await noticepress("proofs", folder)).code).toBe(0);
  expect((await noticepress("approve", folder, "--by", "Test Reviewer", "--all")).code).toBe(0);
}

beforeAll(async () => {
  expect(
    (await noticepress("sample", incident, "--people", "40", "--clients", "1", "--seed", "7")).code,
  ).toBe(0);
});

describe("a letter that corrects an earlier one", () => {
  test("from a folder of its own it is run, verified and accounted for", async () => {
    const folder = copyOf(incident);
    correct(folder);
    await approved(folder);
    expect((await noticepress("run", folder)).code).toBe(0);
    expect((await noticepress("verify", folder)).code).toBe(0);
    expect((await noticepress("reconcile", folder)).code).toBe(0);
  });

  test("where the first one was sent it is refused, because nobody would get it", async () => {
    const folder = copyOf(incident);
    await approved(folder);
    expect((await noticepress("run", folder)).code).toBe(0);
    correct(folder);
    await approved(folder);
    const { code, err, out } = await noticepress("run", folder, "--next-wave");
    expect(code).toBe(1);
    expect(err + out).toContain("mailing/second-letter");
    expect(err + out).toContain("a folder of its own");
  });
});
