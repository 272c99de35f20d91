import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Ledger } from "../ledger/index.ts";
import { unfinishedFolderName } from "./destination.ts";
import { unfinishedEnding } from "./durable-file.ts";
import { handOverFolder } from "./hand-over-folder.ts";
import { outputsOf } from "./output-folder.ts";

/** Files by the ending of their names. */
const proofEndings = [".pdf", ".html", ".eml", ".txt"];
const letterEndings = [".pdf", ".txt"];
// In every form in which hand-over packs a file.
const packedEndings = ["", ".gz", ".gpg", ".gz.gpg"];

function* filesUnder(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}

const isThere = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Where a committed file of a mailing may lie under an output folder: itself, sent, unfinished. */
function* placesOf(out: string, path: string, mailing: string): Generator<string> {
  yield join(out, path);
  yield join(out, path + unfinishedEnding);
  yield join(out, "sent", mailing.slice(0, 8), path);
}

/** Where hand-over may have packed it, or begun to. */
function* packedPlacesOf(folder: string, path: string): Generator<string> {
  const [client = "", , name = ""] = path.split("/");
  for (const ending of packedEndings) {
    const packed = join(folder, client, name + ending);
    yield packed;
    yield packed + unfinishedEnding;
  }
}

/** The folders that a mailing was packed into: those of its runs, and those that were named with `--to`. */
function packFolders(ledger: Ledger, mailing: string, dir: string): ReadonlySet<string> {
  const folders = new Set(outputsOf(ledger, mailing, dir).map((out) => handOverFolder(out, mailing)));
  for (const { facts } of ledger.events.all({ mailing, kind: "handOverPacked" }))
    if ("to" in facts) folders.add(resolve(dir, String(facts.to)));
  return folders;
}

/**
 * The files in which people stand: print streams, indexes (a ZIP code is a person's), e-mails, wherever runs wrote
 * them and packed for the mail house; proofs, which show real people; single letters; and `more`, which the
 * caller knows of. One after another: there may be a million.
 */
export function* filesOfPeople(ledger: Ledger, dir: string, more: readonly string[]): Generator<string> {
  for (const { id } of ledger.mailings.all()) {
    for (const out of outputsOf(ledger, id, dir)) {
      yield* filesUnder(join(out, unfinishedFolderName));
      for (const { path } of ledger.account.files(id))
        for (const place of placesOf(out, path, id)) if (isThere(place)) yield place;
    }
    for (const folder of packFolders(ledger, id, dir))
      for (const { path } of ledger.account.files(id))
        for (const place of packedPlacesOf(folder, path)) if (isThere(place)) yield place;
  }
  for (const path of filesUnder(join(dir, "proofs")))
    if (proofEndings.some((ending) => path.endsWith(ending))) yield path;
  for (const path of filesUnder(join(dir, "letters")))
    if (letterEndings.some((ending) => path.endsWith(ending))) yield path;
  for (const path of more) if (isThere(path)) yield path;
}

/** Files with people in the incident folder that are the user's to delete: lists, pools, copies for mending. */
export function remainingFiles(dir: string, inputs: readonly string[]): readonly string[] {
  const copies = [...filesUnder(dir)].filter((path) => /(^|\/)checked-[^/]+\.csv$/.test(path));
  return [...inputs.map((name) => join(dir, name)).filter(isThere), ...copies].map((path) =>
    relative(dir, path),
  );
}
