import type { NoticeLaw } from "../law/index.ts";
import { type Place, type Problem, problem } from "../problem/index.ts";
import type { Report } from "./check-report.ts";
import { elementEvidence } from "./element-evidence.ts";
import {
  conditionOfOfferIn,
  countOfPeopleIn,
  informationRequestIn,
  natureOfBreachIn,
  placeholderIn,
} from "./forbidden-words.ts";
import { checkForm } from "./form-check.ts";
import type { LanguageWords } from "./language-words.ts";
import { linksIn, markedText, wholeText } from "./marked-text.ts";
import type { Notice, TextFacets } from "./notice.ts";
import { wordsFor } from "./template-words.ts";
import { type Templates, templatesWithElement } from "./templates.ts";

/**
 * Whether a composed notice says what the law in force wants and nothing that it forbids: required
 * elements with their substance; forbidden ones, marked or in free text (counts, the nature of the
 * breach, requests for personal information, conditions of an offer); title and headings in order and
 * none of them empty; placeholders; the offer exactly when there is one; whom to ask. Each problem
 * names jurisdiction, provision, citation, element and the template to edit.
 * Wording is looked for in the notice's own language.
 * @param templates for the words of that language, and to name the file to edit
 */
export function contentCheck(
  notice: Notice<TextFacets>,
  law: NoticeLaw,
  templates: Templates,
): readonly Problem[] {
  const marked = markedText(notice);
  const whole = wholeText(notice);
  const { facets, variant } = notice;
  const outline = `${facets.language}/${facets.channel}.md`;

  const found: Problem[] = [];
  const report: Report = (code, rule, facts = {}) => {
    const files =
      rule !== undefined && "element" in rule ? templatesWithElement(templates, facets, rule.element) : [];
    const template = files.length > 0 ? files.join(", ") : outline;
    const where: Place = {
      variant,
      template,
      ...(rule === undefined ? {} : { jurisdiction: rule.jurisdiction, provision: rule.provision }),
    };
    found.push(
      problem(code, where, { ...(rule === undefined ? {} : { citation: rule.citation }), ...facts }),
    );
  };

  const words = wordsFor(templates, facets.client, facets.language);
  if (words === undefined)
    return [problem("notice/words-missing", { template: `${facets.language}/words.json`, variant })];

  for (const rule of law.content) {
    const text = marked.get(rule.element)?.trim() ?? "";
    const { element } = rule;
    if (rule.requirement === "forbidden") {
      if (text !== "") report("notice/element-forbidden", rule, { element });
      continue;
    }
    // A service cannot be taken up for someone who has died; the law's word is “resident”.
    if (element === "identityTheftServicesOffer" && facets.recipient === "nextOfKin") continue;
    // Without an offer there is nothing to write: the client has to make one.
    if (element === "identityTheftServicesOffer" && facets.offer === null)
      report("notice/offer-owed", rule, { element });
    else if (!/\p{L}|\p{N}/u.test(text)) report("notice/element-missing", rule, { element });
    else {
      const evidence = elementEvidence(element, words);
      if (evidence?.in(text) === false)
        report("notice/element-too-thin", rule, { element, lacks: evidence.lacks });
    }
  }

  freeText(whole, law, words, report);
  checkRequests(notice, whole, law, words, report);
  checkConditions(marked, law, words, report);
  for (const form of law.form) checkForm(notice, form, words, report);
  const offered = (marked.get("identityTheftServicesOffer") ?? "").trim() !== "";
  if (facets.recipient === "public") checkPublication(notice, law, report);
  else checkOffer(notice, law, offered, report);

  const contact = marked.get("entityContact") ?? "";
  if (!/\d{3}-\d{4}/.test(contact))
    report("notice/contact-missing", undefined, { lacks: "a telephone number" });
  if (!/\b\d{5}(-\d{4})?\b/.test(contact))
    report("notice/contact-missing", undefined, { lacks: "a postal address" });

  const token = placeholderIn(whole);
  if (token !== undefined) report("notice/unresolved-token", undefined, { token });
  return found;
}

function freeText(whole: string, law: NoticeLaw, words: LanguageWords, report: Report): void {
  for (const rule of law.content) {
    if (rule.requirement !== "forbidden") continue;
    if (rule.element === "residentCount" && countOfPeopleIn(whole, words) !== undefined)
      report("notice/count-forbidden", rule);
    if (rule.element === "natureOfBreach") {
      const word = natureOfBreachIn(whole, words);
      const code = law.description === "brief" ? "notice/nature-in-brief" : "notice/nature-forbidden";
      if (word !== undefined) report(code, rule, { word });
    }
  }
}

/** An electronic notice must not ask for personal information, nor link to where it may be asked for. */
function checkRequests(
  { blocks, facets }: Pick<Notice<TextFacets>, "blocks" | "facets">,
  whole: string,
  law: NoticeLaw,
  words: LanguageWords,
  report: Report,
): void {
  if (facets.channel !== "email") return;
  for (const rule of law.content) {
    if (rule.requirement !== "forbidden" || rule.element !== "personalInformationRequest") continue;
    const asked = informationRequestIn(whole, words);
    if (asked !== undefined) report("notice/information-requested", rule, { word: asked });
    if (linksIn(blocks).some((link) => /^https?:/.test(link))) report("notice/link-to-request", rule);
  }
}

/** An offer that hangs on a card or on paying for something else, where the client describes it. */
function checkConditions(
  marked: ReadonlyMap<string, string>,
  law: NoticeLaw,
  words: LanguageWords,
  report: Report,
): void {
  const described = ["identityTheftServicesOffer", "remedialActions"].map((each) => marked.get(each) ?? "");
  const word = conditionOfOfferIn(described.join("\n"), words);
  for (const rule of law.content)
    if (word !== undefined && rule.requirement === "forbidden" && rule.element === "conditionedOffer")
      report("notice/offer-conditioned", rule, { word });
}

/** What everyone can read names nobody and gives no code away. */
function checkPublication({ fields, facets }: Notice<TextFacets>, law: NoticeLaw, report: Report): void {
  for (const field of fields) report("notice/field-in-public", undefined, { field });
  if (facets.offer === null && law.services !== null)
    report("notice/services-owed", undefined, {
      months: law.services.months,
      citation: law.services.citation,
    });
}

function checkOffer(
  notice: Pick<Notice<TextFacets>, "facets" | "fields">,
  law: NoticeLaw,
  offered: boolean,
  report: Report,
): void {
  const { offer, recipient } = notice.facets;
  const hasCode = notice.fields.includes("code");
  if (offer === null) {
    if (offered) report("notice/offer-unexpected", undefined, { has: "an offer" });
    if (hasCode) report("notice/offer-unexpected", undefined, { has: "a code" });
    if (law.services !== null && recipient !== "nextOfKin")
      report("notice/services-owed", undefined, {
        months: law.services.months,
        citation: law.services.citation,
      });
    return;
  }
  if (!offered) report("notice/offer-missing", undefined, { lacks: "the offer" });
  if (!hasCode) report("notice/offer-missing", undefined, { lacks: "the code" });
  if (!notice.fields.includes("enrolBy"))
    report("notice/offer-missing", undefined, { lacks: "the last day to enroll" });
}
