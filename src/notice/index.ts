/**
 * Templates, facets, fields, composition, content check against the law.
 * Knows wording and what a reader's law asks of it. Must not know paper, mail or the store.
 * The one idea: facets choose, fields fill.
 */
export {
  type Block,
  type Facets,
  type FieldName,
  type Fields,
  fieldNames,
  type Inline,
  type Notice,
  type TextStyle,
} from "./notice.ts";
