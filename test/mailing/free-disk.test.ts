import { describe, expect, test } from "vitest";
import { diskProblems } from "../../src/mailing/index.ts";

const needs = { outputBytes: 100e6, ledgerBytes: 50e6 };
const where = { out: "/out", ledger: "/incident" };

describe("room on the disk", () => {
  test.each<[string, number, number, number, readonly number[]]>([
    ["room for both on one disk", 1, 1, 166e6, []],
    ["room for one of both on one disk", 1, 1, 164e6, [165]],
    ["room on two disks", 1, 2, 111e6, []],
    ["no room for the files on a disk of their own", 1, 2, 109e6, [111]],
    ["no room on either", 1, 2, 10e6, [111, 56]],
  ])("%s", (_, outDevice, ledgerDevice, free, needed) => {
    const problems = diskProblems(needs, where, (path) => ({
      device: path === "/out" ? outDevice : ledgerDevice,
      free,
    }));
    expect(problems.map(({ code }) => code)).toEqual(needed.map(() => "mailing/disk-too-small"));
    for (const [at, megabytes] of needed.entries())
      expect(Math.abs(Number(problems[at]?.facts.needed) - megabytes)).toBeLessThanOrEqual(1);
  });

  test("a ledger elsewhere needs no room here", () => {
    expect(
      diskProblems(needs, { out: "/out", ledger: undefined }, () => ({ device: 1, free: 111e6 })),
    ).toEqual([]);
  });

  test("the disk of a folder that is not there yet is that of the folder it will lie in", () => {
    expect(diskProblems(needs, { out: "/tmp/not/there/yet", ledger: undefined })).toEqual([]);
    const [problem] = diskProblems(
      { outputBytes: 1e18, ledgerBytes: 0 },
      { out: "/tmp/not/there/yet", ledger: undefined },
    );
    expect(problem?.facts.free).toBeGreaterThan(0);
  });
});
