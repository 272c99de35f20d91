/** One way of making the reference letters, measured in a process of its own. */
export type Way = {
  readonly name: string;
  /** Whose: ours and its bounds, or a peer's. */
  readonly group: "ours" | "peer";
  /** In a round: about a second's work. */
  readonly letters: number;
  /** Loads what it needs, outside the measured time; undefined where it cannot run on this machine. */
  readonly open: () => Promise<OpenWay | undefined>;
};

export type OpenWay = {
  /** Makes that many letters from the n-th on; returns their bytes. */
  readonly make: (from: number, letters: number) => number | Promise<number>;
  readonly close?: () => void | Promise<void>;
};
