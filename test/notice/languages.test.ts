import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DataElement, dataElements } from "../../src/incident/index.ts";
import { exposureClasses } from "../../src/law/index.ts";
import {
  type Block,
  compose,
  contentCheck,
  dataElementPhrase,
  type Facets,
  fieldsFor,
  loadTemplates,
  noticeText,
  readTemplates,
  wordsFor,
} from "../../src/notice/index.ts";
import {
  adultInTexas,
  ana,
  clinic,
  composed,
  employer,
  english,
  handMadeLaw,
  incident,
  maria,
  noLaw,
  ownIncident,
  robert,
  sources,
  spanish,
  templates,
} from "./fictional-incident.ts";

const inSpanish: Facets = { ...adultInTexas, language: "es" };
const files = new Map(
  readdirSync("templates", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(md|json)$/.test(name))
    .map((name) => [name, readFileSync(`templates/${name}`, "utf8")] as const),
);
const englishNames = [...files.keys()].filter((name) => /^en\/.*\.md$/.test(name)).sort();
const inOtherLanguage = (name: string) => name.replace(/^en\//, "es/");

/** A template without its words: elements, facts, slots, conditions and partials, whatever their order. */
function skeleton(nodes: unknown): unknown {
  if (!Array.isArray(nodes)) return nodes;
  return nodes
    .flatMap((node: Readonly<Record<string, unknown>>) => {
      if (node.kind === "text") return [];
      const { line: _, ...rest } = node;
      return [Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, branch(key, value)]))];
    })
    .map((node) => JSON.stringify(node))
    .sort();
}
function branch(key: string, value: unknown): unknown {
  return ["then", "otherwise", "body"].includes(key) ? skeleton(value) : value;
}

/** Kinds and sizes of blocks: what a reader sees of a letter without reading it. */
function shapeOf(blocks: readonly Block[]): unknown {
  return blocks.map((block) => {
    if (block.kind === "heading") return `heading ${block.level}`;
    if (block.kind === "list") return ["list", block.ordered, block.items.map(shapeOf)];
    if (block.kind === "table") return ["table", block.header.length, block.rows.length];
    return block.kind;
  });
}

describe("every English template has its Spanish counterpart", () => {
  test("one file for each, and no others", () => {
    const found = [...files.keys()].filter((name) => /^es\/.*\.md$/.test(name)).sort();
    expect(found).toEqual(englishNames.map(inOtherLanguage));
  });

  test.each(englishNames)("%s: same elements, facts, fields and conditions", (name) => {
    const { own } = templates();
    expect(skeleton(own.get(inOtherLanguage(name))?.nodes)).toEqual(skeleton(own.get(name)?.nodes));
  });

  test("a template whose counterpart lost a mark would be told apart", () => {
    const { own } = loadTemplates(
      new Map([
        ...files,
        ["es/elements/law-enforcement.md", "Las autoridades no nos pidieron retrasar este aviso."],
      ]),
    ).value;
    const of = (name: string) => skeleton(own.get(name)?.nodes);
    expect(of("es/elements/law-enforcement.md")).not.toEqual(of("en/elements/law-enforcement.md"));
  });

  test("composed, both have the same blocks and the same fields", () => {
    for (const recipient of ["adult", "parentOrGuardian", "nextOfKin"] as const)
      for (const exposure of exposureClasses)
        for (const notifier of ["vendor", "client"] as const)
          for (const client of [clinic, employer]) {
            const offer = client.offers.find(
              ({ for: whom }) => (whom === "adult") === (recipient === "adult"),
            );
            const facets: Facets = {
              ...adultInTexas,
              client: client.id,
              recipient,
              exposure,
              notifier,
              phi: client === clinic,
              offer: recipient === "nextOfKin" ? null : (offer?.id ?? null),
            };
            const from = sources({ client, incident: notifier === "vendor" ? incident : ownIncident });
            const [en, es] = (["en", "es"] as const).map((language) =>
              composed({ ...facets, language }, from),
            );
            expect(es?.fields, es?.variant).toEqual(en?.fields);
            expect(shapeOf(es?.blocks ?? []), es?.variant).toEqual(shapeOf(en?.blocks ?? []));
          }
  });

  test("no English is left in Spanish templates but names, sites and what is sent in English", () => {
    for (const [name, text] of files) {
      if (!/^es\/.*\.md$/.test(name)) continue;
      const words = text.replace(/\{\{!--.*?--\}\}|\{\{[^}]*\}\}/gs, " ").replace(/“[^”]*”/g, "");
      expect(words, name).not.toMatch(/\b(the|your|you|and|of|with|letter|information|please|identity)\b/i);
    }
  });
});

