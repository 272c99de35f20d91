import { describe, expect, test } from "vitest";
import { type Block, type Notice, readability } from "../../src/notice/index.ts";
import { adultInTexas, composed } from "./fictional-incident.ts";

/** A notice of nothing but these paragraphs. */
function notice(language: string, ...texts: readonly string[]): Notice {
  const style = { bold: false, italic: false, link: null, elements: [] };
  const blocks: Block[] = texts.map((text) => ({
    kind: "paragraph",
    inlines: [{ kind: "text", text, style }],
  }));
  return { ...composed(adultInTexas), language, blocks };
}

describe("each language by its own scale", () => {
  test.each([
    // 0.39 × 6 + 11.8 × 6 ÷ 6 − 15.59
    ["en", "The cat sat on the mat.", "fleschKincaid", -1.4, -1.4],
    // 206.84 − 60 × 9 ÷ 5 − 1.02 × 5, nine syllables in five words
    ["es", "La niña lee libros nuevos.", "fernandezHuerta", 93.7, 4.6],
    // 5 words + 100 × 2 ÷ 5
    ["fr", "Nous avons prévenu les autorités.", "lix", 45, 10.3],
  ] as const)("%s: %s", (language, text, scale, score, grade) => {
    expect(readability(notice(language, text))).toMatchObject({ scale, score, grade, sentences: 1 });
  });

  test("a region has its language's scale", () => {
    expect(readability(notice("es-MX", "La niña lee libros nuevos.")).scale).toBe("fernandezHuerta");
  });

  test("harder words and longer sentences never lower the grade", () => {
    const grades = [
      "La niña lee un libro.",
      "La niña pequeña lee libros nuevos cada tarde.",
      "La investigación correspondiente determinó oportunamente las responsabilidades administrativas.",
    ].map((text) => readability(notice("es", text)).grade);
    expect([...grades].sort((a, b) => a - b)).toEqual(grades);
  });

  test("nothing to read", () => {
    expect(readability(notice("es", "2 de marzo de 2026"))).toMatchObject({ grade: 0, sentences: 0 });
  });
});

describe("Spanish syllables, by the score of one sentence of three words", () => {
  // Two words of one syllable beside the word: 206.84 − 20 × (syllables + 2) − 3.06
  test.each([
    ["información", 4],
    ["día", 2],
    ["cuenta", 2],
    ["aéreo", 4],
    ["guerra", 2],
    ["pingüino", 3],
    ["quien", 1],
    ["ley", 1],
    ["reyes", 2],
    ["país", 2],
    ["ahora", 3],
    ["leído", 3],
    ["ciudad", 2],
  ])("%s has %i", (word, count) => {
    const { score } = readability(notice("es", `es la ${word}.`));
    expect(score).toBeCloseTo(206.84 - 20 * (count + 2) - 3.06, 0);
  });
});
