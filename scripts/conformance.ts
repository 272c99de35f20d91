/**
 * Has veraPDF judge single letters of every kind against PDF/UA-1 and PDF/A-2u: `npm run conformance`.
 * Makes one letter of the sample incident for each client, kind of reader, language, offer and exposure, in
 * normal size and large print, and one draft. Needs a JDK (17 or later) and Maven, which fetches veraPDF from
 * Maven Central once; users of Noticepress need neither. Exit code 0 all passed, 1 something failed, 3 could
 * not be judged.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseDay } from "../src/calendar/index.ts";
import { openLedger } from "../src/ledger/index.ts";
import {
  compileLetter,
  type GivenFonts,
  proofLetter,
  type Stationery,
  singleLetter,
} from "../src/letter/index.ts";
import { letterOfPerson, ProblemTally, readInputs, takeCensus, takeInPeople } from "../src/mailing/index.ts";
import type { Facets } from "../src/notice/index.ts";
import type { Individual } from "../src/people/index.ts";
import { letterOf, stationery } from "../test/letter/fixture/letters.ts";
import { usualNotice } from "../test/letter/fixture/notice.ts";
import { hanFont, inconsolata, liberation } from "../test/pdf/fixture/fonts.ts";
import { transparentPng } from "../test/pdf/fixture/pictures.ts";

const root = join(import.meta.dirname, "..");
const judge = join(import.meta.dirname, "conformance");
const library = join(root, "node_modules", ".cache", "verapdf-1.28.2");
const profiles = ["ua1", "2u"] as const;
const profileNames: Readonly<Record<string, string>> = { ua1: "PDF/UA-1", "2u": "PDF/A-2u" };

const say = (line: string) => process.stdout.write(`${line}\n`);

function cannotJudge(why: string): never {
  process.stderr.write(`${why}\nNothing was judged.\n`);
  process.exit(3);
}

/** veraPDF's jars; Maven fetches them the first time. */
function veraPdf(): string {
  const has = () =>
    existsSync(library) && readdirSync(library).some((name) => name.startsWith("validation-model"));
  if (!has()) {
    const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";
    const words = ["-B", "-q", "-f", join(judge, "pom.xml"), goal, `-DoutputDirectory=${library}`];
    const { error, status, stdout, stderr } = spawnSync("mvn", words, { encoding: "utf8" });
    if (error !== undefined) cannotJudge(`Maven (mvn) cannot be started: ${error.message}. Install maven.`);
    if (status !== 0 || !has()) cannotJudge(`Maven could not fetch veraPDF:\n${stdout}${stderr}`);
  }
  return join(library, "*");
}

const kindOf = ({ client, recipient, language, offer, exposure }: Facets) =>
  [client, recipient, language, offer === null ? "no offer" : "offer", exposure].join(", ");

/** The first person of each kind of reader who gets a letter. */
async function makeLetters(folder: string): Promise<ReadonlyMap<string, string>> {
  const { value: inputs, problems } = await readInputs(join(root, "samples", "larkspur"));
  const ledger = openLedger(join(folder, "ledger.sqlite")).value;
  if (inputs === undefined || ledger === undefined)
    cannotJudge(`The sample cannot be read: ${problems[0]?.code}`);
  const today = inputs.folder.incident.dates.individualNotice ?? parseDay("2026-11-22");
  if (today === undefined) cannotJudge("The sample has no mailing day.");
  const taken = await takeInPeople(inputs, ledger, new ProblemTally(), { today });
  if (taken !== "done") cannotJudge("The sample's people cannot be taken in.");
  const kinds = new Map<string, Individual>();
  for (const { facets, seq } of takeCensus(inputs, ledger).variants.values())
    if (facets.channel === "letter" && !kinds.has(kindOf(facets))) {
      const first = ledger.intake.personAt(seq);
      if (first !== undefined) kinds.set(kindOf(facets), first);
    }

  const files = new Map<string, string>();
  for (const [kind, { client, id }] of kinds) {
    const person = letterOfPerson({ inputs, ledger, client, id }).value;
    if (person === undefined) cannotJudge(`No letter can be made for: ${kind}`);
    const make = (name: string, paper: Partial<Stationery>, print: "normal" | "large") => {
      const own = { ...person.stationery, ...paper };
      const { value, problems: found } = singleLetter(person.notice, own, person.letter, {
        print,
        author: person.clientName,
        foreign: person.foreign,
        createdOn: today,
      });
      if (value === undefined) cannotJudge(`No letter can be made for ${name}: ${found[0]?.code}`);
      const file = join(folder, `${files.size}.pdf`);
      writeFileSync(file, value.pdf);
      files.set(basename(file), name);
    };
    make(kind, { draft: false }, "normal");
    make(`${kind}, large print`, { draft: false }, "large");
    if (files.size === 2) {
      make(`${kind}, draft`, { draft: true }, "normal");
      make(`${kind}, large print, draft`, { draft: true }, "large");
    }
  }
  ledger.close();
  return files;
}

