import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { destinationOf, ObjectStore } from "../../src/mailing/index.ts";
import { filesUnder, newFolder } from "../cli/noticepress.ts";

const bucket = "shards";
const server = new S3rver({
  port: 0,
  address: "127.0.0.1",
  silent: true,
  directory: newFolder(),
  configureBuckets: [{ name: bucket, configs: [] }],
});
const before = { ...process.env };

beforeAll(async () => {
  const { port } = await server.run();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "S3RVER",
    AWS_SECRET_ACCESS_KEY: "S3RVER",
  });
});

afterAll(async () => {
  await server.close();
  process.env = before;
});

function fileIn(folder: string, path: string, content: Buffer) {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { path, bytes: content.length, sha256, pieces: 1 };
}

test("what is kept comes back, byte for byte, under its name", async () => {
  const store = await ObjectStore.open({ store: `s3://${bucket}/a/run` });
  const from = newFolder();
  const to = newFolder();
  const files = [
    fileIn(from, "clinic/print/one.pdf", Buffer.alloc(3_000_000, 7)),
    fileIn(from, "clinic/print/one.csv", Buffer.from("piece,pages\n")),
    fileIn(from, "clinic/email/2.eml", Buffer.from("")),
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
  const file = fileIn(from, "clinic/print/two.pdf", Buffer.from("two"));
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
  const kept = store.keep(from, [fileIn(from, "clinic/print/one.pdf", Buffer.from("letter"))]);
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
