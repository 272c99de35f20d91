import { describe, expect, test } from "vitest";
import { compose, contentCheck, noticeText } from "../../src/notice/index.ts";
import { adultInTexas, composed, handMadeLaw, outline, sources } from "./fictional-incident.ts";

const individualName = "Robin Example";
const said = (jurisdiction: string, recipient: "adult" | "parentOrGuardian" | "nextOfKin") =>
  noticeText(composed({ ...adultInTexas, jurisdiction, recipient, offer: null }), { individualName });

describe("the State paragraph speaks to whoever reads it", () => {
  test("West Virginia has its own for a parent and for next of kin", () => {
    const [adult, parent, kin] = (["adult", "parentOrGuardian", "nextOfKin"] as const).map((recipient) => {
      const text = said("US-WV", recipient);
      return text.slice(text.indexOf("For residents of")).split("\n\n")[1];
    });
    expect(adult).toMatch(/about you\b/);
    expect(parent).toContain(individualName);
    expect(kin).toContain(individualName);
  });
  test("where a State has none for the reader's kind, everyone reads the same", () => {
    const of = (recipient: "adult" | "parentOrGuardian") =>
      said("US-OR", recipient).split("For residents of")[1]?.split("\n\n")[1];
    expect(of("parentOrGuardian")).toBe(of("adult"));
    expect(of("adult")).toMatch(/\w/);
  });
});

describe("who tells how to avoid identity theft (DC, Maryland, North Carolina)", () => {
  test.each([
    ["generic steps name neither office", "Take steps against identity theft.", true],
    ["the FTC alone", "The FTC tells how to avoid identity theft.", true],
    [
      "both offices",
      "The Federal Trade Commission and the Attorney General tell how to avoid identity theft.",
      false,
    ],
  ])("%s", (_, sentence, tooThin) => {
    const { value: loaded } = outline(
      `# Title\n\n{{#element "identityTheftInformationSources"}}${sentence}{{/element}}\n`,
    );
    const notice = compose(loaded, adultInTexas, sources()).value;
    const law = handMadeLaw("US-MD", ["identityTheftInformationSources"]);
    const codes = contentCheck(notice, law, loaded).map(({ code }) => code);
    expect(codes.includes("notice/element-too-thin")).toBe(tooThin);
    expect(codes).not.toContain("notice/element-missing");
  });
});
