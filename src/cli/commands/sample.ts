import { existsSync, readdirSync } from "node:fs";
import { writeSample } from "../../sample/index.ts";
import type { CommandRun } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { refuseUsage } from "../incident-session.ts";

export type SampleOptions = { readonly people: number; readonly clients: number; readonly seed: number };

/** `sample`: a fictional incident of any size; never over a folder that has something in it. */
export function sample(dir: string, { people, clients, seed }: SampleOptions): CommandRun {
  return async (context) => {
    const { terminal } = context;
    if (existsSync(dir) && readdirSync(dir).length > 0) {
      return refuseUsage(
        context,
        `${dir} is not empty; a sample is written into a new or empty folder only.`,
      );
    }
    if (people < clients) {
      return refuseUsage(context, "There must be at least one person for each client.");
    }
    const written = await writeSample(dir, { people, clients, seed });
    terminal.document({ format: 1, dir, ...written });
    terminal.print(
      `${written.people} fictional people in ${written.rows} rows, ${written.files.length} files, in ${dir}.`,
    );
    terminal.note(`Next: noticepress check ${dir}`);
    return exitCodes.done;
  };
}
