import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { decrypt, generateKey, type PrivateKey, readMessage, revokeKey } from "openpgp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyOf, filesUnder, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";
import { hasTool } from "../pdf/fixture/outside-tool.ts";

/** A mailing that was run, read back and reconciled; what spoils it works on a copy. */
const done = join(newFolder(), "incident");
const keys = newFolder();
const keyFile = (name: string) => join(keys, name);
let house: PrivateKey;
let clients: readonly string[];

/** Another program for the same format, where the system has it. */
const gnupg = { open: "gpg", end: "gpgconf" };

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const user = [{ name: "Mail House", email: "keys@example.org" }];
const born = new Date("2026-01-01T00:00:00Z");

beforeAll(async () => {
  const made = await generateKey({ userIDs: user, date: born, format: "object" });
  house = made.privateKey;
  writeFileSync(keyFile("house.asc"), made.publicKey.armor());
  writeFileSync(keyFile("house.bin"), made.publicKey.write());
  writeFileSync(keyFile("secret.asc"), made.privateKey.armor());
  writeFileSync(keyFile("rubbish.asc"), "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n");
  const other = await generateKey({ userIDs: user, date: born, format: "object" });
  writeFileSync(keyFile("two.bin"), Buffer.concat([made.publicKey.write(), other.publicKey.write()]));
  const short = await generateKey({ userIDs: user, date: born, keyExpirationTime: 86_400, format: "object" });
  writeFileSync(keyFile("expired.asc"), short.publicKey.armor());
  const revoked = await revokeKey({
    key: other.privateKey,
    date: new Date("2026-02-01T00:00:00Z"),
    format: "object",
  });
  writeFileSync(keyFile("revoked.asc"), revoked.publicKey.armor());
  const signing = await generateKey({
    userIDs: user,
    date: born,
    subkeys: [{ sign: true }],
    format: "object",
  });
  writeFileSync(keyFile("signing.asc"), signing.publicKey.armor());

  await noticepress("sample", done, "--people", "60", "--clients", "2", "--seed", "5");
  expect((await noticepress("proofs", done)).code).toBe(0);
  expect((await noticepress("approve", done, "--by", "Test Reviewer", "--all")).code).toBe(0);
  expect((await noticepress("run", done)).code).toBe(0);
  const early = await noticepress("hand-over", done);
  expect([early.code, early.err]).toEqual([1, expect.stringContaining("mailing/not-verified")]);
  expect((await noticepress("verify", done)).code).toBe(0);
  clients = readdirSync(join(done, "out")).filter((name) => statSync(join(done, "out", name)).isDirectory());
  expect(clients.length).toBe(2);
}, 120_000);

const printFolder = (folder: string, client: string) => filesUnder(join(folder, "out", client, "print"));

/** The packed files of each client without the two that say what they are. */
function packed(
  to: string,
  client: string,
): { files: ReadonlyMap<string, Buffer>; record: Handed; sums: string } {
  const all = new Map(filesUnder(join(to, client)));
  const [recordName = ""] = [...all.keys()].filter((name) => name.endsWith("-hand-over.json"));
  const sumsName = recordName.replace(/json$/, "sha256");
  const record = JSON.parse(String(all.get(recordName)));
  const sums = String(all.get(sumsName));
  all.delete(recordName);
  all.delete(sumsName);
  return { files: all, record, sums };
}
type Sum = { name: string; bytes: number; sha256: string };
type Handed = { encryptedTo: string[]; files: { pieces: number; plain: Sum; packed: Sum }[] };

test("plain: the print folder's bytes, nothing else, for nobody else's eyes", async () => {
  const to = newFolder();
  expect((await noticepress("hand-over", done, "--to", to)).code).toBe(0);
  for (const client of clients) {
    const { files, record, sums } = packed(to, client);
    expect([...files]).toEqual([...printFolder(done, client)]);
    expect(record.encryptedTo).toEqual([]);
    expect(statSync(join(to, client)).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(join(to, client)))
      expect(statSync(join(to, client, name)).mode & 0o777).toBe(0o600);
    const lines = [...files].map(([name, bytes]) => `${sha256(bytes)}  ${name}`);
    expect(sums.trimEnd().split("\n").sort()).toEqual(lines.sort());
  }
});

test("gzip: the same bytes each time, without a time or a system, and the same content", async () => {
  const [one, other] = [newFolder(), newFolder()];
  for (const to of [one, other])
    expect((await noticepress("hand-over", done, "--gzip", "--to", to)).code).toBe(0);
  expect([...filesUnder(one)]).toEqual([...filesUnder(other)]);
  for (const client of clients) {
    const { files } = packed(one, client);
    const content = [...files].map(([name, bytes]) => [name.replace(/\.gz$/, ""), gunzipSync(bytes)]);
    expect(content).toEqual([...printFolder(done, client)]);
    for (const bytes of files.values()) expect([...bytes.subarray(3, 10)]).toEqual([0, 0, 0, 0, 0, 0, 0xff]);
  }
});

