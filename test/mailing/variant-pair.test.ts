import { describe, expect, test } from "vitest";
import { variantPair } from "../../src/mailing/index.ts";
import { type Facets, variantKey } from "../../src/notice/index.ts";
import { adultInTexas } from "../notice/fictional-incident.ts";

const nobody = { ordinary: [], longestName: [], longestAddress: [], mostData: [], fewestData: [] };
const variants = (...all: readonly (readonly [Partial<Facets>, number])[]) => ({
  variants: new Map(
    all.map(([change, people]) => {
      const facets = { ...adultInTexas, ...change };
      return [variantKey(facets), { facets, people, seq: 0, ranks: nobody }] as const;
    }),
  ),
});
const key = (change: Partial<Facets>) => variantKey({ ...adultInTexas, ...change });
const of = (id: string) => ({ kind: "jurisdiction", id }) as const;
const named = (change: Partial<Facets>) => ({ kind: "variant", key: key(change) }) as const;
const ohio = { jurisdiction: "US-OH" } as const;

const census = variants(
  [{}, 10],
  [{ recipient: "nextOfKin", offer: null }, 50],
  [{ channel: "email" }, 30],
  [{ ...ohio }, 5],
  [{ ...ohio, channel: "email", stateLaw: "silent" }, 500],
  [{ ...ohio, exposure: "health" }, 900],
  [{ jurisdiction: "US-MA", exposure: "credentials" }, 7],
  [{ ...ohio, client: "employer" }, 1],
  [{ client: "employer" }, 1],
);

describe("the pair that is compared", () => {
  test.each([
    [
      "two by key",
      named({}),
      named({ recipient: "nextOfKin", offer: null }),
      undefined,
      key({}),
      key({ recipient: "nextOfKin", offer: null }),
      1,
    ],
    // 515 people get the e-mails, but Ohio's law is silent about them.
    ["two places: where both laws speak", of("US-TX"), of("US-OH"), undefined, key({}), key(ohio), 3],
    [
      "of one client",
      of("US-TX"),
      of("US-OH"),
      "employer",
      key({ client: "employer" }),
      key({ ...ohio, client: "employer" }),
      1,
    ],
    [
      "a key and a place: its counterpart",
      named({ channel: "email" }),
      of("US-OH"),
      undefined,
      key({ channel: "email" }),
      key({ ...ohio, channel: "email", stateLaw: "silent" }),
      1,
    ],
    ["a place and a key", of("US-TX"), named(ohio), undefined, key({}), key(ohio), 1],
  ] as const)("%s", (_, one, other, client, left, right, pairs) => {
    const pair = variantPair(census, one, other, client);
    expect("one" in pair ? [pair.one.key, pair.other.key, pair.pairs] : pair).toEqual([left, right, pairs]);
  });

  test("of two counterparts the one of which both laws speak, whoever is written to more", () => {
    const silent = { ...ohio, stateLaw: "silent" } as const;
    for (const people of [1, 900]) {
      const pair = variantPair(variants([{}, 10], [ohio, 5], [silent, people]), of("US-TX"), of("US-OH"));
      expect("one" in pair ? [pair.other.key, pair.pairs] : pair).toEqual([key(ohio), 2]);
    }
  });

  test("none, where nothing differs in place alone; then what there is, most people first", () => {
    const pair = variantPair(census, of("US-OH"), of("US-MA"));
    expect("among" in pair ? pair.among.map((side) => side.map(({ people }) => people)) : pair).toEqual([
      [900, 500, 5, 1],
      [7],
    ]);
  });

  test("none, where nobody lives", () => {
    const pair = variantPair(census, of("US-TX"), of("US-GU"));
    expect("among" in pair ? pair.among[1] : pair).toEqual([]);
  });
});
