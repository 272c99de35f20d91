/** An area of the page in points, x from the left edge, y from the top edge. */
export type Area = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Inches from the envelope's left and bottom edges, as envelope makers give them. */
type Window = {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
};

/** An envelope and how the letter lies in it. Inches. */
export type EnvelopeProfile = {
  readonly name: EnvelopeName;
  readonly width: number;
  readonly height: number;
  readonly sheet: { readonly width: number; readonly height: number; readonly panels: number };
  readonly returnWindow: Window;
  readonly addressWindow: Window;
  /** Folded sheets it takes. */
  readonly sheets: number;
};

export type EnvelopeName = "us-letter-10-double-window" | "us-letter-10-double-window-tall";

// Lob's #10 double window; six tri-folded sheets is what it takes.
const doubleWindow: EnvelopeProfile = {
  name: "us-letter-10-double-window",
  width: 9.5,
  height: 4.125,
  sheet: { width: 8.5, height: 11, panels: 3 },
  returnWindow: { left: 0.625, bottom: 2.375, width: 3.25, height: 0.875 },
  addressWindow: { left: 0.625, bottom: 1, width: 4, height: 1 },
  sheets: 6,
};

/** Envelopes by name. */
export const envelopeProfiles: Readonly<Record<EnvelopeName, EnvelopeProfile>> = {
  "us-letter-10-double-window": doubleWindow,
  /**
   * The same with an address window of 1 3/8 inch, which mailers recommend for the Intelligent Mail barcode: five lines
   * and the barcode fit. Its lower edge keeps off the 5/8 inch that DMM 202.5.3 leaves to the Postal Service.
   */
  "us-letter-10-double-window-tall": {
    ...doubleWindow,
    name: "us-letter-10-double-window-tall",
    addressWindow: { left: 0.625, bottom: 0.625, width: 4, height: 1.375 },
  },
};

const pointsPerInch = 72;

/** How far the folded sheet can slip in the envelope, in inches. */
function slack(profile: EnvelopeProfile): { readonly x: number; readonly y: number } {
  const { sheet } = profile;
  return { x: profile.width - sheet.width, y: profile.height - sheet.height / sheet.panels };
}

function area(left: number, top: number, right: number, bottom: number): Area {
  return {
    left: Math.max(0, left) * pointsPerInch,
    top: Math.max(0, top) * pointsPerInch,
    right: right * pointsPerInch,
    bottom: bottom * pointsPerInch,
  };
}

/** What of the page can show through a window at some position of the sheet, in points. */
function canShow(profile: EnvelopeProfile, window: Window): Area {
  const slip = slack(profile);
  const top = profile.height - window.bottom - window.height;
  return area(window.left - slip.x, top - slip.y, window.left + window.width, top + window.height);
}

/** What of the page shows through a window at every position of the sheet, in points. */
export function alwaysShows(profile: EnvelopeProfile, window: Window): Area {
  const slip = slack(profile);
  const top = profile.height - window.bottom - window.height;
  return area(window.left, top, window.left + window.width - slip.x, top + window.height - slip.y);
}

/** What of the first page shows through the address window at every position of the sheet, in points. */
export function alwaysShownArea(envelope: EnvelopeName): Area {
  const profile = envelopeProfiles[envelope];
  return alwaysShows(profile, profile.addressWindow);
}

/**
 * Where on the first page nothing may be drawn but the return block and the address block: all that
 * can show through either window, in points from the top left.
 */
export function guardArea(profile: EnvelopeProfile): Area {
  const upper = canShow(profile, profile.returnWindow);
  const lower = canShow(profile, profile.addressWindow);
  return {
    left: Math.min(upper.left, lower.left),
    top: Math.min(upper.top, lower.top),
    right: Math.max(upper.right, lower.right),
    bottom: Math.max(upper.bottom, lower.bottom),
  };
}

/** True if the two areas share a point with ink. */
export function overlaps(a: Area, b: Area): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