async function opened(bytes: Uint8Array, key: PrivateKey): Promise<Buffer> {
  const message = await readMessage({ binaryMessage: Uint8Array.from(bytes) });
  const { data } = await decrypt({ message, decryptionKeys: key, format: "binary" });
  return Buffer.from(data as Uint8Array);
}

describe("encrypted", () => {
  const to = newFolder();

  beforeAll(async () => {
    // A plain pack was there before: nothing of it may stay.
    expect((await noticepress("hand-over", done, "--to", to)).code).toBe(0);
    const ended = await noticepress(
      "hand-over",
      done,
      "--to",
      to,
      "--gzip",
      "--encrypt-to",
      keyFile("house.asc"),
    );
    expect(ended.code).toBe(0);
    const shown = house.getFingerprint().toUpperCase().match(/.{4}/g)?.join(" ");
    expect(ended.out).toContain(shown);
  });

  test("the key opens every file, and it is the one that its record names", async () => {
    for (const client of clients) {
      const { files, record, sums } = packed(to, client);
      expect(record.encryptedTo).toEqual([house.getFingerprint().toUpperCase()]);
      const print = printFolder(done, client);
      expect([...files.keys()]).toEqual([...print.keys()].map((name) => `${name}.gz.gpg`));
      expect(record.files.map(({ packed: { name } }) => name).sort()).toEqual([...files.keys()]);
      for (const { plain, packed: sealed } of record.files) {
        const bytes = files.get(sealed.name) ?? Buffer.of();
        expect([bytes.length, sha256(bytes)]).toEqual([sealed.bytes, sealed.sha256]);
        expect(sums).toContain(`${sealed.sha256}  ${sealed.name}\n`);
        const content = gunzipSync(await opened(bytes, house));
        expect(content.equals(print.get(plain.name) ?? Buffer.of())).toBe(true);
        expect([content.length, sha256(content)]).toEqual([plain.bytes, plain.sha256]);
      }
    }
  });

  test("another key opens none", async () => {
    const { privateKey } = await generateKey({ userIDs: user, date: born, format: "object" });
    const [bytes = Buffer.of()] = packed(to, clients[0] ?? "").files.values();
    await expect(opened(bytes, privateKey)).rejects.toThrow();
  });

  test("asked again, it leaves whole packs as they are and makes others anew", async () => {
    const before = filesUnder(to);
    const [client = "", whole = ""] = clients;
    const [name = ""] = packed(to, client).files.keys();
    writeFileSync(join(to, client, name), "damaged");
    rmSync(
      join(
        to,
        client,
        [...before.keys()].find((each) => each.startsWith(client))?.slice(client.length + 1) ?? "",
      ),
    );
    expect(
      (await noticepress("hand-over", done, "--to", to, "--gzip", "--encrypt-to", keyFile("house.asc"))).code,
    ).toBe(0);
    const after = filesUnder(to);
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [path, bytes] of before) {
      if (path.startsWith(whole)) expect(after.get(path)?.equals(bytes)).toBe(true);
      else if (path.endsWith(".gpg")) expect(after.get(path)?.equals(bytes)).toBe(false);
    }
  });

  describe.skipIf(!hasTool(gnupg.open))("another program", () => {
    const home = mkdtempSync(join(tmpdir(), "np-gpg-"));
    afterAll(() => {
      spawnSync(gnupg.end, ["--kill", "all"], { env: { ...process.env, GNUPGHOME: home } });
      rmSync(home, { recursive: true, force: true });
    });

    test("gpg opens a file with the key", () => {
      const run = (...words: string[]) =>
        spawnSync(gnupg.open, ["--batch", "--quiet", ...words], {
          env: { ...process.env, GNUPGHOME: home },
          maxBuffer: 1 << 28,
        });
      expect(run("--import", keyFile("secret.asc")).status).toBe(0);
      const [client = ""] = clients;
      const pdf = [...packed(to, client).files.keys()].find((name) => name.includes(".pdf")) ?? "";
      const { stdout } = run("--decrypt", join(to, client, pdf));
      const plain = printFolder(done, client).get(pdf.replace(/\.gz\.gpg$/, ""));
      expect(gunzipSync(stdout).equals(plain ?? Buffer.of())).toBe(true);
    });
  });
});

describe("a key that must not be used stops everything:", () => {
  test.each([
    ["secret.asc", "mailing/key-is-secret"],
    ["expired.asc", "mailing/key-expired"],
    ["revoked.asc", "mailing/key-revoked"],
    ["signing.asc", "mailing/key-cannot-encrypt"],
    ["rubbish.asc", "mailing/key-unreadable"],
    ["two.bin", "mailing/key-unreadable"],
    ["missing.asc", "cli/key-file-missing"],
  ])("%s is refused with %s", async (name, code) => {
    const to = newFolder();
    const ended = await noticepress(
      "hand-over",
      done,
      "--to",
      to,
      "--encrypt-to",
      keyFile("house.bin"),
      keyFile(name),
    );
    expect([ended.code, ended.err]).toEqual([1, expect.stringContaining(code)]);
    expect(filesUnder(to).size).toBe(0);
  });
});

