import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compileLetter, proofLetter, singleLetter } from "../../src/letter/index.ts";
import { letterOf, stationery } from "../letter/fixture/letters.ts";
import { h, list, noticeOf, p, table, usualNotice } from "../letter/fixture/notice.ts";
import { printed } from "../letter/fixture/print.ts";
import { hasTool } from "../pdf/fixture/outside-tool.ts";
import { difference, differingBlocks, drawnPage, fromPng, toPng } from "./fixture/gray-picture.ts";
import { saved, temporaryFolder } from "./fixture/hand-made-pdf.ts";

const golden = fileURLToPath(new URL("../golden/pixels/", import.meta.url));
const folder = temporaryFolder();
const dots = 60;
// Another version of poppler draws edges a little differently; a line of text that moved changes a hundred blocks.
const mostDiffering = 12;

const short = noticeOf([
  h(1, "Notice of Data Breach"),
  p("Dear {recipientName}:"),
  p("The files held your **{dataElements}**. This sentence stays _as it is_ and takes another line or two."),
  list(true, "Call with {code}.", "Freeze your credit."),
  table(["Bureau", "Phone"], ["Example One", "1-800-555-0101"]),
  { kind: "signature" },
  p("Jordan Avery / Privacy Officer"),
]);

function proof(...of: Parameters<typeof compileLetter>): (letter: ReturnType<typeof letterOf>) => Uint8Array {
  return (letter) => {
    const { value } = proofLetter(compileLetter(...of).value, letter);
    if (value === undefined) throw new Error("no letter");
    return value;
  };
}

const letters: Readonly<Record<string, (name?: string) => Promise<Uint8Array> | Uint8Array>> = {
  usual: (recipientName = "Maria Lopez") =>
    proof(usualNotice(), stationery)(letterOf("HVC-1", { recipientName })),
  draft: (recipientName = "Nguyễn Thị Ánh") =>
    proof(short, { ...stationery, draft: true })(letterOf("HVC-2", { recipientName })),
  "spanish-foot": (recipientName = "José Muñoz") =>
    proof(
      { ...short, language: "es", pageOf: "Página {page} de {pages}" },
      stationery,
    )(letterOf("HVC-3", { recipientName })),
  "sheet-mark": async (recipientName = "Maria Lopez") =>
    (await printed(short, [letterOf("HVC-4", { recipientName })], { ...stationery, sheetMark: true })).bytes,
  "large-print": (recipientName = "Maria Lopez") => {
    const { value } = singleLetter(short, stationery, letterOf("HVC-5", { recipientName }), {
      print: "large",
    });
    if (value === undefined) throw new Error("no letter");
    return value.pdf;
  },
};

async function drawn(name: string, bytes: Uint8Array | Promise<Uint8Array>) {
  return drawnPage(saved(folder, `${name}.pdf`, await bytes), 1, dots);
}

describe.skipIf(!hasTool("pdftoppm"))("the first page as it is drawn", () => {
  // GOLDEN=1 npx vitest run test/readback/golden-pixels.test.ts draws them anew; look at the pictures.
  test.each(Object.entries(letters))("of %s is as approved", async (name, make) => {
    const picture = await drawn(name, make());
    const file = join(golden, `${name}.png`);
    if (process.env.GOLDEN === "1") {
      mkdirSync(golden, { recursive: true });
      writeFileSync(file, toPng(picture));
    }
    expect(existsSync(file), `${name}.png is missing: run once with GOLDEN=1`).toBe(true);
    const before = fromPng(readFileSync(file));
    const blocks = differingBlocks(before, picture);
    if (blocks <= mostDiffering) return;
    const shown = join(tmpdir(), `noticepress-${name}.differs.png`);
    writeFileSync(shown, toPng(before.width === picture.width ? difference(before, picture) : picture));
    expect.fail(`${blocks} squares of the page differ; see ${shown}`);
  });

  test.each(Object.entries(letters))("of %s for somebody else is seen to differ", async (name, make) => {
    const [one, other] = [
      await drawn(`${name}-1`, make()),
      await drawn(`${name}-2`, make("Wolfgang Amadeus Whittaker")),
    ];
    expect(differingBlocks(one, other)).toBeGreaterThan(mostDiffering);
    expect(differingBlocks(one, fromPng(toPng(one)))).toBe(0);
  });
});
