import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ObjectStore } from "../../src/mailing/index.ts";
import { newFolder } from "../cli/noticepress.ts";

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

test("only what is named is deleted, over more pages than one", async () => {
  const store = await ObjectStore.open({ store: `s3://${bucket}/pages` });
  const from = newFolder();
  const files = Array.from({ length: 1_100 }, (_, index) =>
    fileIn(from, `clinic/email/${index}.eml`, Buffer.from("mail")),
  );
  await store.keep(from, files);
  const there = async () => {
    const found: string[] = [];
    for await (const { path, bytes } of store.under("clinic")) found.push(`${path} ${bytes}`);
    return found;
  };
  expect((await there()).length).toBe(1_100);
  await store.remove(files.slice(1).map(({ path }) => path));
  expect(await there()).toEqual(["clinic/email/0.eml 4"]);
  store.close();
});
