import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { type IntakeOptions, ProblemTally, readInputs, takeInPeople } from "../../src/mailing/index.ts";
import { folderOf, readyFiles } from "../incident/incident-files.ts";
import { inMemory } from "../ledger/open-ledger.ts";

const columns =
  "id,firstName,lastName,address1,city,state,zip,dateOfBirth,status,dataElements,suppressReason";

/** Enough rows for several pieces of the file: good ones, one in fifty doubled, held or suppressed. */
const list = Array.from({ length: 9_000 }, (_, index) => {
  const number = index % 50 === 1 ? index - 1 : index;
  const zip = index % 50 === 2 ? "10001" : "78701";
  const name = index % 50 === 3 ? "Nguyễn Thị" : "Ann";
  const born = `19${50 + (number % 50)}-04-${String(1 + (number % 28)).padStart(2, "0")}`;
  return `P-${number},${name},Lee ${number.toString(36)},${number} Elm St.,Austin,TX,${zip},${born},adult,ssn; dob,${index % 50 === 4 ? "optOut" : ""}`;
});

const folder = () =>
  folderOf({
    ...readyFiles(),
    "clients/a/people.csv": `${columns}\r\n${list.join("\r\n")}\r\n`,
    "clients/a/people-2.csv": `${columns}\r\nQ-1,Bo,Ray,1 Oak St,Austin,TX,78701,1980-01-01,adult,ssn,\r\n`,
  });

async function inputsOf(dir: string) {
  const { value, problems } = await readInputs(dir);
  if (value === undefined) throw new Error(problems.map((p) => p.code).join(", "));
  return value;
}

async function takenIn(dir: string, options: Partial<IntakeOptions>) {
  const ledger = inMemory();
  const tally = new ProblemTally();
  let told = 0;
  const progress = (rows: number) => {
    told += rows;
  };
  const end = await takeInPeople(await inputsOf(dir), ledger, tally, {
    today: day("2026-02-10"),
    progress,
    ...options,
  });
  return { ledger, tally, end, told };
}

describe("lists read by a thread of their own", () => {
  test("give the ledger that the same lists give without one", async () => {
    const dir = folder();
    const taken = await Promise.all(
      [false, true].map(async (inThread) => {
        const { ledger, tally, end, told } = await takenIn(dir, { inThread });
        return {
          end,
          told,
          counts: [...tally.counts],
          people: [...ledger.intake.people()],
          duplicates: [...ledger.intake.duplicates()],
          held: [...ledger.intake.held()],
          suppressed: [...ledger.intake.suppressed()],
          accounts: ledger.intake.accounts(),
        };
      }),
    );
    const [here, there] = taken;
    expect(there).toEqual(here);
    expect(here?.end).toBe("done");
    expect(here?.told).toBe(9_001);
    expect(here?.people.length).toBe(9_001 - 180 * 3);
    expect(here?.duplicates).toHaveLength(180);
    expect(here?.held).toHaveLength(180);
    expect(here?.suppressed).toHaveLength(180);
    expect(here?.accounts.map(({ rows, ties }) => ({ rows, ties }))).toEqual([
      { rows: 1, ties: true },
      { rows: 9_000, ties: true },
    ]);
  });

  test.each([false, true])("a list that is gone is told by its path (in a thread: %s)", async (inThread) => {
    const dir = folder();
    const inputs = await inputsOf(dir);
    rmSync(`${dir}/clients/a/people.csv`);
    const taking = takeInPeople(inputs, inMemory(), new ProblemTally(), {
      today: day("2026-02-10"),
      inThread,
    });
    await expect(taking).rejects.toMatchObject({ code: "ENOENT", path: `${dir}/clients/a/people.csv` });
  });

  test.each([false, true])("an intake can be ended and begun again (in a thread: %s)", async (inThread) => {
    const dir = folder();
    const ledger = inMemory();
    const options = { today: day("2026-02-10"), inThread };
    const inputs = await inputsOf(dir);
    expect(await takeInPeople(inputs, ledger, new ProblemTally(), { ...options, aborted: () => true })).toBe(
      "aborted",
    );
    expect(ledger.intake.current()?.state).toBe("started");
    expect(await takeInPeople(inputs, ledger, new ProblemTally(), options)).toBe("done");
    expect(ledger.intake.totals().rows).toBe(9_001);
  });

  test.each([false, true])(
    "a list that cannot be read to its end stops (in a thread: %s)",
    async (inThread) => {
      const dir = folderOf({
        ...readyFiles(),
        "clients/a/people.csv": `${columns}\r\n${list[0]}\r\n"never closed\r\n`,
      });
      const { end, tally, ledger } = await takenIn(dir, { inThread });
      expect(end).toBe("stopped");
      expect([...tally.counts.keys()]).toContain("incident/quote-not-closed");
      expect(ledger.intake.current()?.state).toBe("started");
    },
  );
});
