import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { destinationOf, ObjectStore } from "../../src/mailing/index.ts";
import { filesUnder, newFolder } from "../cli/noticepress.ts";
import { bucket, shardFileIn, useObjectServer } from "./object-server.ts";

useObjectServer();

test("what is kept comes back, byte for byte, under its name", async () => {
  const store = await ObjectStore.open({ store: `s3://${bucket}/a/run` });
  const from = newFolder();
  const to = newFolder();
  const files = [
    shardFileIn(from, "clinic/print/one.pdf", Buffer.alloc(3_000_000, 7)),
    shardFileIn(from, "clinic/print/one.csv", Buffer.from("piece,pages\n")),
    shardFileIn(from, "clinic/email/2.eml", Buffer.from("")),
  ];
  await store.keep(from, files);
  rmSync(from, { recursive: true });
  await store.collect(to, files);
  for (const { path, sha256 } of files)
    expect(
      createHash("sha256")
        .update(readFileSync(join(to, path)))
        .digest("hex"),
    ).toBe(sha256);
  store.close();
});

test("what was never kept is passed over, and so is what is not the ledger's file", async () => {
  const store = await ObjectStore.open({ store: `s3://${bucket}` });
  const from = newFolder();
  const file = shardFileIn(from, "clinic/print/two.pdf", Buffer.from("two"));
  await store.collect(newFolder(), [file]);
  await store.keep(from, [file]);
  const other = { ...file, sha256: createHash("sha256").update("other").digest("hex") };
  const to = newFolder();
  await store.collect(to, [other]);
  expect(filesUnder(to).size).toBe(0);
  expect([await store.holds(file), await store.holds(other)]).toEqual([true, false]);
  store.close();
});

test("a store that refuses says why, without what was sent", async () => {
  const store = await ObjectStore.open({ store: "s3://no-such-bucket" });
  const from = newFolder();
  const kept = store.keep(from, [shardFileIn(from, "clinic/print/one.pdf", Buffer.from("letter"))]);
  await expect(kept).rejects.toMatchObject({
    code: "OBJECT_STORE",
    message: expect.stringMatching(/^NoSuchBucket/),
  });
  await expect(store.remove(["clinic/print/one.pdf"])).rejects.toMatchObject({ code: "OBJECT_STORE" });
  store.close();
});

test.each([
  ["s3://bucket/prefix", "objectStore"],
  ["/shared/out", "folder"],
])("%s is a destination of its kind", (out, kind) => {
  expect(destinationOf(out).kind).toBe(kind);
});