describe("words of a language", () => {
  const without = (name: string) => new Map([...files].filter(([file]) => file !== name));
  const changed = (change: (words: Record<string, unknown>) => void) => {
    const words = JSON.parse(files.get("es/words.json") ?? "{}") as Record<string, unknown>;
    change(words);
    return loadTemplates(new Map([...files, ["es/words.json", JSON.stringify(words)]])).problems;
  };

  test("ours are complete", () => {
    expect(readTemplates("templates").problems).toEqual([]);
  });

  test("a language without its words is a problem when it is loaded and when it is composed", () => {
    const { value, problems } = loadTemplates(without("es/words.json"));
    const wanted = { code: "notice/words-missing", where: { template: "es/words.json" } };
    expect(problems).toMatchObject([wanted]);
    expect(wordsFor(value, "summit-health", "es")).toBeUndefined();
    expect(compose(value, inSpanish, sources()).problems).toMatchObject([wanted]);
    expect(contentCheck(composed(inSpanish), noLaw, value)).toMatchObject([wanted]);
  });

  test.each<readonly [string, (words: Record<string, unknown>) => void, string]>([
    ["a key too few", (words) => delete words.natureOfBreach, "natureOfBreach"],
    ["a key too many", (words) => Object.assign(words, { plural: "s" }), "(top)"],
    [
      "a kind of data without words",
      (words) => delete (words.dataElements as { ssn?: string }).ssn,
      "dataElements.ssn",
    ],
    [
      "an element without evidence",
      (words) => delete (words.evidence as { fcraRights?: unknown }).fcraRights,
      "evidence.fcraRights",
    ],
    ["eleven months", (words) => (words.dates as { months: string[] }).months.pop(), "dates.months"],
    [
      "a date without its year",
      (words) => Object.assign(words.dates as object, { day: "{day} de {month}" }),
      "dates.day",
    ],
    ["another language's", (words) => Object.assign(words, { language: "pt" }), "language"],
  ])("%s", (_, change, path) => {
    expect(changed(change)).toMatchObject([
      { code: "notice/words-unusable", where: { template: "es/words.json", path } },
    ]);
  });

  test("no JSON at all", () => {
    const { problems } = loadTemplates(new Map([...files, ["es/words.json", "{"]]));
    expect(problems).toMatchObject([{ code: "notice/words-unusable", facts: { wanted: "JSON" } }]);
  });

  test("an incident's words replace ours, a client's replace the incident's; the hash tells", () => {
    const told = (your: string) => {
      const words = JSON.parse(files.get("en/words.json") ?? "{}");
      words.dataElementPhrase.your = your;
      return { template: "en/words.json", text: JSON.stringify(words) };
    };
    const { value, problems } = loadTemplates(files, [
      { client: null, ...told("the incident’s") },
      { client: "summit-health", ...told("the clinic’s") },
    ]);
    expect(problems).toEqual([]);
    const your = (client: string) => wordsFor(value, client, "en")?.dataElementPhrase.your;
    expect([your("summit-health"), your("prairie-mills")]).toEqual(["the clinic’s", "the incident’s"]);
    expect(value.hash).not.toBe(templates().hash);
    expect(compose(value, adultInTexas, sources()).value.hash).not.toBe(composed(adultInTexas).hash);
  });

  test("an incident can bring a whole language", () => {
    const text = (name: string) => files.get(name) ?? "";
    const french = { ...JSON.parse(text("en/words.json")), language: "fr" };
    const outline = `# Avis\n\n{{#element "dateOfNotice"}}{{incident.noticeDate}}{{/element}}\n`;
    const { value } = loadTemplates(files, [
      { client: null, template: "fr/letter.md", text: outline },
      { client: null, template: "fr/words.json", text: JSON.stringify(french) },
    ]);
    const { value: notice, problems } = compose(value, { ...adultInTexas, language: "fr" }, sources());
    expect(problems.map(({ code }) => code)).toEqual(["notice/language-not-spoken"]);
    expect(notice.title).toBe("Avis");
  });
});

