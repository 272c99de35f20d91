import { describe, expect, test } from "vitest";
import { approve, filesNamedBy, type ProofSet, parseProofSet } from "../../src/approval/index.ts";
import { inMemory } from "../ledger/open-ledger.ts";
import { proofSet } from "./example.ts";

type Changed = { readonly [part: string]: unknown };
const withText = (change: Changed) => ({ ...proofSet, texts: [{ ...proofSet.texts[0], ...change }] });

describe("a proof set", () => {
  test("is read as it was written", () => {
    expect(parseProofSet(JSON.stringify(proofSet))).toEqual(proofSet);
  });

  test.each<[string, unknown]>([
    ["another format", { ...proofSet, format: 2 }],
    ["an unknown key", { ...proofSet, colour: "red" }],
    ["a text with an unknown key", withText({ colour: "red" })],
    ["a text without its page", withText({ page: undefined })],
    ["a text without samples", withText({ samples: [] })],
    ["a file outside", withText({ file: "../secrets.pdf" })],
    ["a file outside, on the way", withText({ file: "a/../../secrets.pdf" })],
    ["an absolute path", withText({ file: "/etc/passwd" })],
    ["another system's path", withText({ file: "a\\..\\secrets.pdf" })],
    ["a hash that is none", withText({ sha256: "abc" })],
    [
      "a role that is none",
      withText({ samples: [{ ...proofSet.texts[0]?.samples[0], shows: ["prettiest"] }] }),
    ],
    ["nothing", null],
  ])("with %s is none", (_, changed) => {
    expect(parseProofSet(JSON.stringify(changed))).toBeUndefined();
  });

  test("that is not JSON is none", () => {
    expect(parseProofSet("{")).toBeUndefined();
    expect(filesNamedBy("{")).toEqual([]);
  });
});

describe("the files that a proof set names", () => {
  test("are all of them", () => {
    expect(filesNamedBy(JSON.stringify(proofSet))).toEqual([
      "clinic/US-TX_adult.pdf",
      "clinic/US-TX_adult.html",
      "clinic/US-TX_adult.longest-name.eml",
    ]);
  });

  test("are those of an older version too, so that they can be cleared away", () => {
    expect(
      filesNamedBy(JSON.stringify({ format: 1, texts: [{ key: "k", file: "clinic/old.pdf" }] })),
    ).toEqual(["clinic/old.pdf"]);
  });

  test("never lie outside the set", () => {
    expect(filesNamedBy(JSON.stringify({ texts: [{ file: "../../home/keep.pdf" }] }))).toEqual([]);
  });
});

describe("an approval is about every file that was read", () => {
  const current = new Map(
    proofSet.texts.flatMap(({ variants }) =>
      variants.map(({ variant, proofHash, people }) => [variant, { variant, proofHash, people }] as const),
    ),
  );
  const hashes = (proofs: ProofSet) =>
    new Map(
      proofs.texts.flatMap(({ file, sha256, page, more }) =>
        [{ file, sha256 }, page, ...more].map((each) => [each.file, each.sha256] as const),
      ),
    );
  const approving = (onDisk: ReadonlyMap<string, string>) =>
    approve(inMemory(), current, {
      proofs: proofSet,
      proofsFile: "proofs.json",
      proofOnDisk: (file) => onDisk.get(file),
      which: "all",
      reviewer: "A. Lee",
      at: "2026-11-22T12:00:00Z",
    });

  test("with all of them as they were written, it is recorded", () => {
    const { approved, problems } = approving(hashes(proofSet));
    expect(problems).toEqual([]);
    expect(approved.map(({ variant }) => variant)).toEqual(["clinic/US-TX/adult", "clinic/US-OH/adult"]);
  });

  test.each([...hashes(proofSet).keys()])("not with another %s", (file) => {
    const { approved, problems } = approving(new Map([...hashes(proofSet), [file, "f".repeat(64)]]));
    expect(approved).toEqual([]);
    expect(problems.map(({ code, where }) => [code, where.file])).toEqual([["approval/proof-changed", file]]);
  });

  test("not without one of them", () => {
    const files = hashes(proofSet);
    const missing = new Map([...files].filter(([file]) => !file.endsWith(".html")));
    expect(approving(missing).problems.map(({ code }) => code)).toEqual(["approval/proof-changed"]);
  });
});
