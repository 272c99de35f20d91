import { type CompiledLetter, compileLetter, type Letter, type Stationery } from "../src/letter/index.ts";
import type { Block, Inline } from "../src/notice/index.ts";
import { letterOf, stationery } from "../test/letter/fixture/letters.ts";
import { h, p, usualNotice } from "../test/letter/fixture/notice.ts";

const variants = 10;
const elements = [
  "Social Security number",
  "date of birth",
  "driver’s license number",
  "health insurance information",
  "medical information",
  "bank account number",
];
const firstNames =
  "Maria James Linda Robert Patricia John Jennifer Michael Elizabeth William Thị Łukasz".split(" ");
const lastNames =
  "Lopez Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Nguyễn Kowalski".split(" ");

/** The text of variant v: the usual letter, longer to be of about 1,200 words, with a paragraph of its own. */
export function referenceBlocks(variant: number): readonly Block[] {
  const { blocks } = usualNotice();
  return [
    ...blocks,
    h(2, "Protect your children and family"),
    p(
      "Children can be victims of identity theft too. A parent or guardian can ask each bureau whether a child has a credit file, and can have one made and frozen at no cost until the child is sixteen. If you look after the affairs of another adult, you can ask for the same protection with a copy of the document that names you.",
    ),
    h(2, "Protect your tax returns and benefits"),
    p(
      "If your Social Security number was involved, you can ask the Internal Revenue Service for an identity protection PIN. With it, nobody else can file a tax return in your name. Go to www.irs.gov/ippin, or call 1-800-555-0160 and ask for help with identity protection. The PIN is free, and a new one is made for you every year. You can also make an account with the Social Security Administration and look at the earnings that were reported under your number.",
    ),
    p(
      "If you receive benefits from your state, such as unemployment insurance, look at the notices that you get. A notice about a claim that you did not make can be the first sign that someone uses your information. Report it to the agency at once, and to your employer, who may have had a notice too. Keep a list of whom you called, when, and what was said, and send letters by certified mail.",
    ),
    h(2, `For residents of state ${variant + 1}`),
    p(
      `You can ask the Attorney General of state ${variant + 1} how to avoid identity theft: Consumer Protection Division, ${100 + variant} Capitol Street, Springfield, 1-800-555-01${10 + variant}. You have the right to obtain any police report that is filed about this incident. You also have the right to ask a bureau, without charge, to block information in your file that results from identity theft.`,
    ),
  ];
}

/** The ten compiled variants, on paper that may be otherwise. */
export function compiledVariants(paper: Partial<Stationery> = {}): readonly CompiledLetter[] {
  return Array.from({ length: variants }, (_, variant) => compiled(variant, referenceBlocks(variant), paper));
}

/** The same letters with a field before the first and behind the last word of every paragraph: nothing of them can be shared. */
export function worstVariants(): readonly CompiledLetter[] {
  const [name] = inlinesOf(p("{recipientName}"));
  const [code] = inlinesOf(p("{code}"));
  if (name === undefined || code === undefined) throw new Error("A paragraph of a field has no inline");
  const worse = (block: Block): Block => {
    if (block.kind === "paragraph") {
      const [first] = inlinesOf(p("x "));
      const space = first?.kind === "text" ? { ...first, text: " " } : name;
      return { ...block, inlines: [name, space, ...block.inlines, space, code] };
    }
    return block.kind === "list" ? { ...block, items: block.items.map((item) => item.map(worse)) } : block;
  };
  return Array.from({ length: variants }, (_, variant) =>
    compiled(variant, referenceBlocks(variant).map(worse)),
  );
}

function inlinesOf(block: Block): readonly Inline[] {
  return block.kind === "paragraph" ? block.inlines : [];
}

function compiled(
  variant: number,
  blocks: readonly Block[],
  paper: Partial<Stationery> = {},
): CompiledLetter {
  const notice = { ...usualNotice(`reference/${variant}`), blocks };
  const { value, problems } = compileLetter(notice, { ...stationery, ...paper });
  if (problems.length > 0) throw new Error(`The reference letter has problems: ${problems[0]?.code}`);
  return value;
}

/** The n-th letter: name, address, code and elements differ; every choice follows from n. */
export function referenceLetter(n: number): Letter {
  const first = firstNames[n % firstNames.length] ?? "";
  const last = lastNames[Math.floor(n / 12) % lastNames.length] ?? "";
  const count = 1 + (n % elements.length);
  const chosen = elements.slice(0, count);
  const code = (n * 2_654_435_761 + 12_345_678_901).toString(36).toUpperCase().padStart(12, "7").slice(-12);
  const list = count < 3 ? chosen.join(" and ") : `${chosen.slice(0, -1).join(", ")}, and ${chosen.at(-1)}`;
  return letterOf(`HVC-${String(n).padStart(7, "0")}`, {
    recipientName: `${first} ${last}`,
    code: `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`,
    dataElements: list,
    addressLines: [
      `${first} ${last}`.toUpperCase(),
      `${100 + (n % 9_000)} SAMPLE ST${n % 4 === 0 ? ` APT ${n % 99}` : ""}`,
      `SPRINGFIELD TX 75${String(n % 1000).padStart(3, "0")}-${String(1000 + (n % 9000))}`,
    ],
  });
}

export const variantCount = variants;
