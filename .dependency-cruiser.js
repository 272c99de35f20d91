// The floors of ARCHITECTURE.md: a folder imports only from lower floors, never sideways.
const floors = [
  ["calendar", "problem"],
  ["pdf", "readback", "incident"],
  ["law", "people"],
  ["notice"],
  ["letter", "email", "ledger", "sample"],
  ["approval"],
  ["mailing"],
  ["report", "worker"],
  ["cli"],
];

const forbidden = [];
floors.forEach((floor, level) => {
  for (const folder of floor) {
    const higherOrSideways = floors
      .slice(level)
      .flat()
      .filter((other) => other !== folder);
    if (higherOrSideways.length > 0)
      forbidden.push({
        name: `${folder}-stands-on-floor-${level + 1}`,
        severity: "error",
        from: { path: `^src/${folder}/` },
        to: { path: `^src/(${higherOrSideways.join("|")})/` },
      });
  }
});

const known = floors.flat().join("|");
export default {
  forbidden: [
    ...forbidden,
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "every-folder-has-a-floor",
      severity: "error",
      from: { path: "^src/", pathNot: `^src/(${known})/` },
      to: {},
    },
    {
      name: "only-through-the-public-face",
      severity: "error",
      from: { path: "^src/([^/]+)/" },
      to: { path: "^src/([^/]+)/", pathNot: ["^src/$1/", "^src/[^/]+/index\\.ts$"] },
    },
    {
      name: "read-back-is-independent-of-the-writer",
      severity: "error",
      comment: "verify must not share a mistake with what it checks",
      from: { path: "^src/readback/" },
      to: { path: "(^src/(pdf|letter)/|node_modules/(pdf-lib|fontkit)/)" },
    },
    {
      name: "pure-below-the-ledger",
      severity: "error",
      comment: "law, notice and calendar compute; they do not read clocks, files or databases",
      from: { path: "^src/(calendar|problem|law|notice)/", pathNot: "/read-[a-z-]+\\.ts$" },
      to: { path: "^node:(fs|sqlite|net|child_process)" },
    },
    { name: "not-to-dev", severity: "error", from: { path: "^src/" }, to: { dependencyTypes: ["npm-dev"] } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
  },
};
