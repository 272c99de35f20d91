/** A rectangle in points of default user space; y grows upwards. */
export type Box = {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
};
