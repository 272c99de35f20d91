/**
 * How the codes of an offer look, written so that whoever ordered them can read it: `A` a capital letter, `a` a
 * small one, `9` a digit, `*` a capital letter or digit; `-`, `.`, `/`, `_` and `:` themselves; anything else
 * between single quotes. `'EXP'9999-AAAA` is EXP, four digits, a hyphen, four capital letters.
 */
export const codeFormatPattern = /^(?:[Aa9*\-./_:]|'[!-&(-~]+')+$/;

const classes: Readonly<Record<string, string>> = { A: "[A-Z]", a: "[a-z]", "9": "[0-9]", "*": "[A-Z0-9]" };

/** What tells whether a code has the format; the format must match `codeFormatPattern`. */
export function codeFormat(format: string): RegExp {
  const parts = format.match(/'[^']+'|./g) ?? [];
  const source = parts.map((part) => {
    const asItself = part.startsWith("'") ? part.slice(1, -1) : part;
    return classes[part] ?? asItself.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`);
}
