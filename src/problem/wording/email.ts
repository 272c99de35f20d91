import type { Wording } from "../wording.ts";

/** What can be wrong in email/, by code. */
export const emailWording = {
  "email/address-not-one": {
    severity: "holds",
    title: "An e-mail must go to exactly one address",
    now: "The {header} field does not hold one plain address ({length} characters, {atSigns} @ signs).",
    next: "Correct the address in the people file, or remove it: the person then gets a letter.",
  },
  "email/address-not-ascii": {
    severity: "holds",
    title: "An e-mail address has letters that not every mail server takes",
    now: "The {header} field has {count} characters outside ASCII.",
    next: "Remove the address: the person then gets a letter.",
  },
  "email/header-control-character": {
    severity: "holds",
    title: "A line break or control character in the head of an e-mail",
    now: "The {header} field has {count} of them.",
    next: "Remove them where the field comes from: the client's emailSender, the template's title or the person's name.",
  },
  "email/subject-empty": {
    severity: "stops",
    title: "The e-mail has no subject",
    now: "The notice has no title.",
    next: "Give the template a title.",
  },
  "email/part-empty": {
    severity: "stops",
    title: "A part of the e-mail has no text",
    now: "The {part} part is empty.",
    next: "Report this: both parts are made from the same notice.",
  },
  "email/link-not-allowed": {
    severity: "stops",
    title: "A link leads to a site that readers cannot trust at a glance",
    now: "The link leads to {host}, which is not the client's, an offer's, a credit bureau's or a government's site.",
    next: "Link to the client's own domain, or take the link out.",
  },
  "email/link-not-secure": {
    severity: "stops",
    title: "A link is not an https address",
    now: "The link begins with {scheme}.",
    next: "Use a whole https, mailto or tel address.",
  },
  "email/link-text-differs": {
    severity: "stops",
    title: "A link shows another site than the one it leads to",
    now: "The text shows {shown}, the link leads to {host}.",
    next: "Show the site that the link leads to.",
  },
  "email/outside-content": {
    severity: "stops",
    title: "The e-mail would load or run something",
    now: "The text contains {what}.",
    next: "Take it out: a notice needs no pictures, forms or scripts, and must not tell when it is read.",
  },
} as const satisfies Record<`email/${string}`, Wording>;
