import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { emailMessage } from "../../src/email/index.ts";
import { envelope, notice } from "./example.ts";

async function bodyOf(text: string): Promise<{ raw: string; read: string | undefined }> {
  const { value } = await emailMessage(notice, { text, html: "<p>x</p>" }, envelope);
  const message = value ?? Buffer.of();
  const raw = message.toString("latin1").split("\r\n\r\n")[2]?.split("\r\n----_NmP")[0] ?? "";
  return { raw, read: (await simpleParser(message)).text };
}

describe("a text on the wire", () => {
  test.each([
    ["76 letters", "a".repeat(76), "a".repeat(76)],
    ["77 letters", "a".repeat(77), `${"a".repeat(75)}=\r\naa`],
    ["a break behind a space", `${"a".repeat(70)} bbbb cccc`, `${"a".repeat(70)} =\r\nbbbb cccc`],
    ["a space at the end", "a ", "a=20"],
    ["a space at the end of a line", "a \nb", "a=20\r\nb"],
    ["a tab", "a\tb", "a=09b"],
    ["an equals sign", "a=b", "a=3Db"],
    ["a character of two bytes is not divided", `${"a".repeat(72)}é`, `${"a".repeat(72)}=\r\n=C3=A9`],
    ["it ends the line if it fits", `${"a".repeat(70)}é`, `${"a".repeat(70)}=C3=A9`],
    ["a character of four bytes", "𠮷", "=F0=A0=AE=B7"],
    ["line ends of all kinds", "a\r\nb\nc", "a\r\nb\r\nc"],
  ])("%s", async (_, text, wire) => {
    expect((await bodyOf(text)).raw).toBe(wire);
  });

  test("it fits into 76 characters a line and comes back as it was, whatever it is", async () => {
    const line = fc
      .array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(" ", "=", "é", "–")))
      .map((parts) => `x${parts.join("").replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, "")}x`);
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        const text = lines.join("\n");
        const { raw, read } = await bodyOf(text);
        expect(Math.max(...raw.split("\r\n").map(({ length }) => length))).toBeLessThanOrEqual(76);
        expect(read?.trimEnd()).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});
