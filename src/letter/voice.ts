import type { Inline, TextStyle } from "../notice/index.ts";
import type { FaceName } from "../pdf/index.ts";
import { type PrintStyle, printStyle } from "./print-style.ts";
import type { Typefaces } from "./typefaces.ts";
import type { Run } from "./words-of.ts";

/** The kind of text that runs are set as. */
export type Voice = {
  readonly family: "serif" | "sans";
  readonly size: number;
  readonly colour: string;
  readonly bold: boolean;
  readonly typefaces: Typefaces;
};

function styleOf(voice: Voice, style: TextStyle): PrintStyle {
  const bold = voice.bold || style.bold;
  const name: FaceName =
    voice.family === "sans"
      ? bold
        ? "sansBold"
        : "sans"
      : bold
        ? style.italic
          ? "serifBoldItalic"
          : "serifBold"
        : style.italic
          ? "serifItalic"
          : "serif";
  return printStyle(voice.typefaces.of(name), voice.size, voice.colour);
}

/** The address of a link as a reader types it; empty where the text says it already or it is a phone number. */
function typedAddress(link: string, text: string): string {
  if (link.startsWith("tel:")) return "";
  const bare = link.replace(/^(https?:\/\/|mailto:)/i, "").replace(/\/$/, "");
  const said = text.toLowerCase().replace(/^https?:\/\//, "");
  return said.includes(bare.toLowerCase().replace(/^www\./, "")) ? "" : bare;
}

/** Inlines as runs to print. A link whose text is not its address is followed by the address in parentheses. */
export function runsOf(inlines: readonly Inline[], voice: Voice): readonly Run[] {
  const runs: Run[] = [];
  let linked = "";
  inlines.forEach((inline, index) => {
    if (inline.kind === "break") {
      runs.push(inline);
      return;
    }
    const style = styleOf(voice, inline.style);
    const { link } = inline.style;
    const linking = link === null ? {} : { link };
    if (inline.kind === "slot") runs.push({ kind: "field", style, field: inline.field, ...linking });
    else runs.push({ kind: "text", style, text: inline.text, ...linking });
    if (link === null) return;
    linked += inline.kind === "text" ? inline.text : "";
    const next = inlines[index + 1];
    if (next !== undefined && next.kind !== "break" && next.style.link === link) return;
    const address = typedAddress(link, linked);
    linked = "";
    if (address !== "") runs.push({ kind: "text", style, text: ` (${address})`, link });
  });
  return runs;
}
