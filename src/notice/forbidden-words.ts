const people =
  "people|persons?|individuals|residents|patients|members|employees|customers|consumers|clients|students|workers|records|households|families|beneficiaries|enrollees|subscribers";
const numberWords =
  "hundreds?|thousands?|millions?|dozens?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const number = `(?:\\d[\\d,.]*|(?:${numberWords}))(?:[ -](?:${numberWords}))*`;
const capitalNumber = new RegExp(`\\b(?:${numberWords})\\b`, "gi");
// Between a number and the people it counts: “of our former”, “Massachusetts”, “other affected”.
const between = "of|our|your|its|current|former|other|affected|impacted|different|such|[A-Z][a-z]+";
// Within a line: a ZIP code at the end of a cell does not count the residents of the next heading.
const countOfPeople = new RegExp(`\\b${number}(?:[^\\S\\n]+(?:${between})){0,5}[^\\S\\n]+(?:${people})\\b`);

/** The first count of people in the text (“1,204 Massachusetts residents”), or undefined. */
export function countOfPeopleIn(text: string): string | undefined {
  const plain = text.replace(capitalNumber, (word) => word.toLowerCase());
  return countOfPeople.exec(plain)?.[0];
}

const nature =
  /\b(ransomware|malware|spyware|virus|phish\w*|hack\w*|cyber[- ]?(?:attack\w*|crim\w*|actor\w*)|intrud\w*|intrusion|attackers?|threat actor\w*|criminals?|thie(?:f|ves)|stole|stolen|theft of|unauthori[sz]ed (?:person|party|parties|third|actor|access|user|acquisition|use|activity)|exfiltrat\w*|encrypt(?:ed|ion) (?:of )?(?:our|its|the|files)|brute[- ]force|credential stuffing|misdirected|lost laptop|misconfigur\w*|vulnerabilit\w*|exploit\w*)\b/i;

/** The first word in the text that tells how a breach happened, or undefined. */
export function natureOfBreachIn(text: string): string | undefined {
  return nature.exec(text)?.[0];
}

// Also what spreadsheets and programs leave behind when a value was missing.
const placeholder =
  /\{\{|\}\}|<<|>>|[\uE000-\uF8FF\uFFFD]|\[[^\][]{0,80}\]|\b(?:TBD|TODO|FIXME|XX+|lorem ipsum|undefined|NaN)\b|#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!)|\[object|_{3,}/;

/** The first placeholder that was left in the text, or undefined. */
export function placeholderIn(text: string): string | undefined {
  return placeholder.exec(text)?.[0];
}
