import type { FormRule } from "../law/index.ts";
import type { Report } from "./check-report.ts";
import type { LanguageWords } from "./language-words.ts";
import { headingText, wholeText } from "./marked-text.ts";
import type { Notice, TextFacets } from "./notice.ts";

/**
 * Title and headings that a law fixes: as fixed, in its order, and something said under each. Words that
 * are fixed in English are said in the notice's language; that they are translated is for counsel.
 */
export function checkForm(
  notice: Pick<Notice<TextFacets>, "blocks" | "title" | "language">,
  form: FormRule,
  words: LanguageWords,
  report: Report,
): void {
  const translated = (fixed: string) => words.fixedWords[fixed] ?? fixed;
  const fixedTitle = form.title === undefined ? undefined : translated(form.title);
  if (fixedTitle !== undefined && notice.title !== fixedTitle)
    report("notice/title-not-as-fixed", form, { wanted: fixedTitle });
  const sections = sectionsOf(notice);
  let next = 0;
  for (const wanted of form.headings.map(translated)) {
    const at = sections.findIndex(({ heading }, index) => index >= next && heading === wanted);
    if (at < 0) report("notice/heading-missing", form, { wanted });
    else next = at + 1;
    if (at >= 0 && !/\p{L}/u.test(sections[at]?.text ?? "")) report("notice/heading-empty", form, { wanted });
  }
  const fixed = [...(form.title === undefined ? [] : [form.title]), ...form.headings];
  if (fixed.some((each) => translated(each) !== each))
    report("notice/form-translated", form, { language: notice.language });
}

/** The headings of the second level, each with the text down to the next one of its level. */
function sectionsOf({ blocks }: Pick<Notice<TextFacets>, "blocks">) {
  return blocks.flatMap((block, index) => {
    if (block.kind !== "heading" || block.level !== 2) return [];
    const after = blocks.slice(index + 1);
    const end = after.findIndex((each) => each.kind === "heading" && each.level <= 2);
    const text = wholeText({ blocks: end < 0 ? after : after.slice(0, end) });
    return [{ heading: headingText(block), text }];
  });
}
