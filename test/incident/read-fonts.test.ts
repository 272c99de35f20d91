import { describe, expect, test } from "vitest";
import { readIncidentFolder } from "../../src/incident/index.ts";
import { firstDay, folderOf } from "./incident-files.ts";

const client = firstDay["clients/a/client.json"];
const incident = firstDay["incident.json"];
const font = Uint8Array.from([0, 1, 0, 0]);

const read = (fonts: unknown, fallbackFonts: readonly string[], files: Record<string, Uint8Array | string>) =>
  readIncidentFolder(
    folderOf({
      "incident.json": { ...incident, fallbackFonts },
      "clients/a/client.json": { ...client, fonts },
      ...files,
    }),
  );

describe("fonts of a folder", () => {
  test("are read whole and are inputs of the mailing, each once", async () => {
    const { value, problems } = await read(
      { text: { regular: "fonts/R.ttf", bold: "fonts/B.otf" }, headings: { bold: "fonts/B.otf" } },
      ["noto-sans-sc", "fonts/Han.ttf"],
      { "clients/a/fonts/R.ttf": font, "clients/a/fonts/B.otf": font, "fonts/Han.ttf": font },
    );
    expect(problems.filter(({ severity }) => severity === "stops")).toEqual([]);
    const fonts = value?.clients[0]?.fonts;
    expect(fonts?.text?.regular.bytes).toEqual(font);
    expect(fonts?.text?.bold?.file.name).toBe("clients/a/fonts/B.otf");
    expect(fonts?.text?.italic).toBeUndefined();
    expect(fonts?.headings?.bold.file.name).toBe("clients/a/fonts/B.otf");
    expect(value?.fallbackFonts).toMatchObject([
      { kind: "package", name: "noto-sans-sc" },
      { kind: "file", font: { file: { name: "fonts/Han.ttf" } } },
    ]);
    expect(value?.files.map(({ name }) => name).filter((name) => name.includes("fonts/"))).toEqual([
      "clients/a/fonts/B.otf",
      "clients/a/fonts/R.ttf",
      "fonts/Han.ttf",
    ]);
  });

  test.each<[string, unknown, readonly string[], string, string]>([
    ["not there", { text: { regular: "fonts/R.ttf" } }, [], "incident/font-missing", "fonts.text.regular"],
    [
      "outside",
      { headings: { bold: "../b/B.ttf" } },
      [],
      "incident/path-leaves-folder",
      "fonts.headings.bold",
    ],
    ["fallback not there", undefined, ["fonts/Han.ttf"], "incident/font-missing", "fallbackFonts[0]"],
    ["fallback outside", undefined, ["../Han.ttf"], "incident/path-leaves-folder", "fallbackFonts[0]"],
  ])("stop if %s", async (_, fonts, fallback, code, path) => {
    const { value, problems } = await read(fonts, fallback, {});
    expect(problems).toContainEqual(
      expect.objectContaining({ code, severity: "stops", where: expect.objectContaining({ path }) }),
    );
    expect(value?.fallbackFonts).toEqual([]);
  });

  test("must be named by their style", async () => {
    const { problems } = await read({ text: { bold: "fonts/B.ttf" } }, [], {});
    expect(problems.some(({ severity }) => severity === "stops")).toBe(true);
  });
});