describe("the list of data elements in Spanish, worst first", () => {
  const reader = { kind: "reader" } as const;
  test.each<readonly [string, readonly DataElement[], string, string]>([
    ["nothing but a name", [], "su nombre", "el nombre de Ana"],
    ["one", ["ssn"], "su número de Seguro Social", "el número de Seguro Social de Ana"],
    [
      "e before the sound of an i; with its article it is y",
      ["medicalInformation", "ssn"],
      "su número de Seguro Social e información médica",
      "el número de Seguro Social y la información médica de Ana",
    ],
    [
      "three, without a comma before the last",
      ["name", "ssn", "medicalInformation"],
      "su número de Seguro Social, información médica y nombre",
      "el número de Seguro Social, la información médica y el nombre de Ana",
    ],
    [
      "sus before a plural",
      ["biometric", "name"],
      "sus datos biométricos y nombre",
      "los datos biométricos y el nombre de Ana",
    ],
    [
      "an account with its code is not two accounts",
      ["financialAccount", "financialAccountAlone"],
      "su número de cuenta bancaria con su código de acceso",
      "el número de cuenta bancaria con su código de acceso de Ana",
    ],
  ])("%s", (_, elements, own, named) => {
    expect(dataElementPhrase(elements, reader, spanish)).toBe(own);
    expect(dataElementPhrase(elements, { kind: "named", name: "Ana" }, spanish)).toBe(named);
  });

  test("every element has an article, and no two the same words", () => {
    const phrases = dataElements.map((element) => dataElementPhrase([element], reader, spanish));
    expect(new Set(phrases).size).toBe(dataElements.length);
    for (const phrase of phrases) expect(phrase).toMatch(/^sus? (?!el |la |los |las )/);
  });

  test("any list: begins with su or sus, ends without a comma, never “y i…”", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...dataElements)), (elements) => {
        const phrase = dataElementPhrase(elements, reader, spanish);
        expect(phrase).toMatch(/^sus? \S/);
        expect(phrase).not.toMatch(/ y h?i(?![aeou])|, (?:y|e) |,$/);
      }),
    );
  });

  test("a name that looks like a place to fill in stays as it is", () => {
    const name = "$& {list} {name}";
    expect(dataElementPhrase(["ssn"], { kind: "named", name }, spanish)).toBe(
      `el número de Seguro Social de ${name}`,
    );
  });

  test("the client's own terms, by language", () => {
    const own = { healthInsurance: "el número de miembro" };
    const client = { ...clinic, dataElementWords: { es: own, en: { healthInsurance: "member ID number" } } };
    const person = { ...maria, dataElements: ["healthInsurance", "ssn"] as const };
    const phrase = (facets: Facets) =>
      fieldsFor(person, facets, client, facets.language === "es" ? spanish : english).dataElements;
    expect(phrase(inSpanish)).toBe("su número de Seguro Social y número de miembro");
    expect(phrase(adultInTexas)).toBe("your Social Security number and member ID number");
    expect(composed(inSpanish, sources({ client })).hash).not.toBe(composed(inSpanish).hash);
  });

  test("a client's term without its article stops; English needs none", () => {
    const client = {
      ...clinic,
      dataElementWords: { es: { healthInsurance: "número de miembro" }, en: { name: "name" } },
    };
    expect(compose(templates(), inSpanish, sources({ client })).problems).toMatchObject([
      {
        code: "notice/term-without-article",
        severity: "stops",
        where: { path: "dataElementWords.es.healthInsurance" },
      },
    ]);
    expect(compose(templates(), adultInTexas, sources({ client })).problems).toEqual([]);
  });
});

