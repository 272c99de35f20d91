import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { paragraphs, serifFile } from "./peer-text.ts";
import type { Way } from "./way.ts";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const font = `data:font/ttf;base64,${serifFile.toString("base64")}`;
const style = `@font-face{font-family:S;src:url(${font})}body{font-family:S;margin:0;line-height:1.3}
p{margin:0 0 7pt;white-space:pre-line}.page{break-before:page}@page{size:Letter;margin:1in}`;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function html(n: number): string {
  return paragraphs(n)
    .map(
      ({ text, size, newPage }, index) =>
        `<p${newPage || index === 0 ? ' class="page"' : ""} style="font-size:${size}pt">${escaped(text)}</p>`,
    )
    .join("\n");
}

/** HTML printed by Chromium, in one page that stays open: `together` letters a call. */
async function open(together: number) {
  const executablePath = process.env.CHROMIUM ?? usual.find(existsSync);
  if (executablePath === undefined) return undefined;
  // In a container the browser's own sandbox cannot start; what it reads here is our own text.
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage();
  return {
    async make(from: number, letters: number): Promise<number> {
      let bytes = 0;
      for (let first = from; first < from + letters; first += together) {
        const all = Array.from({ length: together }, (_, index) => html(first + index));
        await page.setContent(`<style>${style}</style>${all.join("\n")}`);
        bytes += (await page.pdf({ preferCSSPageSize: true })).length;
      }
      return bytes;
    },
    close: () => browser.close(),
  };
}

export const chromiumWays: readonly Way[] = [
  { name: "Chromium, a letter a call", group: "peer", letters: 10, open: () => open(1) },
  { name: "Chromium, 50 letters a call", group: "peer", letters: 50, open: () => open(50) },
];
