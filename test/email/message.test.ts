import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { type Envelope, emailMessage, emailTexts } from "../../src/email/index.ts";
import { client, envelope, inner, notice } from "./example.ts";

const texts = emailTexts(notice, inner, client);

async function built(change: Partial<Envelope> = {}): Promise<Buffer> {
  const { value, problems } = await emailMessage(notice, texts, { ...envelope, ...change });
  expect(problems).toEqual([]);
  return value ?? Buffer.of();
}

test("the whole message, as it was reviewed", async () => {
  const message = await built();
  const golden = "test/golden/email/notice.eml";
  if (process.env.GOLDEN === "1") {
    await mkdir(dirname(golden), { recursive: true });
    await writeFile(golden, message);
  }
  expect(message.toString("latin1")).toBe(await readFile(golden, "latin1"));
});

test("same input, same bytes; another piece, another Message-ID and boundary", async () => {
  const message = await built();
  expect((await built()).equals(message)).toBe(true);
  const other = await simpleParser(await built({ pieceId: "LK26-000018-2" }));
  const first = await simpleParser(message);
  expect(first.messageId).toBe("<LK26-000017-4@quillhaven.example>");
  expect(other.messageId).toBe("<LK26-000018-2@quillhaven.example>");
  const boundary = (mail: typeof first) =>
    (mail.headers.get("content-type") as { params: { boundary: string } }).params;
  expect(boundary(first)).not.toEqual(boundary(other));
});

describe("read back by another program", () => {
  test("it has one recipient, both texts in full and the day of the notice", async () => {
    const mail = await simpleParser(await built());
    expect(mail.to).toMatchObject({ value: [{ address: "zoe.nguyen77@example.org", name: "Zoë Nguyễn" }] });
    expect([mail.cc, mail.bcc]).toEqual([undefined, undefined]);
    expect(mail.from?.value).toEqual([
      { address: "notice@quillhaven.example", name: "Quillhaven Memorial Hospital" },
    ]);
    expect(mail.replyTo?.value[0]?.address).toBe("privacy@quillhaven.example");
    expect(mail.text?.trim()).toBe(texts.text.trim());
    expect(typeof mail.html === "string" && mail.html.trim()).toBe(texts.html.trim());
    expect(mail.date?.toISOString()).toBe("2026-11-24T17:00:00.000Z");
    expect(mail.attachments).toEqual([]);
  });

  test("text comes before HTML in multipart/alternative", async () => {
    const raw = (await built()).toString("latin1");
    expect(raw).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(raw.indexOf("Content-Type: text/plain")).toBeLessThan(raw.indexOf("Content-Type: text/html"));
  });

  test("every line ends in CRLF and fits: 998 characters at most, ASCII only", async () => {
    const raw = (await built()).toString("latin1");
    expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(raw).toMatch(/^\p{ASCII}*$/u);
  });

  test("the subject holds nothing of the person", async () => {
    const mail = await simpleParser(await built());
    expect(mail.subject).toBe(notice.title);
    for (const part of ["Zoë", "Nguyễn", "zoe", "example.org", envelope.pieceId])
      expect(mail.subject).not.toContain(part);
  });

  test.each([
    ["accents and Vietnamese", "Nguyễn Thị Ánh Tuyết"],
    ["a comma", "Nguyen, Zoe"],
    ["quotation marks", 'Zoe "Zo" Nguyen'],
    ["an address", "x@evil.example"],
    ["an address in brackets", "Zoe <x@evil.example>"],
    ["a semicolon and a colon", "Group: Zoe; Ann"],
    ["sixty characters", "Maximiliana Konstantina Evangelista Featherstone-Throgmorton"],
    ["something that looks encoded", "=?UTF-8?Q?x?="],
  ])("a name with %s stays a name", async (_, name) => {
    const mail = await simpleParser(await built({ to: { name, address: "zoe@example.org" } }));
    const { value } = Array.isArray(mail.to) ? { value: [] } : (mail.to ?? { value: [] });
    expect(value.map(({ address }) => address)).toEqual(["zoe@example.org"]);
    expect(mail.headers.get("bcc")).toBeUndefined();
  });
});

