import { describe, expect, test } from "vitest";
import { emailTexts } from "../../src/email/index.ts";
import { client, inner, notice } from "./example.ts";

const { text, html } = emailTexts(notice, inner, client);

describe("the frame", () => {
  test("states language, title and the width at which it is read", () => {
    expect(html).toContain('<html lang="en" dir="ltr">');
    expect(html).toContain("<title>Notice of Data Breach</title>");
    expect(html).toContain("max-width: 640px");
    expect(html).toContain('name="color-scheme" content="light dark"');
  });

  test("names the client above the notice and below it, once in each form", () => {
    for (const form of [text, html]) {
      const first = form.indexOf(client.name);
      expect(first).toBeGreaterThan(-1);
      expect(first).toBeLessThan(form.indexOf("We write to you."));
      expect(form.lastIndexOf(client.name)).toBeGreaterThan(form.indexOf("We write to you."));
      expect(form).toContain("1-833-555-0100");
    }
  });

  test("has the notice in it unchanged", () => {
    expect(html).toContain(inner.html.trim());
    expect(text).toContain(inner.text.trim());
  });

  test("escapes what the client is called", () => {
    const odd = emailTexts(notice, inner, { ...client, name: 'Fox & <b>"Hen"</b>' });
    expect(odd.html).toContain("Fox &amp; &lt;b&gt;&quot;Hen&quot;&lt;/b&gt;");
    expect(odd.html).not.toContain("<b>");
    expect(odd.text).toContain('Fox & <b>"Hen"</b>');
  });

  test("does without contact and letterhead", () => {
    const bare = emailTexts(notice, inner, { name: "Clinic A", letterhead: undefined, contact: undefined });
    expect(bare.text).toBe(`Clinic A\n\n${inner.text.trim()}\n\nClinic A\n`);
  });
});

test.each([
  ["a dark colour", "#5b2a3c", "#5b2a3c"],
  ["the lightest grey that can be read", "#767676", "#767676"],
  ["one shade lighter", "#777777", "#1a1a1a"],
  ["yellow", "#ffe600", "#1a1a1a"],
])("the name in %s is readable on white", (_, colour, shown) => {
  const framed = emailTexts(notice, inner, { ...client, letterhead: { colour, lines: [] } });
  expect(framed.html).toContain(`font-weight: 600; color: ${shown};`);
  expect(framed.html).toContain(`border-top: 6px solid ${colour};`);
});
