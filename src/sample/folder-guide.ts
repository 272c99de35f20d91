import { clientFieldList, dataElements, type Field, incidentFieldList } from "../incident/index.ts";
import { personColumnNames, personColumns } from "../people/index.ts";

const neededWords = {
  always: "required",
  duties: "`duties`",
  letters: "letters",
} as const satisfies Record<NonNullable<Field["needed"]>, string>;

/** Longer lists of words are named once, below the tables. */
const mostValues = 10;

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function fieldTable(fields: readonly Field[]): string {
  const rows = fields.map(({ path, about, values, needed }) => {
    const shown =
      values.length > mostValues
        ? " Kinds of data: see below."
        : values.length > 1
          ? ` One of ${values.map((value) => `\`${value}\``).join(", ")}.`
          : "";
    return `| \`${path}\` | ${needed === undefined ? "" : neededWords[needed]} | ${cell(about + shown)} |`;
  });
  return ["| field | needed for | what it holds |", "|---|---|---|", ...rows].join("\n");
}

function columnTable(): string {
  const rows = personColumnNames.map((name) => {
    const { about, aliases } = personColumns[name];
    return `| \`${name}\` | ${cell(about)} | ${aliases.map((alias) => `\`${alias}\``).join(", ")} |`;
  });
  return ["| column | what it holds | also known as |", "|---|---|---|", ...rows].join("\n");
}

/**
 * README.md of a new incident folder: every field of its files, from their schemas, and the first commands.
 * @param client the id of the example client
 */
export function folderGuide(client: string): string {
  return `# This incident folder

Every value in it is an example, invented. Replace them all; what you do not know yet, take out: a field that is
absent is asked for when it is needed, a wrong one is believed. Soon this folder holds personal data: keep it where
only those can read it who must.

## First commands

\`\`\`
noticepress duties <this folder>     whom to tell, by when, from \`estimated\`: works before there are lists
noticepress check <this folder>      every problem with its place and the next step; changes nothing
noticepress status <this folder>     where everything stands, and what to run next
noticepress proofs <this folder>     once there are people: drafts of every text, to be read
\`\`\`

Then \`approve\`, \`run\`, \`verify\`, \`reconcile\`: each ends with what comes next.

## The files

| file | what it is |
|---|---|
| \`incident.json\` | what happened, when, who notifies |
| \`clients/${client}/client.json\` | one client. A further one is a further folder, named by its \`id\` |
| \`clients/${client}/people.csv\` | the affected individuals, one row a person; here only the header. \`people*.csv\` and \`people*.xlsx\` are all read |
| \`clients/${client}/codes/example.csv\` | the enrollment codes of one offer: \`code\` and, if known, \`expires\` |

In the tables, \`offers[].months\` is a field of every entry of the list \`offers\`, and \`*\` stands for any key, as a
language. *required*: wherever the object that it stands in is given. *\`duties\`*: without it that command asks, or
has nothing to count. *letters*: \`run\` is refused without it. Days are \`YYYY-MM-DD\`. A field that is not in the
tables stops every command, so that no slip of spelling is lost.

## incident.json

${fieldTable(incidentFieldList())}

## clients/<client>/client.json

${fieldTable(clientFieldList())}

## clients/<client>/people.csv

Needed: \`id\`, a name (\`fullName\`, or \`firstName\` and \`lastName\`), \`address1\`, \`city\`, \`state\`, \`zip\`,
\`dataElements\`. Case, spaces, hyphens and underscores in headers do not count. Minor and deceased need two facts that
agree: \`status\` and \`dateOfBirth\`; \`status\` and \`dateOfDeath\` or \`representative\`.

${columnTable()}

Kinds of data: ${dataElements.map((element) => `\`${element}\``).join(", ")}.
`;
}
