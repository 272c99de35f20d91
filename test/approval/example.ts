import type { ProofSet } from "../../src/approval/index.ts";

const hash = (digit: string) => digit.repeat(64);

/** A proof set of one text with two variants under different laws; fictional. */
export const proofSet: ProofSet = {
  format: 1,
  incident: "larkspur-2026",
  inputs: hash("0"),
  laws: [
    {
      hash: hash("a"),
      provisions: [
        {
          jurisdiction: "US-TX",
          name: "Texas",
          provision: "letter-content",
          about: "what the notice says",
          from: "2023-09-01",
          citation: "Tex. Code § 1",
          confidence: "read",
        },
      ],
    },
    { hash: hash("b"), provisions: [] },
  ],
  texts: [
    {
      key: "clinic/US-TX/adult",
      client: "clinic",
      channel: "letter",
      file: "clinic/US-TX_adult.pdf",
      sha256: hash("1"),
      page: { file: "clinic/US-TX_adult.html", sha256: hash("2") },
      more: [{ file: "clinic/US-TX_adult.longest-name.eml", sha256: hash("3") }],
      samples: [
        {
          shows: ["ordinary", "fewestData"],
          person: { file: "clients/clinic/people.csv", row: 2 },
          file: "clinic/US-TX_adult.pdf",
          firstPage: 1,
          pages: 4,
          sheets: 2,
          dataElements: 0,
        },
        {
          shows: ["longestName", "mostData"],
          person: null,
          file: "clinic/US-TX_adult.pdf",
          firstPage: 5,
          pages: 6,
          sheets: 3,
          dataElements: 14,
        },
      ],
      people: 1240,
      title: "Notice of Data Breach",
      language: "en",
      readability: 6.7,
      scale: "fleschKincaid",
      variants: [
        {
          variant: "clinic/US-TX/adult",
          people: 1200,
          proofHash: hash("4"),
          facets: {
            client: "clinic",
            notifier: "client",
            jurisdiction: "US-TX",
            stateLaw: "applies",
            phi: true,
            recipient: "adult",
            language: "en",
            offer: null,
            channel: "letter",
            exposure: "ssn",
          },
          law: hash("a"),
        },
        {
          variant: "clinic/US-OH/adult",
          people: 40,
          proofHash: hash("5"),
          facets: {
            client: "clinic",
            notifier: "client",
            jurisdiction: "US-OH",
            stateLaw: "silent",
            phi: true,
            recipient: "adult",
            language: "en",
            offer: null,
            channel: "letter",
            exposure: "ssn",
          },
          law: hash("b"),
        },
      ],
      content: [
        {
          element: "dateOfBreach",
          requirement: "required",
          jurisdiction: "US-TX",
          provision: "letter-content",
          citation: "Tex. Code § 1(a)",
          detail: "or its estimate",
          found: true,
          under: ["What Happened?"],
        },
        {
          element: "residentCount",
          requirement: "forbidden",
          jurisdiction: "US-TX",
          provision: "letter-content",
          citation: "Tex. Code § 1(b)",
          found: false,
          under: [],
        },
      ],
      forCounsel: [
        {
          kind: "judgement",
          element: null,
          text: "Whether “promptly” was kept",
          jurisdiction: "US-TX",
          citation: "Tex. Code § 2",
        },
      ],
    },
  ],
};
