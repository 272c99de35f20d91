import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseProofSet } from "../../src/approval/index.ts";
import { proofPages } from "../../src/cli/proof-pages.ts";
import { openLedger } from "../../src/ledger/index.ts";
import {
  type MailingInputs,
  readInputs,
  Texts,
  takeCensus,
  textGroups,
  writeProofs,
} from "../../src/mailing/index.ts";
import { filesUnder, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";

const folder = join(newFolder(), "incident");
const out = join(folder, "proofs");

beforeAll(async () => {
  await noticepress("sample", folder, "--people", "60", "--clients", "3", "--seed", "12");
  expect((await noticepress("proofs", folder, "--workers", "1")).code).toBe(0);
}, 120_000);

const texts = () => parseProofSet(readFileSync(join(out, "proofs.json"), "utf8"))?.texts ?? [];

test.each(["2", "3"])(
  "%s threads: the same proofs as one, byte for byte",
  async (workers) => {
    // Otherwise threads could not come to each other's clients.
    expect(new Set(texts().map(({ client }) => client)).size).toBe(3);
    const again = join(newFolder(), "again");
    expect((await noticepress("proofs", folder, "--workers", workers, "--out", again)).code).toBe(0);
    expect(filesUnder(again)).toEqual(filesUnder(out));
  },
  120_000,
);

describe("in threads", () => {
  const draftThread = new URL("../../src/cli/draft-thread.ts", import.meta.url);
  const endingThread = new URL("fixture/ending-draft-thread.mjs", import.meta.url);

  /** Writes proofs with two threads on the module, aborted after so many texts. */
  async function written(module: URL, textsUntilAborted = Number.POSITIVE_INFINITY) {
    const inputs = (await readInputs(folder)).value as MailingInputs;
    const { value: ledger } = openLedger(join(folder, "ledger.sqlite"));
    if (ledger === undefined) throw new Error("no ledger");
    try {
      const census = takeCensus(inputs, ledger);
      const texts = new Texts(inputs, census);
      const groups = textGroups(census, texts);
      const to = newFolder();
      let drafted = 0;
      const { kind, problems } = await writeProofs({
        ...{ inputs, ledger, census, groups, texts },
        out: to,
        pageOf: proofPages(inputs),
        threads: { module, count: 2 },
        progress: (count) => {
          drafted += count;
        },
        aborted: () => drafted >= textsUntilAborted,
      });
      return { kind, codes: problems.map(({ code }) => code), drafted, files: [...filesUnder(to).keys()] };
    } finally {
      ledger.close();
    }
  }

  test("whose last file is written, all is there", async () => {
    const { kind, drafted, files } = await written(draftThread);
    expect(kind).toBe("written");
    expect(drafted).toBe(texts().length);
    expect(files).toContain("proofs.json");
  }, 60_000);

  test("that are aborted, nothing is left", async () => {
    const { kind, codes, drafted, files } = await written(draftThread, 9);
    expect({ kind, codes, files }).toEqual({ kind: "incomplete", codes: [], files: [] });
    // What each was at when the wish was heard is the most that is drafted beyond.
    expect(drafted).toBeGreaterThanOrEqual(9);
    expect(drafted).toBeLessThan(12);
  }, 60_000);

  test("that are lost, the problem says so and nothing is left", async () => {
    const { kind, codes, drafted, files } = await written(endingThread);
    expect({ kind, files }).toEqual({ kind: "incomplete", files: [] });
    expect(drafted).toBeGreaterThan(0);
    expect(new Set(codes)).toEqual(new Set(["mailing/thread-ended"]));
  }, 60_000);
});

test("no unfinished file stays", () => {
  const names = readdirSync(out, { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
});
