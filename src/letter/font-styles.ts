import type { Block, Inline, Notice } from "../notice/index.ts";
import { type FaceName, face, missingFrom } from "../pdf/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import type { Stationery } from "./stationery.ts";
import { readTypefaces, type Typefaces } from "./typefaces.ts";

type Use = { readonly name: FaceName; readonly text: string };

function usesOf(inlines: readonly Inline[], sans: boolean, allBold: boolean): readonly Use[] {
  return inlines.flatMap((inline): readonly Use[] => {
    if (inline.kind === "break") return [];
    const { bold, italic } = inline.style;
    const name: FaceName = sans
      ? bold || allBold
        ? "sansBold"
        : "sans"
      : bold
        ? italic
          ? "serifBoldItalic"
          : "serifBold"
        : italic
          ? "serifItalic"
          : "serif";
    return [{ name, text: inline.kind === "text" ? inline.text : "" }];
  });
}

function usesIn(blocks: readonly Block[]): readonly Use[] {
  return blocks.flatMap((block): readonly Use[] => {
    switch (block.kind) {
      case "heading":
        return usesOf(block.inlines, true, true);
      case "paragraph":
        return usesOf(block.inlines, false, false);
      case "callout":
        return usesOf(block.inlines, true, false);
      case "list":
        return block.items.flatMap(usesIn);
      case "table":
        return [
          ...block.header.flatMap((cell) => usesOf(cell, true, true)),
          ...block.rows.flatMap((row) => row.flatMap((cell) => usesOf(cell, true, false))),
        ];
      case "signature":
      case "pageBreak":
        return [];
      default:
        return block satisfies never;
    }
  });
}

const styles = {
  serifBold: "bold",
  serifItalic: "italic",
  serifBoldItalic: "boldItalic",
} as const satisfies Partial<Record<FaceName, string>>;

/**
 * The typefaces of a notice on this stationery. Problems, beside those of the files: a style that the text
 * has and the client's font is not given in, words of the text whose letters the client's font lacks.
 */
export function fontsFor(
  notice: Notice,
  { fonts }: Stationery,
): { readonly value: Typefaces; readonly problems: Problem[] } {
  const { value, problems: found }: Read<Typefaces> = readTypefaces(fonts);
  const problems = [...found];
  if (fonts?.text === undefined && fonts?.headings === undefined) return { value, problems };
  const uses = usesIn(notice.blocks);
  const lacking = new Set<string>();
  for (const name of new Set(uses.map((use) => use.name))) {
    const [first] = value.of(name);
    if (first === undefined || first === face(name)) {
      const style = name in styles ? styles[name as keyof typeof styles] : undefined;
      // A file that is given and unusable has its own problem.
      if (fonts.text !== undefined && style !== undefined && fonts.text[style] === undefined)
        problems.push(problem("letter/font-style-missing", { file: fonts.text.regular.file }, { style }));
      continue;
    }
    const text = uses.map((use) => (use.name === name ? use.text : "")).join("");
    for (const char of missingFrom(first, text.normalize("NFC").replace(/[\s\u00ad]+/g, "")))
      lacking.add(char);
  }
  if (lacking.size > 0)
    problems.push(problem("letter/font-lacks-text", {}, { characters: [...lacking].join(" ") }));
  return { value, problems };
}
