import type { ContentRule, FormRule, NoticeLaw } from "../law/index.ts";
import { type Facts, type Place, type Problem, type ProblemCode, problem } from "../problem/index.ts";
import { elementEvidence } from "./element-evidence.ts";
import { countOfPeopleIn, natureOfBreachIn, placeholderIn } from "./forbidden-words.ts";
import { headingsOf, markedText, wholeText } from "./marked-text.ts";
import type { Notice } from "./notice.ts";
import { type Templates, templatesWithElement } from "./templates.ts";

/**
 * Whether a composed notice says what the law in force wants and nothing that it forbids: required
 * elements with their substance, forbidden ones, counts and nature of the breach in free text, title
 * and headings in order, placeholders, the offer exactly when there is one, whom to ask. Each problem
 * names jurisdiction, provision, citation, element and the template to edit.
 * @param templates to name the file to edit; without it the outline is named
 */
export function contentCheck(notice: Notice, law: NoticeLaw, templates?: Templates): readonly Problem[] {
  const marked = markedText(notice);
  const whole = wholeText(notice);
  const { facets, variant } = notice;
  const outline = `${facets.language}/${facets.channel}.md`;

  const found: Problem[] = [];
  const report = (code: ProblemCode, rule: ContentRule | FormRule | undefined, facts: Facts = {}) => {
    const files =
      rule !== undefined && "element" in rule && templates !== undefined
        ? templatesWithElement(templates, facets, rule.element)
        : [];
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
    else if (elementEvidence[element]?.in(text) === false)
      report("notice/element-too-thin", rule, { element, lacks: elementEvidence[element]?.lacks ?? "" });
  }

  freeText(whole, law, report);
  for (const form of law.form) checkForm(notice, form, report);
  checkOffer(notice, law, marked.get("identityTheftServicesOffer") !== undefined, report);

  const contact = marked.get("entityContact") ?? "";
  if (!/\d{3}-\d{4}/.test(contact))
    report("notice/contact-missing", undefined, { lacks: "a telephone number" });
  if (!/\b\d{5}(-\d{4})?\b/.test(contact))
    report("notice/contact-missing", undefined, { lacks: "a postal address" });

  const token = placeholderIn(whole);
  if (token !== undefined) report("notice/unresolved-token", undefined, { token });
  return found;
}

type Report = (code: ProblemCode, rule: ContentRule | FormRule | undefined, facts?: Facts) => void;

function freeText(whole: string, law: NoticeLaw, report: Report): void {
  for (const rule of law.content) {
    if (rule.requirement !== "forbidden") continue;
    if (rule.element === "residentCount" && countOfPeopleIn(whole) !== undefined)
      report("notice/count-forbidden", rule);
    if (rule.element === "natureOfBreach") {
      const word = natureOfBreachIn(whole);
      const code = law.description === "brief" ? "notice/nature-in-brief" : "notice/nature-forbidden";
      if (word !== undefined) report(code, rule, { word });
    }
  }
}

function checkForm(notice: Notice, form: FormRule, report: Report): void {
  if (form.title !== undefined && notice.title !== form.title)
    report("notice/title-not-as-fixed", form, { wanted: form.title });
  const headings = headingsOf(notice, 2);
  let next = 0;
  for (const wanted of form.headings) {
    const at = headings.indexOf(wanted, next);
    if (at < 0) report("notice/heading-missing", form, { wanted });
    else next = at + 1;
  }
}

function checkOffer(notice: Notice, law: NoticeLaw, offered: boolean, report: Report): void {
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
