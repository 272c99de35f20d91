import { type Block, type Line, wrapped } from "../report/index.ts";
import type { Terminal } from "./terminal.ts";

const styles: Readonly<Partial<Record<Line["kind"], "bold" | "dim" | "cyan">>> = {
  title: "bold",
  heading: "cyan",
  label: "bold",
  source: "dim",
};

/** Prints a page as wide as the terminal, in colour where it has colour. */
export function printPage(terminal: Terminal, blocks: readonly Block[]): void {
  for (const { kind, text } of wrapped(blocks, terminal.width)) {
    const style = styles[kind];
    terminal.print(style === undefined ? text : terminal.style(style, text));
  }
}
