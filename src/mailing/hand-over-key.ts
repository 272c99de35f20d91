import type { Key } from "openpgp";
import { type Problem, type ProblemCode, problem, type Read } from "../problem/index.ts";

/** A file with a mail house's public key, as read. */
export type KeyFile = { readonly name: string; readonly bytes: Uint8Array };

type Chunks = AsyncIterable<Uint8Array>;

/** Seals what passes through so that only the holders of some keys can read it. */
export type Seal = {
  /** Of the keys, in capitals, in the order given. */
  readonly fingerprints: readonly string[];
  /** The OpenPGP message (RFC 9580) around the bytes, in binary; nothing is held in memory but a piece of it. */
  readonly through: (chunks: Chunks) => AsyncGenerator<Uint8Array>;
};

const armour = "-----BEGIN PGP";

async function keysIn({ bytes }: KeyFile): Promise<readonly Key[]> {
  const { readKeys } = await import("openpgp");
  const text = Buffer.from(bytes).toString("latin1");
  try {
    return await (text.includes(armour)
      ? readKeys({ armoredKeys: text.slice(text.indexOf(armour)) })
      : readKeys({ binaryKeys: bytes }));
  } catch {
    // The library throws for everything that is no key; what it says may quote the file.
    return [];
  }
}

/** Why a key must not be used on this day; undefined if it may. */
async function fault(key: Key, at: Date): Promise<ProblemCode | undefined> {
  if (key.isPrivate()) return "mailing/key-is-secret";
  if (await key.isRevoked(undefined, undefined, at)) return "mailing/key-revoked";
  const expires = await key.getExpirationTime();
  if (expires !== null && Number(expires) <= at.getTime()) return "mailing/key-expired";
  try {
    await key.verifyPrimaryKey(at);
    await key.getEncryptionKey(undefined, at);
    return undefined;
  } catch {
    return "mailing/key-cannot-encrypt";
  }
}

async function* sealed(chunks: Chunks, keys: readonly Key[], at: Date): AsyncGenerator<Uint8Array> {
  const { createMessage, encrypt } = await import("openpgp");
  const message = await createMessage({ binary: ReadableStream.from(chunks), date: at });
  const encrypted = await encrypt({ message, encryptionKeys: [...keys], format: "binary", date: at });
  yield* encrypted as unknown as Chunks;
}

/**
 * Reads the public keys of whoever is to read a hand-over, one a file, and checks them as on the day of `at`:
 * none that is revoked, expired or without a valid key for encryption is used, and never a secret one. The value is
 * undefined if any is refused. OpenPGP is loaded here and not before.
 */
export async function readSeal(files: readonly KeyFile[], at: Date): Promise<Read<Seal | undefined>> {
  const problems: Problem[] = [];
  const keys: Key[] = [];
  for (const file of files) {
    const where = { file: file.name };
    const found = await keysIn(file);
    const [key] = found;
    if (key === undefined || found.length > 1) {
      problems.push(problem("mailing/key-unreadable", where, { count: found.length }));
      continue;
    }
    const code = await fault(key, at);
    if (code === undefined) keys.push(key);
    else problems.push(problem(code, where));
  }
  if (problems.length > 0) return { value: undefined, problems };
  return {
    value: {
      fingerprints: keys.map((key) => key.getFingerprint().toUpperCase()),
      through: (chunks) => sealed(chunks, keys, at),
    },
    problems,
  };
}
