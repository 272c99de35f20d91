import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emailMessage, emailTexts, openMessagePress } from "../../src/email/index.ts";
import { type Fields, type Inline, type Notice, noticeHtml, noticeText } from "../../src/notice/index.ts";
import { client, envelope, notice } from "./example.ts";

const plain = { bold: false, italic: false, link: null, elements: [] } as const;
const slot = (field: "recipientName" | "dataElements" | "code"): Inline => ({
  kind: "slot",
  field,
  style: plain,
});
const text = (words: string): Inline => ({ kind: "text", text: words, style: plain });

// Every kind of block with a slot in it, at its edges and inside.
const slotted: Notice = {
  ...notice,
  blocks: [
    { kind: "paragraph", inlines: [slot("recipientName")] },
    { kind: "heading", level: 1, inlines: [text("Notice of Data Breach")] },
    { kind: "paragraph", inlines: [text("Dear "), slot("recipientName"), text(": we write – to you.")] },
    {
      kind: "list",
      ordered: true,
      items: [
        [{ kind: "paragraph", inlines: [text("Your data: "), slot("dataElements")] }],
        [
          { kind: "paragraph", inlines: [slot("dataElements"), { kind: "break" }, slot("code")] },
          { kind: "paragraph", inlines: [text("and more")] },
        ],
      ],
    },
    {
      kind: "table",
      header: [[text("What")], [text("Yours")]],
      rows: [[[text("Code")], [slot("code"), { kind: "break" }, slot("recipientName")]]],
    },
    { kind: "paragraph", inlines: [slot("dataElements")] },
  ],
  fields: ["recipientName", "dataElements", "code"],
};

const { to: _, pieceId: __, ...from } = envelope;
const press = openMessagePress({ notice: slotted, client, envelope: from });

async function pressed(fields: Fields, address: string, pieceId: string, name?: string) {
  const to = { address, ...(name === undefined ? {} : { name }) };
  const texts = emailTexts(
    slotted,
    { text: noticeText(slotted, fields), html: noticeHtml(slotted, fields) },
    client,
  );
  const made = await (await press).message(fields, to, pieceId);
  const whole = await emailMessage(slotted, texts, { ...envelope, to, pieceId });
  return { made, whole };
}

async function expectSame(...of: Parameters<typeof pressed>) {
  const { made, whole } = await pressed(...of);
  expect(made.value?.toString("latin1")).toBe(whole.value?.toString("latin1"));
  expect(made.problems).toEqual(whole.problems);
  return made;
}

const fields: Fields = {
  recipientName: "Zoë Nguyễn",
  dataElements: "your name and your Social Security number",
  code: "ABCD-1234",
};

describe("a message from the press is the message made by itself", () => {
  const odd: readonly (readonly [string, Fields])[] = [
    ["as usual", fields],
    ["a value is missing", { recipientName: "Zoe", dataElements: "your name" }],
    ["a value is empty", { ...fields, dataElements: "" }],
    ["a value has spaces at its edges", { ...fields, dataElements: " your name " }],
    ["a value has a line end", { ...fields, dataElements: "your name\nyour address" }],
    ["a value has HTML in it", { ...fields, recipientName: '<b>Zoe & "Zo"</b>' }],
    ["a value has control characters", { ...fields, recipientName: "Zoe\u0007\u007f Nguyen" }],
    ["a value has the mark of another field", { ...fields, recipientName: "Zoe \ue000\ue001\ue002" }],
    ["a value is very long", { ...fields, recipientName: "Nguyễn".repeat(60) }],
    ["a value is beyond the first plane", { ...fields, recipientName: "𠮷野 𠮷".repeat(20) }],
  ];
  test.each(odd)("%s", async (_, values) => {
    const made = await expectSame(values, "zoe@example.org", "LK26-000017-4");
    expect(made.value).toBeInstanceOf(Buffer);
  });

  test.each([
    ["a name", "zoe@example.org", "1", "Zoë Nguyễn"],
    ["capitals in the domain", "Zoe@Example.ORG", "1", undefined],
    ["signs that atoms may have", "z!#$%&'*+/=?^_`{|}~-e@example.org", "1", undefined],
    ["a line as long as one may be", `${"z".repeat(60)}@example.org`, "1", undefined],
    ["a longer one", `${"z".repeat(64)}@an.example.org`, "1", undefined],
    ["a long piece id", "zoe@example.org", "P".repeat(70), undefined],
    ["no address", "zoe", "1", undefined],
    ["two addresses", "zoe@example.org, eve@example.org", "1", undefined],
  ])("%s in the headers", async (_, address, pieceId, name) => {
    await expectSame(fields, address, pieceId, name);
  });

  test("for anybody", async () => {
    const word = fc.string({ unit: "grapheme", maxLength: 90 });
    const people = fc.record({ recipientName: word, dataElements: word, code: word });
    await fc.assert(
      fc.asyncProperty(people, fc.emailAddress(), fc.stringMatching(/^[A-Z0-9]{1,12}$/), async (...of) => {
        await expectSame(...of);
      }),
      { numRuns: 300 },
    );
  });
});

test("people share no more than the notice: neither finds the other's values", async () => {
  const make = async (name: string) =>
    (await (await press).message({ ...fields, recipientName: name }, { address: "a@example.org" }, "1"))
      .value;
  await make("Quentin Firstling");
  expect((await make("Second"))?.toString()).not.toContain("Firstling");
});
