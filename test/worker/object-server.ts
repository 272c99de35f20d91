import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll, beforeAll } from "vitest";
import { newFolder } from "../cli/noticepress.ts";

/** The bucket that the server has. */
export const bucket = "shards";

/** An S3-compatible server of its own, with what the environment must say for it to be used. */
export async function startObjectServer() {
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory: newFolder(),
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  const { port } = await server.run();
  const env = {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "S3RVER",
    AWS_SECRET_ACCESS_KEY: "S3RVER",
  };
  return { env, close: () => server.close() };
}

/** Has such a server for the tests of a file, named by their environment. */
export function useObjectServer(): void {
  const before = { ...process.env };
  let server: Awaited<ReturnType<typeof startObjectServer>>;
  beforeAll(async () => {
    server = await startObjectServer();
    Object.assign(process.env, server.env);
  });
  afterAll(async () => {
    await server.close();
    process.env = before;
  });
}

/** A file of a shard in a folder, and what the ledger has of it. */
export function shardFileIn(folder: string, path: string, content: Buffer) {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { path, bytes: content.length, sha256, pieces: 1 };
}
