import { describe, expect, test } from "vitest";
import type { NoticeLaw } from "../../src/law/index.ts";
import { noticeText } from "../../src/notice/index.ts";
import { adultInTexas, composed, fieldsOfMaria, incident, noLaw, sources } from "./fictional-incident.ts";

const remedy = "All sign-ins now need a second proof.";
const narrative = incident.narrative.en ?? expect.fail();
const withRemedy = {
  ...incident,
  narrative: { en: { ...narrative, whatWeAreDoingBriefly: remedy } },
};
const fullRemedy = "deletes old files sooner";

// What was mended tells what was broken, so a law that forbids the nature of the breach reaches it too.
describe("what is being done, where the nature of the breach may not be told", () => {
  test.each<[NoticeLaw["description"], boolean]>([
    ["full", false],
    ["brief", true],
    ["omitted", true],
  ])("%s", (description, isBrief) => {
    const law = { ...noLaw, description };
    const text = noticeText(composed(adultInTexas, sources({ law, incident: withRemedy })), fieldsOfMaria);
    expect(text.includes(remedy)).toBe(isBrief);
    expect(text.includes(fullRemedy)).toBe(!isBrief);
  });

  test("without a brief form the only one is used, and checked like all text", () => {
    const law: NoticeLaw = { ...noLaw, description: "brief" };
    expect(noticeText(composed(adultInTexas, sources({ law, incident })), fieldsOfMaria)).toContain(
      fullRemedy,
    );
  });
});
