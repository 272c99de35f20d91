/** What the frame of a page says, in the page's language. */
type PageWords = { readonly skip: string; readonly draft: string; readonly notice: string };

const words: Readonly<Record<string, PageWords>> = {
  en: { skip: "Skip to the notice", draft: "DRAFT. Not approved. Do not publish or send.", notice: "Notice" },
  es: {
    skip: "Ir al aviso",
    draft: "BORRADOR. No aprobado. No lo publique ni lo envíe.",
    notice: "Aviso",
  },
};

/** The frame's words in a language, or in English with the language that they then are in. */
export function pageWords(language: string): PageWords & { readonly language: string } {
  const own = words[language];
  return own === undefined ? { ...(words.en as PageWords), language: "en" } : { ...own, language };
}