describe("an address that is not exactly one holds the person", () => {
  test.each([
    ["two addresses", "a@example.org,b@example.org", "email/address-not-one"],
    ["two addresses with a semicolon", "a@example.org;b@example.org", "email/address-not-one"],
    ["two addresses with a space", "a@example.org b@example.org", "email/address-not-one"],
    ["two @", "a@b@example.org", "email/address-not-one"],
    ["a line break and a header", "a@example.org\r\nBcc: b@example.org", "email/address-not-one"],
    ["a bare line feed", "a@example.org\nBcc: b@example.org", "email/address-not-one"],
    ["a name", "Zoe <a@example.org>", "email/address-not-one"],
    ["a group", "friends:a@example.org;", "email/address-not-one"],
    ["a comment", "a(x)@example.org", "email/address-not-one"],
    ["a quoted local part", '"a,b@c"@example.org', "email/address-not-one"],
    ["a source route", "@x.example:a@example.org", "email/address-not-one"],
    ["an address literal", "a@[127.0.0.1]", "email/address-not-one"],
    ["no domain", "a@", "email/address-not-one"],
    ["no dot in the domain", "a@localhost", "email/address-not-one"],
    ["two dots", "a..b@example.org", "email/address-not-one"],
    ["nothing", "", "email/address-not-one"],
    ["65 characters before the @: more than 64", `${"a".repeat(65)}@example.org`, "email/address-not-one"],
    ["255 characters: more than 254", `a@${"b.".repeat(121)}${"c".repeat(11)}`, "email/address-not-one"],
    ["a letter that is not ASCII", "zoë@example.org", "email/address-not-ascii"],
  ])("%s", async (_, address, code) => {
    const { value, problems } = await emailMessage(notice, texts, { ...envelope, to: { address } });
    expect(value).toBeUndefined();
    expect(problems.map((p) => [p.code, p.severity])).toEqual([[code, "holds"]]);
    if (address.length > 3) expect(JSON.stringify(problems)).not.toContain(address);
  });

  test.each([
    ["64 characters before the @: not more than 64", `${"a".repeat(64)}@example.org`],
    ["254 characters: not more than 254", `a@${"b.".repeat(121)}${"c".repeat(10)}`],
    ["a plus sign", "a+b@example.org"],
    ["an apostrophe", "o'neil@example.org"],
  ])("but not %s", async (_, address) => {
    const mail = await simpleParser(await built({ to: { address } }));
    expect(mail.to).toMatchObject({ value: [{ address }] });
  });
});

describe("control characters in the head", () => {
  test.each([
    ["To", { to: { name: "Zoe\r\nBcc: b@example.org", address: "a@example.org" } }],
    ["To", { to: { name: "Zoe\u202egro", address: "a@example.org" } }],
    ["To", { to: { name: "Zoe\u2028Bcc: b@example.org", address: "a@example.org" } }],
    ["From", { from: { name: "Client\nBcc: b@example.org", address: "a@example.org" } }],
    ["Reply-To", { replyTo: { name: "Client\u0000", address: "a@example.org" } }],
  ])("in %s forbid sending", async (header, change) => {
    const { value, problems } = await emailMessage(notice, texts, { ...envelope, ...change });
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: "email/header-control-character", facts: { header } }]);
  });

  test("in the title forbid sending", async () => {
    const titled = { ...notice, title: "Notice\r\nBcc: b@example.org" };
    const { problems } = await emailMessage(titled, texts, envelope);
    expect(problems.map(({ code }) => code)).toEqual(["email/header-control-character"]);
  });
});

test("no title, no text: nothing is sent", async () => {
  const untitled = await emailMessage({ ...notice, title: " " }, texts, envelope);
  expect(untitled.problems.map(({ code }) => code)).toEqual(["email/subject-empty"]);
  const empty = await emailMessage(notice, { text: "", html: "\n" }, envelope);
  expect(empty.problems.map(({ code, facts }) => [code, facts.part])).toEqual([
    ["email/part-empty", "text"],
    ["email/part-empty", "html"],
  ]);
});

test.each([
  ["a space", "A 1"],
  ["a line break", "A\r\nBcc: b@example.org"],
  ["an @", "A@1"],
  ["nothing", ""],
])("a piece id with %s is a bug", async (_, pieceId) => {
  await expect(emailMessage(notice, texts, { ...envelope, pieceId })).rejects.toThrow(RangeError);
});

test("whatever stands for an address and a name: one recipient, or none at all", async () => {
  const anything = fc.oneof(fc.string({ unit: "binary" }), fc.emailAddress(), fc.string());
  await fc.assert(
    fc.asyncProperty(anything, anything, async (address, name) => {
      const { value, problems } = await emailMessage(notice, texts, { ...envelope, to: { address, name } });
      if (value === undefined) {
        expect(problems.length).toBeGreaterThan(0);
        return;
      }
      const mail = await simpleParser(value);
      const recipients = Array.isArray(mail.to) ? mail.to.flatMap((to) => to.value) : mail.to?.value;
      expect(recipients?.map((one) => one.address?.toLowerCase())).toEqual([address.toLowerCase()]);
      const names = [...mail.headers.keys()];
      expect(names.filter((header) => header === "to")).toHaveLength(1);
      expect(names).not.toContain("bcc");
      expect(names).not.toContain("cc");
      expect(mail.date?.toISOString().slice(0, 10)).toBe(envelope.day);
    }),
    { numRuns: 200 },
  );
});

test("another day, another date", async () => {
  const mail = await simpleParser(await built({ day: day("2027-01-04") }));
  expect(mail.date?.toUTCString()).toBe("Mon, 04 Jan 2027 17:00:00 GMT");
});
