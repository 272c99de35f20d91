import { describe, expect, test } from "vitest";
import { graphicOperators, readSvg } from "../../src/pdf/index.ts";

const svg = (inside: string, head = 'viewBox="0 0 100 50"') =>
  new TextEncoder().encode(
    `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" ${head}>${inside}</svg>`,
  );

/** The operators behind the clip to the view box, whose 100 units are 1000 here. */
function operators(inside: string, head?: string): readonly string[] {
  const read = readSvg(svg(inside, head));
  if (read.kind === "fault") throw new Error(read.what);
  return read.operators.trim().split("\n").slice(1);
}

describe("shapes", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "a rectangle",
      '<rect x="10" y="5" width="20" height="10" fill="#ff0000"/>',
      ["1 0 0 rg", "100 50 m", "300 50 l", "300 150 l", "100 150 l", "h", "f"],
    ],
    [
      "a polygon, evenodd",
      '<polygon points="0,0 10,0 10,10" fill-rule="evenodd"/>',
      ["0 0 0 rg", "0 0 m", "100 0 l", "100 100 l", "h", "f*"],
    ],
    [
      "a line has a stroke alone",
      '<line x1="1" y1="2" x2="3" y2="4" stroke="blue" stroke-width="0.5"/>',
      ["0 0 1 RG 5 w", "10 20 m", "30 40 l", "S"],
    ],
    [
      "fill and stroke",
      '<path d="M0 0h10v10z" fill="#abc" stroke="red"/>',
      ["0.67 0.73 0.8 rg", "1 0 0 RG 10 w", "0 0 m", "100 0 l", "100 100 l", "h", "B"],
    ],
    [
      "colours that CSS names, in any case",
      '<path d="M0 0h1" fill="RebeccaPurple" stroke="cornflowerblue"/>',
      ["0.4 0.2 0.6 rg", "0.39 0.58 0.93 RG 10 w", "0 0 m", "10 0 l", "B"],
    ],
    [
      "relative and smooth",
      '<path d="m1,1c1,0,2,1,2,2s1,2,2,2"/>',
      ["0 0 0 rg", "10 10 m", "20 10 30 20 30 30 c", "30 40 40 50 50 50 c", "f"],
    ],
    ["a quadratic curve", '<path d="M0 0Q3 0 3 3"/>', ["0 0 0 rg", "0 0 m", "20 0 30 10 30 30 c", "f"]],
    [
      "numbers without spaces",
      '<path d="M.5.5-.5-.5 1e1-0"/>',
      ["0 0 0 rg", "5 5 m", "-5 -5 l", "100 0 l", "f"],
    ],
    [
      "nested transforms",
      '<g transform="translate(10 5)"><path transform="scale(2)" d="M1 1H2"/></g>',
      ["0 0 0 rg", "120 70 m", "140 70 l", "f"],
    ],
    [
      "a turn about a point",
      '<path transform="rotate(90 10 10)" d="M10 0L10 10"/>',
      ["0 0 0 rg", "200 100 m", "100 100 l", "f"],
    ],
    [
      "classes, then style",
      '<style>.a{fill:#00f}</style><path class="a" style="stroke:none" d="M0 0H1"/>',
      ["0 0 1 rg", "0 0 m", "10 0 l", "f"],
    ],
    [
      "what a group says",
      '<g fill="rgb(0,255,0)"><path d="M0 0H1"/></g>',
      ["0 1 0 rg", "0 0 m", "10 0 l", "f"],
    ],
    [
      "nothing of titles and of other programs’ notes",
      '<title>Mark</title><sodipodi:namedview id="x"/><path d="M0 0H1"/>',
      ["0 0 0 rg", "0 0 m", "10 0 l", "f"],
    ],
  ])("%s", (_, inside, expected) => {
    expect(operators(inside)).toEqual(expected);
  });

  test("a circle is four curves of a quarter turn", () => {
    const drawn = operators('<circle cx="50" cy="25" r="10"/>');
    expect(drawn.filter((line) => line.endsWith(" c"))).toHaveLength(4);
    // A quarter of a circle by Bézier's curve has its control points 0.5523 of the radius away.
    expect(drawn[2]).toBe("400 194.77 444.77 150 500 150 c");
  });

  test("an arc of more than half a turn goes the long way round", () => {
    const drawn = operators('<path d="M40 20A10 10 0 1 1 50 30"/>');
    expect(drawn.filter((line) => line.endsWith(" c"))).toHaveLength(3);
    expect(drawn.at(-2)).toMatch(/ 500 300 c$/);
  });

  test("a view box may begin anywhere, and small units keep their detail", () => {
    expect(operators('<path d="M1 1H1.5"/>', 'viewBox="1 1 2 1"')).toEqual([
      "0 0 0 rg",
      "0 0 m",
      "250 0 l",
      "f",
    ]);
  });
});

