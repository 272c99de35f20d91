import type { Wording } from "../wording.ts";

/** What can be wrong in law/, by code. */
export const lawWording = {
  "law/folder-not-readable": {
    severity: "stops",
    title: "The folder of jurisdictions could not be read",
    now: "Listing it failed with {reason}.",
    next: "Check that the folder jurisdictions/ is there and may be read.",
  },
  "law/file-not-json": {
    severity: "stops",
    title: "A jurisdiction file is not JSON",
    now: "{file} could not be parsed.",
    next: "Open it in an editor that knows JSON and mend the place it marks.",
  },
  "law/key-unknown": {
    severity: "stops",
    title: "A jurisdiction file has a key that means nothing",
    now: "{file} at “{path}” has {keys}.",
    next: "Correct the spelling (jurisdictions/schema.json lists every key), or take the key out.",
  },
  "law/citation-missing": {
    severity: "stops",
    title: "A rule has no citation",
    now: "{file} at “{path}” does not say where the rule is written.",
    next: "Add the citation of the statute or regulation to that version.",
  },
  "law/value-wrong": {
    severity: "stops",
    title: "A jurisdiction file has a value of the wrong form",
    now: "{file} at “{path}”: wanted {wanted}.",
    next: "Correct the value; jurisdictions/schema.json describes every field.",
  },
  "law/file-name": {
    severity: "stops",
    title: "A jurisdiction file is not named after its jurisdiction",
    now: "{file} holds {jurisdiction}.",
    next: "Rename the file to {wanted}.",
  },
  "law/jurisdiction-twice": {
    severity: "stops",
    title: "Two files hold the same jurisdiction",
    now: "{file} holds {jurisdiction}, which another file holds already.",
    next: "Keep one of the files.",
  },
  "law/provision-twice": {
    severity: "stops",
    title: "Two provisions have the same name",
    now: "{file} has the provision “{provision}” twice.",
    next: "Give one of them another id, or join them as versions of one provision.",
  },
  "law/provision-unknown": {
    severity: "stops",
    title: "A provision is named that does not exist",
    now: "{file}: “{provision}” names “{name}”.",
    next: "Correct the name, or add the provision.",
  },
  "law/clock-chained": {
    severity: "stops",
    title: "A clock follows a clock that follows another",
    now: "{file}: “{provision}” follows “{name}”, which follows a third provision or itself.",
    next: "Let it follow a provision that counts from a named day.",
  },
  "law/trigger-missing": {
    severity: "stops",
    title: "A law does not say which data make it speak",
    now: "{file} has no provision of kind trigger for its {regime} law.",
    next: "Add one; “elements”: “any” is a law that speaks whatever was lost.",
  },
  "law/version-ends-early": {
    severity: "stops",
    title: "A version ends before it begins",
    now: "{file}, {provision}: from {from} until {until}.",
    next: "Correct one of the two days.",
  },
  "law/versions-overlap": {
    severity: "stops",
    title: "Two versions of a provision are in force on the same day",
    now: "{file}, {provision}: the version from {first} runs into the one from {second}.",
    next: "Order the versions by first day; leave “until” out unless there is a gap or a repeal.",
  },
  "law/not-verified": {
    severity: "stops",
    title: "A rule claims to be read but does not say when",
    now: "{file}, {provision}: the version from {from} has no verifiedOn.",
    next: "Add the day on which the official text was read, or lower the confidence.",
  },
  "law/condition-of-letters": {
    severity: "stops",
    title: "A duty hangs on a condition that only letters answer",
    now: "The version from {from} of “{provision}” has the condition “{condition}”, which no duty is asked.",
    next: "Word the condition with what a duty is asked (numbers, data, kind of client, licence, dates), or leave it in a note.",
  },
  "law/contacts-missing": {
    severity: "stops",
    title: "The contact blocks are missing",
    now: "No file of kind contacts was read, so letters have no bureaus and no FTC.",
    next: "Restore jurisdictions/us-contacts.json.",
  },
  "law/jurisdiction-not-covered": {
    severity: "holds",
    title: "People live where the law is not loaded",
    now: "{count} individuals of {client} are in {jurisdiction}, for which there is no file.",
    next: "Add jurisdictions/{wanted} with cases, or have counsel settle these people by hand.",
  },
  "law/state-law-unknown": {
    severity: "warns",
    title:
      "For some people no State's law can be told: FOREIGN is abroad, UNKNOWN an address that names no State",
    now: "People of {client}: {count}.",
    next: "Federal law is applied where it applies; have counsel look at the law where they live.",
  },
  "law/discovery-unknown": {
    severity: "stops",
    title: "No day of discovery is given",
    now: "Neither the incident nor {client} has a discovered, determined or confirmed day.",
    next: "Add dates.discovered to incident.json or to the client's client.json.",
  },
  "law/before-coverage": {
    severity: "holds",
    title: "The discovery is older than the law that was examined",
    now: "{client} discovered on {discovered}; {jurisdiction} was examined from {from}.",
    next: "Have counsel settle the duties under the law of that time.",
  },
  "law/count-unknown": {
    severity: "stops",
    title: "Nothing is known of how many people are affected",
    now: "{client} has neither lists of people nor “estimated” in its client.json.",
    next: "Add the lists, or estimated counts by jurisdiction and the exposed data elements.",
  },
  "law/data-unknown": {
    severity: "warns",
    title: "Nothing is known of which data was exposed",
    now: "No row of {client} tells it: all are held or suppressed, or the estimate names no data. Laws that hang on the kind of data are taken to be silent.",
    next: "Mend the held rows (noticepress check lists them) or name the data in “estimated”, then ask again.",
  },
  "law/notice-planned-late": {
    severity: "warns",
    title: "The planned mailing day is later than the law allows",
    now: "{client}: notice is planned for {planned}; {jurisdiction} {provision} is due by {due}.",
    next: "Move dates.individualNotice to {due} or earlier.",
  },
  "law/rule-stale": {
    severity: "warns",
    title: "Rules were not looked at for a long time",
    now: "{count} rules of {jurisdiction} were last seen on {lastSeen} or soon after; the oldest is “{provision}”.",
    next: "Have someone read the texts again (addresses: look them up), and give them the new verifiedOn (CONTRIBUTING.md).",
  },
  "law/notice-planned-in-hold": {
    severity: "stops",
    title: "The planned mailing day lies in a law-enforcement hold",
    now: "{client}: notice is planned for {planned}; sending is forbidden before {notBefore}.",
    next: "Move dates.individualNotice to {notBefore} or later, or have the agency end its hold.",
  },
} as const satisfies Record<`law/${string}`, Wording>;
