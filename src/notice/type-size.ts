import type { NoticeLaw } from "../law/index.ts";
import { type Problem, problem } from "../problem/index.ts";

/**
 * Whether a letter is set in type as large as the law asks.
 * @param smallest the smallest type in which the notice's text is printed, in points
 */
export function typeSizeProblems(
  { form }: Pick<NoticeLaw, "form">,
  smallest: number,
  variant: string,
): readonly Problem[] {
  return form.flatMap(({ atLeastPoints = 0, jurisdiction, provision, citation }) =>
    smallest >= atLeastPoints
      ? []
      : [
          problem(
            "notice/type-too-small",
            { variant, jurisdiction, provision },
            { smallest, wanted: atLeastPoints, citation },
          ),
        ],
  );
}