describe("what is refused, and named", () => {
  test.each<[string, string, string]>([
    ["text", "<text>Clinic</text>", "text: have the program turn it into paths"],
    ["a picture", '<image href="a.png"/>', "<image>"],
    ["a script", "<script>alert(1)</script>", "<script>"],
    ["a handler", '<path d="M0 0" onload="x()"/>', "a script"],
    ["a reference", '<path d="M0 0" xlink:href="#a"/>', "a reference to something else"],
    ["use", '<use href="#a"/>', "<use>"],
    ["a gradient", '<path d="M0 0" fill="url(#a)"/>', "fill: url(#a)"],
    ["a defined gradient", "<defs><linearGradient/></defs>", "<defs>"],
    ["transparency", '<g opacity="0.5"><path d="M0 0"/></g>', "opacity: 0.5"],
    ["transparency in a style", '<path style="fill-opacity:.2" d="M0 0"/>', "fill-opacity: .2"],
    ["clipping", '<path clip-path="url(#c)" d="M0 0"/>', "clip-path: url(#c)"],
    ["dashes", '<path stroke-dasharray="2 2" d="M0 0"/>', "stroke-dasharray: 2 2"],
    ["an import", "<style>@import 'x';.a{fill:red}</style>", "the style rule “@import 'x';.a”"],
    ["a colour by a name of JavaScript's", '<path d="M0 0" fill="constructor"/>', "fill: constructor"],
    ["a colour that is none", '<path d="M0 0" fill="bluish"/>', "fill: bluish"],
    ["malformed path data", '<path d="M0 0L5"/>', "path data that is malformed"],
    ["an unknown attribute", '<path d="M0 0" pathLength="3"/>', "the attribute pathLength"],
    ["units that are not the picture’s", '<rect width="10%" height="2"/>', 'width="10%"'],
    ["ink outside", '<rect x="-60" width="20" height="5"/>', "shapes that reach outside of its viewBox"],
    ["numbers beyond any", '<path d="M1e308 0L1e308 9L5 5"/>', "shapes that reach outside of its viewBox"],
    ["numbers with powers", '<path d="M1e25 0L5 5L9 9"/>', "shapes that reach outside of its viewBox"],
    [
      "transforms that end in no number",
      '<g transform="scale(1e308)"><g transform="scale(1e308)"><path d="M0 0L5 5L9 9"/></g></g>',
      "shapes that reach outside of its viewBox",
    ],
    [
      "a pen beyond any",
      '<path stroke="red" stroke-width="1e308" d="M0 0H9"/>',
      "a stroke wider than the picture",
    ],
    [
      "a picture in the picture, which has a place of its own",
      '<svg x="50" y="20" width="10" height="10" viewBox="0 0 1 1"><path d="M0 0H1V1"/></svg>',
      "<svg> within <svg>",
    ],
    ["nothing drawn", "<g/>", "a file that draws nothing"],
    ["an open tag", "<g>", "a file that is not well formed"],
  ])("%s", (_, inside, what) => {
    expect(readSvg(svg(inside))).toEqual({ kind: "fault", what });
  });

  test.each<[string, string]>([
    ["declared entities", '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg viewBox="0 0 1 1"/>'],
    ["no SVG", "<html></html>"],
    ["a box without end", '<svg viewBox="0 0 Infinity 1"><path d="M0 0H1V1"/></svg>'],
    ["nothing", ""],
    ["deep nesting", "<g>".repeat(100) + "</g>".repeat(100)],
  ])("%s", (_, text) => {
    expect(readSvg(new TextEncoder().encode(text)).kind).toBe("fault");
  });

  test("bytes that are no text", () => {
    expect(readSvg(Uint8Array.from([0x3c, 0xff, 0xfe]))).toEqual({
      kind: "fault",
      what: "a file that is not UTF-8",
    });
  });
});

test("a drawing fills its box, upside up", () => {
  const read = readSvg(svg('<path d="M0 0H100"/>'));
  if (read.kind === "fault") throw new Error(read.what);
  expect(graphicOperators(read, { x: 10, y: 20, width: 200, height: 100 })).toMatch(
    /^q 0\.2 0 0 -0\.2 10 120 cm\n/,
  );
});