describe("nothing leaves", () => {
  test("with a file beside it that is not part of it", async () => {
    const to = newFolder();
    expect((await noticepress("hand-over", done, "--to", to)).code).toBe(0);
    writeFileSync(join(to, clients[0] ?? "", "notes.txt"), "of somebody else");
    const ended = await noticepress("hand-over", done, "--gzip", "--to", to);
    expect([ended.code, ended.err]).toEqual([1, expect.stringContaining("mailing/hand-over-foreign-file")]);
  });

  test("of a print stream that was changed since, not even in part", async () => {
    const folder = copyOf(done);
    const [client = ""] = clients;
    const [pdf = ""] = [...printFolder(folder, client).keys()].filter((name) => name.endsWith(".pdf"));
    const path = join(folder, "out", client, "print", pdf);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const to = newFolder();
    const ended = await noticepress("hand-over", folder, "--to", to);
    expect([ended.code, ended.err]).toEqual([1, expect.stringContaining("mailing/file-changed")]);
    expect(filesUnder(to).has(join(client, pdf))).toBe(false);
  });

  test("without a certificate that ties", async () => {
    const folder = copyOf(done);
    rmSync(join(folder, "out", "certificate.json"));
    const ended = await noticepress("hand-over", folder, "--to", newFolder());
    expect([ended.code, ended.err]).toEqual([1, expect.stringContaining("mailing/not-reconciled")]);
  });
});

test("what an interrupted pack left is made whole, and its leftovers are gone", async () => {
  const [whole, broken] = [newFolder(), newFolder()];
  for (const to of [whole, broken])
    expect((await noticepress("hand-over", done, "--gzip", "--to", to)).code).toBe(0);
  const [client = ""] = clients;
  const names = readdirSync(join(broken, client));
  const record = names.find((name) => name.endsWith("-hand-over.json")) ?? "";
  const [first = "", second = ""] = names.filter((name) => name.endsWith(".gz"));
  rmSync(join(broken, client, record));
  rmSync(join(broken, client, first));
  cpSync(join(broken, client, second), join(broken, client, `${second}.tmp`));
  expect((await noticepress("hand-over", done, "--gzip", "--to", broken)).code).toBe(0);
  expect([...filesUnder(broken)]).toEqual([...filesUnder(whole)]);
});

test("by default each mailing has a folder of its own, and a mailing that is given up takes it along", async () => {
  const folder = copyOf(done);
  const packs = join(folder, "out", "hand-over");
  expect((await noticepress("hand-over", folder)).code).toBe(0);
  const [first = ""] = readdirSync(packs);
  expect(readdirSync(join(packs, first))).toEqual(clients);
  const file = join(folder, "incident.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), title: "Told anew" }));
  expect((await noticepress("run", folder, "--start-over")).code).toBe(0);
  expect(readdirSync(packs)).toEqual([]);
  expect((await noticepress("verify", folder)).code).toBe(0);
  expect((await noticepress("hand-over", folder, "--client", clients[0] ?? "")).code).toBe(0);
  const [second = ""] = readdirSync(packs);
  expect(second).not.toBe(first);
  expect(readdirSync(join(packs, second))).toEqual(clients.slice(0, 1));
});

test.each([
  ["--sent without --by", ["--sent"]],
  ["--by without --sent", ["--by", "Somebody"]],
  ["--sent with a way of packing", ["--sent", "--by", "Somebody", "--gzip"]],
])("%s is a wrong usage", async (_, words) => {
  expect((await noticepress("hand-over", done, ...words)).code).toBe(2);
});

test("recorded as sent, it is closed: status says so, and run makes nothing of it again", async () => {
  const folder = copyOf(done);
  const ended = await noticepress("hand-over", folder, "--sent", "--by", "Test Sender", "--json");
  expect([ended.code, JSON.parse(ended.out)]).toEqual([
    0,
    expect.objectContaining({ sent: true, by: "Test Sender" }),
  ]);
  expect((await noticepress("status", folder)).err).toContain("these letters were sent");
  const again = await noticepress("run", folder);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining("ledger/already-handed-over")]);
  expect(again.err).toContain("Next: nothing, if nobody is left to tell");
  expect((await noticepress("hand-over", folder)).err).toContain("is recorded as sent already");
  expect((await noticepress("reconcile", folder)).err).toContain("they were sent");
});

test("a folder that was changed after its letters were sent: status names the mailing, and no run is asked of anybody", async () => {
  const folder = copyOf(done);
  await noticepress("hand-over", folder, "--sent", "--by", "Test Sender");
  const file = join(folder, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, retention: { personalDataDays: 30 } }));
  const { out } = await noticepress("status", folder, "--json");
  const { mailing, next } = JSON.parse(out);
  expect(mailing).toMatchObject({ state: "none", sentBefore: [expect.stringMatching(/^[0-9a-f]{64}$/)] });
  expect(next).toContain("everyone was told by a mailing that was sent");
  expect((await noticepress("status", folder)).out).toContain(
    `sent before it was changed: ${mailing.sentBefore[0].slice(0, 8)}`,
  );
});
