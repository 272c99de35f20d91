import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { compose, contentCheck, type Notice, noticeText, readability } from "../../src/notice/index.ts";
import { type Case, casesIn, places } from "./every-variant.ts";
import { fieldsOfMaria, templates } from "./fictional-incident.ts";

const all = templates();
const golden = "test/golden/notice/variants";
const writing = process.env.GOLDEN === "1";

/** Place → reader → hash of the words; and place → the words of its paragraph. */
type Words = Record<string, Record<string, string>>;
type Paragraphs = Record<string, string>;

function read<T>(file: string): T {
  return JSON.parse(readFileSync(`${golden}/${file}`, "utf8")) as T;
}

/** The reader without what every line would repeat. */
function readerOf({ facets }: Case): string {
  return [
    facets.recipient,
    facets.exposure,
    ...(facets.phi ? [] : ["not-phi"]),
    ...(facets.stateLaw === "silent" ? ["silent"] : []),
  ].join("/");
}

/** The paragraph for residents: what stands under its heading, to the end. */
function paragraphOf(text: string): string {
  return /^(For residents of|Para residentes de)[\s\S]*/m.exec(text)?.[0] ?? "";
}

/** The term is the client’s choice; whether it is long enough is checked with the client’s offers. */
const ofTheClient = new Set(["notice/services-owed", "notice/offer-too-short"]);

function problemsOf(notice: Notice, { from }: Case) {
  return contentCheck(notice, from.law, all).filter(
    ({ code, severity }) => severity === "stops" && !ofTheClient.has(code),
  );
}

test("there are all States, the district, the territories, and two places without a law", () => {
  expect(places.length).toBe(50 + 1 + 3 + 2);
});

describe.each(["en", "es"])("every place, every kind of reader: %s", (language) => {
  const words: Words = {};
  const paragraphs: Paragraphs = {};
  const files = [`words.${language}.json`, `residents.${language}.json`] as const;
  const known = writing ? {} : read<Words>(files[0]);
  const knownParagraphs = writing ? {} : read<Paragraphs>(files[1]);

  afterAll(() => {
    if (!writing) return;
    mkdirSync(golden, { recursive: true });
    for (const [index, value] of [words, paragraphs].entries())
      writeFileSync(`${golden}/${files[index]}`, `${JSON.stringify(value, null, 1)}\n`);
  });

  test.each(places)("%s: each notice says what its law wants, in the words that were approved", (place) => {
    const ofPlace: Record<string, string> = {};
    for (const each of casesIn(place, language)) {
      const { value, problems } = compose(all, each.facets, each.from);
      expect(
        problems.filter(({ code }) => !ofTheClient.has(code)),
        value.variant,
      ).toEqual([]);
      expect(problemsOf(value, each), value.variant).toEqual([]);
      expect(readability(value).grade, value.variant).toBeLessThanOrEqual(8);
      expect(value.fields.includes("code"), value.variant).toBe(each.facets.offer !== null);
      const text = noticeText(value, fieldsOfMaria);
      expect(text, value.variant).not.toMatch(/undefined|\[object|\{\{|\uE000/);
      ofPlace[readerOf(each)] = createHash("sha256").update(text).digest("hex").slice(0, 12);
      if (each.facets.recipient === "adult" && each.facets.channel === "letter")
        paragraphs[place] ??= paragraphOf(text);
    }
    words[place] = ofPlace;
    if (writing) return;
    expect(paragraphs[place]).toBe(knownParagraphs[place]);
    expect(ofPlace).toEqual(known[place]);
  });

  test("no place is left over", () => {
    if (!writing) expect(Object.keys(known).sort()).toEqual([...places].sort());
  });
});
