import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { paragraphs, serifFile } from "./peer-text.ts";
import type { Way } from "./way.ts";

const preamble = `#set page("us-letter", margin: 1in)
#set text(font: "Source Serif 4", size: 11pt)
#set par(leading: 0.5em)
#let say(size, body) = block(below: 7pt, text(size: size, body))
`;

const quoted = (text: string) => `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;

function source(n: number): string {
  const said = paragraphs(n).map(
    ({ text, size, newPage }) => `${newPage ? "#pagebreak()\n" : ""}#say(${size}pt, ${quoted(text)})`,
  );
  return said.join("\n");
}

/** typst, from its own compiler in the process: `together` letters in a document. */
async function open(together: number) {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [serifFile] }] });
  return {
    make(from: number, letters: number): number {
      let bytes = 0;
      for (let first = from; first < from + letters; first += together) {
        const sources = Array.from({ length: together }, (_, index) => source(first + index));
        bytes += compiler.pdf({ mainFileContent: preamble + sources.join("\n#pagebreak()\n") }).length;
        // What no compile of the last ten used: else memory grows with every letter.
        compiler.evictCache(10);
      }
      return bytes;
    },
  };
}

export const typstWays: readonly Way[] = [
  { name: "typst, a letter a document", group: "peer", letters: 60, open: () => open(1) },
  { name: "typst, 100 letters a document", group: "peer", letters: 100, open: () => open(100) },
];