describe("days, names and counts", () => {
  test("of one person, in Spanish", () => {
    const toParent: Facets = { ...inSpanish, recipient: "parentOrGuardian", offer: "minor24" };
    expect(fieldsFor(ana, toParent, clinic, spanish, { code: "A1" })).toEqual({
      recipientName: "padre, madre o tutor legal de Ana Lopez",
      individualName: "Ana Lopez",
      dataElements:
        "el número de Seguro Social, la información médica, la fecha de nacimiento y el nombre de Ana Lopez",
      code: "A1",
      enrolBy: "30 de junio de 2026",
    });
    const toKin: Facets = { ...inSpanish, recipient: "nextOfKin", offer: null };
    expect(fieldsFor(robert, toKin, clinic, spanish).recipientName).toBe("familiar de Robert Hale");
  });

  const dates = { ...incident.dates };
  const { occurredFrom, occurredTo } = dates;
  const { occurredFrom: _, occurredTo: __, ...rest } = dates;
  const only = (given: object) => ({ ...incident, dates: { ...rest, ...given } });
  test.each([
    ["two days", incident, "El incidente ocurrió entre el 2 de enero de 2026 y el 5 de enero de 2026."],
    ["the first alone", only({ occurredFrom }), "El incidente ocurrió el 2 de enero de 2026."],
    ["the last alone", only({ occurredTo }), "El incidente ocurrió el 5 de enero de 2026 o antes."],
  ])("%s", (_label, given, sentence) => {
    expect(noticeText(composed(inSpanish, sources({ incident: given })), {})).toContain(sentence);
  });

  test("states by their Spanish names, residents with a thousands mark", () => {
    const text = noticeText(composed({ ...inSpanish, jurisdiction: "US-NC" }), {});
    expect(text).toContain("Para residentes de Carolina del Norte");
    const rhodeIsland = composed(
      { ...inSpanish, jurisdiction: "US-RI" },
      sources({ residentCount: 1204567 }),
    );
    expect(noticeText(rhodeIsland, {})).toContain("a 1,204,567 residentes de Rhode Island");
  });

  test("an English half-sentence about the vendor does not get into a Spanish letter", () => {
    const notifier = { role: "vendor" as const, name: "Larkspur Records", does: "runs records software" };
    const from = sources({ incident: { ...incident, notifier } });
    expect(noticeText(composed(adultInTexas, from), {})).toContain("Larkspur Records runs records software.");
    expect(noticeText(composed(inSpanish, from), {})).not.toContain("runs records");
  });
});

describe("who is spoken to, and how else the notice can be had", () => {
  const contact = clinic.contact ?? fail();
  const textOf = (facets: Facets, more: Partial<typeof contact>) =>
    noticeText(composed(facets, sources({ client: { ...clinic, contact: { ...contact, ...more } } })), {});
  const spanishLine = "Si necesita ayuda en español, llame al 1-888-555-0142.";
  const englishLine = "If you need help in English, call 1-888-555-0142.";

  test.each<readonly [string, string[], readonly string[], readonly string[]]>([
    ["both", ["en", "es"], [spanishLine], [englishLine]],
    ["English alone", ["en"], [], [englishLine]],
    ["Spanish alone", ["es"], [spanishLine], []],
    ["not said", [], [], []],
  ])("languages spoken: %s", (_, languages, onEnglish, onSpanish) => {
    const lines = (facets: Facets) => {
      const client = { ...clinic, contact: { ...contact, languages } };
      const text = noticeText(compose(templates(), facets, sources({ client })).value, {});
      return [spanishLine, englishLine].filter((line) => text.includes(line));
    };
    expect(lines(adultInTexas)).toEqual(onEnglish);
    expect(lines(inSpanish)).toEqual(onSpanish);
  });

  test.each([
    [
      "three",
      ["largePrint", "braille", "audio"],
      "in large print, braille, or audio, free",
      "en letra grande, braille o audio, sin",
    ],
    ["one", ["braille"], "in braille, free of charge", "en braille, sin costo"],
  ] as const)("other forms: %s", (_, formats, inEnglish, es) => {
    expect(textOf(adultInTexas, { formats: [...formats] })).toContain(inEnglish);
    expect(textOf(inSpanish, { formats: [...formats] })).toContain(es);
  });

  test("no other forms are promised that the client does not give", () => {
    expect(textOf(adultInTexas, { formats: [] })).not.toMatch(/braille|ask us for this notice/);
  });

  test("a language without a tagline stops; an incident may bring the line", () => {
    const client = { ...clinic, contact: { ...contact, languages: ["en", "es", "vi"] } };
    expect(compose(templates(), adultInTexas, sources({ client })).problems).toMatchObject([
      { code: "notice/tagline-missing", facts: { language: "vi" } },
    ]);
    const line = { format: 1, taglines: { vi: "Xin gọi {tollFree}." } };
    const { value } = loadTemplates(files, [
      { client: null, template: "taglines.json", text: JSON.stringify(line) },
    ]);
    const { value: notice, problems } = compose(value, adultInTexas, sources({ client }));
    expect(problems).toEqual([]);
    expect(noticeText(notice, {})).toContain(`${spanishLine}\nXin gọi 1-888-555-0142.`);
  });

  test("readers of Spanish who may not be understood at the number: a warning", () => {
    const client = { ...clinic, contact: { ...contact, languages: ["en"] } };
    expect(compose(templates(), inSpanish, sources({ client })).problems).toMatchObject([
      { code: "notice/language-not-spoken", severity: "warns", facts: { language: "es" } },
    ]);
  });
});

