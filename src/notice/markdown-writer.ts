import type { ContentElement } from "../law/index.ts";
import type { FieldName } from "./notice.ts";

/**
 * What stands in the Markdown as a mark, `U+E000 index U+E001`, and comes back after parsing: facts
 * as literal text, slots, the two ends of a content element. So no fact is ever read as Markdown.
 */
export type Mark =
  | { readonly kind: "fact"; readonly text: string; readonly link: string | null }
  | { readonly kind: "slot"; readonly field: FieldName }
  | { readonly kind: "open"; readonly element: ContentElement }
  | { readonly kind: "close"; readonly element: ContentElement }
  | { readonly kind: "break" }
  | { readonly kind: "signature" };

/** Where a line of the Markdown was written: in a template, or in a narrative of incident.json. */
export type Origin = { readonly template?: string; readonly file?: string; readonly line: number };

/**
 * A piece of Markdown that stands by itself: no list or paragraph runs from one piece into the next,
 * so one template can never change how another is read. Marks are numbered within the piece.
 */
export type MarkdownPiece = {
  readonly markdown: string;
  readonly marks: readonly Mark[];
  /** For each line, where it was written. */
  readonly origins: readonly Origin[];
};

/** Collects Markdown and remembers where each line came from. */
export type MarkdownWriter = {
  readonly write: (text: string, origin: Origin) => void;
  readonly mark: (mark: Mark, origin: Origin) => void;
  /** Writes something as a piece of its own. */
  readonly apart: (put: () => void) => void;
  readonly pieces: () => readonly MarkdownPiece[];
};

export function markdownWriter(): MarkdownWriter {
  const done: MarkdownPiece[] = [];
  let markdown = "";
  let marks: Mark[] = [];
  let origins: Origin[] = [];

  const write = (text: string, origin: Origin) => {
    if (text === "") return;
    // A line belongs to whoever wrote its first character.
    if (markdown === "" || markdown.endsWith("\n")) origins[Math.max(0, origins.length - 1)] = origin;
    const ends = text.split("\n").length - 1;
    for (let end = 1; end <= ends; end++) origins.push({ ...origin, line: origin.line + end });
    markdown += text;
  };
  const cut = () => {
    if (markdown.trim() !== "") done.push({ markdown, marks, origins });
    markdown = "";
    marks = [];
    origins = [];
  };
  return {
    write,
    mark: (mark, origin) => {
      marks.push(mark);
      write(`\uE000${marks.length - 1}\uE001`, origin);
    },
    apart: (put) => {
      cut();
      put();
      cut();
    },
    pieces: () => {
      cut();
      return done;
    },
  };
}
