import type { ContentElement, NoticeLaw } from "../law/index.ts";

/** Whether some law that speaks here forbids the element. */
export function forbids({ content }: Pick<NoticeLaw, "content">, element: ContentElement): boolean {
  return content.some((rule) => rule.element === element && rule.requirement === "forbidden");
}
