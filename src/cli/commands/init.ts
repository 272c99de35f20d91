import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exampleClient, newIncident } from "../../sample/index.ts";
import type { CommandRun } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { refuseUsage } from "../incident-session.ts";

/** `init`: a new incident folder of examples; never over a folder that has something in it. */
export function init(dir: string): CommandRun {
  return async (context) => {
    const { terminal, today } = context;
    if (existsSync(dir) && (!statSync(dir).isDirectory() || readdirSync(dir).length > 0))
      return refuseUsage(
        context,
        `${dir} is there already and is not an empty folder; name a new or empty one.`,
      );
    const files = newIncident(today);
    for (const [name, text] of files) {
      const path = join(dir, name);
      // Lists of people will lie there: only the owner may read them.
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, text, { flag: "wx", mode: 0o600 });
    }
    terminal.document({ format: 1, dir, files: [...files.keys()] });
    for (const name of files.keys()) terminal.print(join(dir, name));
    terminal.note("Every value is an invented example; README.md there explains each field.");
    terminal.note(
      `Next: fill in incident.json and clients/${exampleClient}/client.json, then noticepress duties ${dir}`,
    );
    return exitCodes.done;
  };
}