function fail(): never {
  throw new Error("the clinic has a contact");
}

describe("the law's check of a Spanish notice", () => {
  const form = {
    title: "Notice of Data Breach",
    headings: ["What Happened?", "For More Information"],
    jurisdiction: "US-CA",
    provision: "form",
    citation: "Cal. Civ. Code § 1798.82(d)(1)",
  };
  const codes = (text: string, law: typeof noLaw) => {
    const contact =
      '{{#element "entityContact"}}{{client.contact.tollFree}}, {{inOneLine client.contact.postal}}{{/element}}';
    const loaded = loadTemplates(new Map([...files, ["es/letter.md", `${text}\n\n${contact}\n`]])).value;
    const { value } = compose(loaded, { ...inSpanish, offer: null }, sources());
    return contentCheck(value, law, loaded).map(({ code }) => code);
  };
  const title = "# Aviso de filtración de datos";

  test("a fixed title and headings in translation pass, marked for counsel", () => {
    const text = `${title}\n\n## ¿Qué pasó?\n\nEsto.\n\n## Para obtener más información`;
    expect(codes(text, { ...noLaw, form: [form] })).toEqual(["notice/form-translated"]);
    const english = "# Notice of Data Breach\n\n## What Happened?\n\n## For More Information";
    expect(codes(english, { ...noLaw, form: [form] })).toContain("notice/title-not-as-fixed");
  });

  test("a heading that is missing or out of order is found in Spanish too", () => {
    const text = `${title}\n\n## Para obtener más información\n\n## ¿Qué pasó?`;
    expect(codes(text, { ...noLaw, form: [form] })).toContain("notice/heading-missing");
  });

  test("every fixed wording has its translation in our outlines", () => {
    for (const outline of ["es/letter.md", "es/email.md"])
      for (const said of Object.values(spanish.fixedWords))
        expect(files.get(outline)).toMatch(new RegExp(`^##? ${said.replace("?", "\\?")}$`, "m"));
  });

  const massachusetts = handMadeLaw("US-MA", [], ["residentCount", "natureOfBreach"]);
  test.each([
    "Se vieron afectados 1,204 residentes de Massachusetts.",
    "Afectó a 12 personas.",
    "Avisamos a dos mil pacientes.",
    "Treinta y cinco empleados recibieron este aviso.",
    "Afectó a miles de personas.",
    "Avisamos a 340 de nuestros antiguos pacientes.",
    "Afectó a cien millones de personas.",
  ])("a count: %s", (text) => {
    expect(codes(`${title}\n\n${text}`, massachusetts)).toEqual(["notice/count-forbidden"]);
  });

  test.each([
    "Pida un informe a las tres agencias de crédito cada 12 meses.",
    "Si una persona llama, no le dé sus datos.",
    "Los residentes y las personas que viven con ellos pueden llamar.",
    "Los jóvenes de 16 o 17 años lo piden por sí mismos.",
    "Para evitar el robo de identidad, avise a la policía.",
  ])("neither a count nor the nature of the breach: %s", (text) => {
    expect(codes(`${title}\n\n${text}`, massachusetts)).toEqual([]);
  });

  test.each([
    "un ransomware",
    "Piratas informáticos",
    "un correo de phishing",
    "archivos robados",
    "Un tercero no autorizado",
    "un ciberataque",
    "acceso no autorizado",
    "una vulnerabilidad",
    "intrusión",
    "el ladrón",
  ])("the nature of the breach: %s", (word) => {
    const law = { ...massachusetts, description: "omitted" as const };
    expect(codes(`${title}\n\nFue ${word}.`, law)).toEqual(["notice/nature-forbidden"]);
  });

  test.each([
    ["freezeIsFree", "Usted puede congelar su crédito.", "Congelar su crédito es gratis."],
    ["policeReportRight", "Usted tiene derechos.", "Tiene derecho a un informe policial."],
    ["lawEnforcementDelayStatement", "Nadie nos lo pidió.", "Las autoridades no nos lo pidieron."],
    ["passwordChangeAdvice", "Tenga cuidado.", "Cambie su contraseña."],
  ] as const)("%s needs its Spanish words", (element, thin, enough) => {
    const marked = (text: string) => `${title}\n\n{{#element "${element}"}}${text}{{/element}}`;
    expect(codes(marked(thin), handMadeLaw("US-TX", [element]))).toEqual(["notice/element-too-thin"]);
    expect(codes(marked(enough), handMadeLaw("US-TX", [element]))).toEqual([]);
  });
});
