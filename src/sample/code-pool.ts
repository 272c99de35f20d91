import type { PoolPlan } from "./sample-client.ts";

// No vowels and nothing that looks like something else: 30 letters and digits, 30^7 > 2^32.
const letters = "23456789BCDFGHJKLMNPQRSTVWXYZA";

/** How many codes are bought for so many people: some are always left over. */
export function poolSize(people: number): number {
  return people + Math.ceil(people * 0.03) + 10;
}

/**
 * The lines of a pool's file: header and `count` codes, no two alike within the pool nor, by their
 * beginnings, in any other pool (up to 2^32 codes each). Same pool number and seed, same codes.
 */
export function* codePoolLines(plan: PoolPlan, pool: number, count: number, seed: number): Generator<string> {
  const expires = plan.expires === null ? "" : `,${plan.expires}`;
  yield plan.expires === null ? "code\n" : "code,expires\n";
  const key = mixed(Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(pool + 1, 0x85ebca6b));
  for (let index = 0; index < count; index += 1) {
    yield `${formatted(plan.for, pool, mixed(index ^ key))}${expires}\n`;
  }
}

/** Each pool writes its codes in its own way, as each product's maker does. */
function formatted(audience: PoolPlan["for"], pool: number, number: number): string {
  const text = inLetters(number, 7);
  const mark = inLetters(pool, 3);
  if (audience === "minor") return `J${mark}${text.slice(0, 4)}-${text.slice(4)}`;
  return pool % 4 === 0 ? `LL-${mark}-${text}` : `${mark}${text}`;
}

function inLetters(number: number, length: number): string {
  let text = "";
  let left = number;
  for (let place = 0; place < length; place += 1) {
    text = `${letters.charAt(left % letters.length)}${text}`;
    left = Math.floor(left / letters.length);
  }
  return text;
}

// The finisher of MurmurHash3: it can be undone, so different numbers stay different.
function mixed(number: number): number {
  let bits = number | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
