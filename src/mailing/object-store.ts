import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { S3Client } from "@aws-sdk/client-s3";
import type { ShardFile } from "../ledger/index.ts";
import { makeFolderFor, openUnfinished } from "./durable-file.ts";

/** Whether an output is named by `s3://bucket/prefix` and not by a folder. */
export function isObjectStore(out: string): boolean {
  return out.startsWith("s3://");
}

const atOnce = 8;

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const turn = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, turn));
}

/**
 * Finished files in S3-compatible storage, under the names that they have in an output folder. Address,
 * region and credentials come from where Amazon's tools look for them (AWS_ENDPOINT_URL, AWS_REGION,
 * AWS_ACCESS_KEY_ID, …). An object is there whole or not at all; it counts only once its shard is committed
 * in the ledger, whose hash `collect` insists on.
 */
export class ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  private constructor(client: S3Client, bucket: string, prefix: string) {
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  /** @param url `s3://bucket` or `s3://bucket/prefix`. Connects when first used. */
  static async open(url: string): Promise<ObjectStore> {
    const { S3Client } = await import("@aws-sdk/client-s3");
    const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/?(.*?)\/*$/.exec(url) ?? [];
    if (bucket === "") throw new Error(`${url} names no bucket: s3://bucket/prefix`);
    const client = new S3Client({
      // Another server than Amazon's rarely has a host name for each bucket.
      forcePathStyle: (process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL) !== undefined,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    });
    return new ObjectStore(client, bucket, prefix === "" ? "" : `${prefix}/`);
  }

  /** Stores the files of a shard from the folder where they were pressed. */
  async keep(folder: string, files: readonly ShardFile[]): Promise<void> {
    const { PutObjectCommand } = await import("@aws-sdk/client-s3");
    await inTurns(files, async ({ path, bytes, sha256 }) => {
      await this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: this.#prefix + path,
          Body: createReadStream(join(folder, path)),
          ContentLength: bytes,
          // The server refuses what was damaged on the way.
          ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64"),
        }),
      );
    });
  }

  /**
   * Brings files into an output folder, durably. One that is not in the store is passed over; one that is not
   * what the ledger says throws.
   */
  async collect(folder: string, files: readonly ShardFile[]): Promise<void> {
    await inTurns(files, async ({ path, sha256 }) => {
      const body = await this.#get(path);
      if (body === undefined) return;
      const to = join(folder, path);
      makeFolderFor(to);
      const file = openUnfinished(to);
      const hash = createHash("sha256");
      await pipeline(
        body,
        async function* (chunks: AsyncIterable<Uint8Array>) {
          for await (const chunk of chunks) {
            hash.update(chunk);
            yield chunk;
          }
        },
        createWriteStream(to, { fd: file.descriptor, autoClose: false }),
      );
      if (hash.digest("hex") !== sha256)
        throw new Error(`${path} in the object store is not the file that the ledger records`);
      file.settle();
    });
  }

  async #get(path: string): Promise<Readable | undefined> {
    const { GetObjectCommand, NoSuchKey } = await import("@aws-sdk/client-s3");
    try {
      const got = await this.#client.send(
        new GetObjectCommand({ Bucket: this.#bucket, Key: this.#prefix + path }),
      );
      return got.Body as Readable | undefined;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  close(): void {
    this.#client.destroy();
  }
}
