import { createHash } from "node:crypto";
import { closeSync, createReadStream, createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import type { S3Client } from "@aws-sdk/client-s3";
import type { ObjectPlace, ShardFile } from "../ledger/index.ts";
import { makeFolderFor, openUnfinished, unfinishedEnding } from "./durable-file.ts";
import { hashOfChunks } from "./file-hash.ts";

/** Whether an output is named by `s3://bucket/prefix` and not by a folder. */
export function isObjectStore(out: string): boolean {
  return out.startsWith("s3://");
}

/** A store that cannot be reached or refuses: no credentials, no such bucket, no network. */
export class ObjectStoreRefused extends Error {
  /** Survives the way from one thread to another, as the codes of disks do; the class does not. */
  readonly code = "OBJECT_STORE";
}

/** A file in a store, by its name there without the prefix. */
export type StoredFile = { readonly path: string; readonly bytes: number };

const atOnce = 8;
// What one request may delete.
const deletedAtOnce = 1000;
const connectMilliseconds = 10_000;

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const turn = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, turn));
}

/** The client itself does not send a file again whose stream was begun; a busy store asks for just that. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (const milliseconds of [500, 1_000, 2_000])
    try {
      return await work();
    } catch (error) {
      const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
      if (status !== undefined && status < 500) throw error;
      await setTimeout(milliseconds);
    }
  return work();
}

/** A store as the ledger names it: with the address of the server that the environment says now. */
export function objectPlace(store: string): ObjectPlace {
  const endpoint = endpointInEnvironment();
  return { store, ...(endpoint === undefined ? {} : { endpoint }) };
}

/** If it is not Amazon's; without a password. */
function endpointInEnvironment(): string | undefined {
  const given = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  if (given === undefined || !URL.canParse(given)) return undefined;
  const { origin, pathname } = new URL(given);
  return origin + (pathname === "/" ? "" : pathname);
}

/**
 * Finished files in S3-compatible storage, under the names that they have in an output folder. Address,
 * region and credentials come from where Amazon's tools look for them (AWS_ENDPOINT_URL, AWS_REGION,
 * AWS_ACCESS_KEY_ID, …). An object is there whole or not at all; whether it is what its shard was committed
 * with, its hash in the ledger tells. Methods throw `ObjectStoreRefused`.
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

  /**
   * Connects when first used.
   * @param store `s3://bucket` or `s3://bucket/prefix`
   * @param endpoint of the server, if the environment names none
   */
  static async open({ store: url, endpoint }: ObjectPlace): Promise<ObjectStore> {
    const { S3Client } = await import("@aws-sdk/client-s3");
    const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/?(.*?)\/*$/.exec(url) ?? [];
    if (bucket === "") throw new Error(`${url} names no bucket: s3://bucket/prefix`);
    const inEnvironment = endpointInEnvironment();
    const client = new S3Client({
      ...(inEnvironment === undefined && endpoint !== undefined ? { endpoint } : {}),
      // Another server than Amazon's rarely has a host name for each bucket.
      forcePathStyle: (inEnvironment ?? endpoint) !== undefined,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      requestHandler: { connectionTimeout: connectMilliseconds },
    });
    return new ObjectStore(client, bucket, prefix === "" ? "" : `${prefix}/`);
  }

  /** Stores the files of a shard from the folder where they were pressed. */
  async keep(folder: string, files: readonly ShardFile[]): Promise<void> {
    const { PutObjectCommand } = await import("@aws-sdk/client-s3");
    await inTurns(files, async ({ path, bytes, sha256 }) => {
      const put = async () => {
        await this.#client.send(
          new PutObjectCommand({
            ...this.#object(path),
            Body: createReadStream(join(folder, path)),
            ContentLength: bytes,
            // The server refuses what was damaged on the way.
            ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64"),
          }),
        );
      };
      await this.#reach(() => patiently(put));
    });
  }

  /** Whether a file is there with the bytes that the ledger says. Reads it. */
  async holds({ path, sha256 }: ShardFile): Promise<boolean> {
    const body = await this.#get(path);
    return body !== undefined && (await this.#reach(() => hashOfChunks(body))) === sha256;
  }

  /**
   * Brings files into an output folder, durably. One that is not in the store, or not what the ledger says, is
   * passed over: it can be pressed again, and then takes the place of the damaged one.
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
      if (hash.digest("hex") === sha256) return file.settle();
      closeSync(file.descriptor);
      rmSync(to + unfinishedEnding);
    });
  }

  /** What is there in a folder of the store and below. */
  async *under(folder: string): AsyncGenerator<StoredFile> {
    // The first version of the call, which every server has; it goes on after the last name seen.
    const { ListObjectsCommand } = await import("@aws-sdk/client-s3");
    let from: string | undefined;
    do {
      const page = await this.#reach(() =>
        this.#client.send(
          new ListObjectsCommand({
            Bucket: this.#bucket,
            Prefix: `${this.#prefix}${folder}/`,
            ...(from === undefined ? {} : { Marker: from }),
          }),
        ),
      );
      for (const { Key = "", Size = 0 } of page.Contents ?? [])
        yield { path: Key.slice(this.#prefix.length), bytes: Size };
      from = page.IsTruncated === true ? page.Contents?.at(-1)?.Key : undefined;
    } while (from !== undefined);
  }

  /** Deletes files; earlier versions stay, where a bucket keeps them. */
  async remove(paths: readonly string[]): Promise<void> {
    const { DeleteObjectsCommand } = await import("@aws-sdk/client-s3");
    for (let from = 0; from < paths.length; from += deletedAtOnce) {
      const batch = paths.slice(from, from + deletedAtOnce);
      const { Errors = [] } = await this.#reach(() =>
        this.#client.send(
          new DeleteObjectsCommand({
            Bucket: this.#bucket,
            Delete: { Quiet: true, Objects: batch.map((path) => ({ Key: this.#prefix + path })) },
          }),
        ),
      );
      const [first] = Errors;
      if (first !== undefined)
        throw new ObjectStoreRefused(`${Errors.length} objects were not deleted: ${first.Code}`);
    }
  }

  async #get(path: string): Promise<Readable | undefined> {
    const { GetObjectCommand, NoSuchKey } = await import("@aws-sdk/client-s3");
    return this.#reach(async () => {
      try {
        const got = await this.#client.send(new GetObjectCommand(this.#object(path)));
        return got.Body as Readable | undefined;
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    });
  }

  #object(path: string) {
    return { Bucket: this.#bucket, Key: this.#prefix + path };
  }

  /** What the client throws holds sockets and headers, and says in its name what it is. */
  async #reach<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { name, code, message } = error as NodeJS.ErrnoException;
      throw new ObjectStoreRefused([code ?? name, message].filter((part) => part !== "").join(": "));
    }
  }

  close(): void {
    this.#client.destroy();
  }
}