/** What the sample has not: a picture that lets light through, and letters beyond the common ones. */
function makeAwkward(folder: string): ReadonlyMap<string, string> {
  const letter = letterOf("AWKWARD-1", { recipientName: "Nguyễn Kealiʻi ʻOkina Łódź" });
  const head = { lines: ["Harbor Valley Clinic"], colour: "#1f3a5f", image: transparentPng };
  const files = new Map<string, string>();
  for (const print of ["normal", "large"] as const) {
    const { value } = singleLetter(usualNotice(), { ...stationery, letterhead: head }, letter, { print });
    if (value === undefined) cannotJudge("The awkward letter cannot be made.");
    writeFileSync(join(folder, `awkward-${print}.pdf`), value.pdf);
    files.set(`awkward-${print}.pdf`, `awkward: transparent letterhead, rare letters, ${print} size`);
  }
  return files;
}

/** Letters in fonts of a client's own, with a name in Han and a letterhead drawn as paths. */
function makeBranded(folder: string): ReadonlyMap<string, string> {
  const font = (name: string, bytes: Uint8Array) => ({ file: name, bytes });
  const fallback = [font("han.ttf", hanFont())];
  const sans = { regular: liberation.regular(), bold: liberation.bold(), italic: liberation.italic() };
  const mono = font("mono.otf", inconsolata());
  const fonts: Readonly<Record<string, GivenFonts>> = {
    "TrueType of 2048 units": {
      text: {
        regular: font("r.ttf", sans.regular),
        bold: font("b.ttf", sans.bold),
        italic: font("i.ttf", sans.italic),
      },
      headings: { bold: font("b.ttf", sans.bold) },
      fallback,
    },
    CFF: { text: { regular: mono, bold: mono, italic: mono }, fallback },
  };
  const image = new TextEncoder().encode(
    '<svg viewBox="0 0 120 40"><circle cx="20" cy="20" r="18" fill="#1f6f5f"/><path d="M46 12h70v16h-70z" stroke="#fff"/></svg>',
  );
  const head = { lines: ["Harbor Valley Clinic"], colour: "#1f3a5f", image };
  const letter = letterOf("BRANDED-1", {
    recipientName: "王小明",
    addressLines: ["王小明", "12 SAMPLE ST", "SPRINGFIELD TX 75001-0123"],
  });
  const files = new Map<string, string>();
  for (const [kind, given] of Object.entries(fonts))
    for (const print of ["normal", "large"] as const) {
      const paper = { ...stationery, letterhead: head, fonts: given };
      const { value, problems } = singleLetter(usualNotice(), paper, letter, { print });
      if (value === undefined)
        cannotJudge(`A branded letter cannot be made: ${problems.map(({ code }) => code).join(", ")}`);
      const name = `branded-${files.size}.pdf`;
      writeFileSync(join(folder, name), value.pdf);
      files.set(name, `branded: ${kind}, a name in Han, SVG letterhead, ${print} size`);
    }
  return files;
}

// A letter without tags or output intent: what passes it is no judge.
const control = "control: a letter of the print stream, which must fail";

function makeControl(folder: string): string {
  const { value } = proofLetter(compileLetter(usualNotice(), stationery).value, letterOf("CONTROL-1"));
  if (value === undefined) cannotJudge("The control cannot be made.");
  const file = join(folder, "control.pdf");
  writeFileSync(file, value);
  return basename(file);
}

const folder = mkdtempSync(join(tmpdir(), "conformance-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const classes = veraPdf();
const files = new Map([
  ...(await makeLetters(folder)),
  ...makeAwkward(folder),
  ...makeBranded(folder),
  [makeControl(folder), control],
]);
const words = ["-cp", classes, join(judge, "Judge.java"), profiles.join(",")];
const paths = [...files.keys()].map((name) => join(folder, name));
const judged = spawnSync("java", [...words, ...paths], { encoding: "utf8", maxBuffer: 1 << 28 });
if (judged.error !== undefined)
  cannotJudge(`java cannot be started: ${judged.error.message}. Install a JDK 17.`);
if (judged.status !== 0) cannotJudge(`veraPDF ended with an error:\n${judged.stderr}`);

let failed = 0;
const rows = judged.stdout
  .trim()
  .split("\n")
  .map((line) => line.split("\t"));
for (const [path = "", profile = "", result = "", checks = "", clauses = ""] of rows) {
  const kind = files.get(basename(path)) ?? path;
  const right = kind === control ? result === "failed" : result === "passed";
  if (!right) failed++;
  say(
    `${result.padEnd(7)} ${(profileNames[profile] ?? profile).padEnd(9)} ${checks.padStart(6)} checks  ${kind}`,
  );
  if (!right) say(`        ${clauses}`);
}
const wanted = files.size * profiles.length;
say(`${rows.length - failed} of ${wanted} as they should be.`);
process.exitCode = failed === 0 && rows.length === wanted ? 0 : 1;
