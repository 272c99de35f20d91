import type { z } from "zod";
import type { incidentSchema } from "../incident/index.ts";

/** Larkspur, its one day of access and the alert eight weeks later; nothing of it ever happened. */
export const sampleIncident: z.input<typeof incidentSchema> = {
  format: 1,
  id: "larkspur-2026",
  title: "Larkspur Wellness Messaging file-transfer incident",
  notifier: {
    role: "vendor",
    name: "Larkspur Wellness Messaging",
  },
  dates: {
    occurredFrom: "2026-08-04",
    occurredTo: "2026-08-04",
    contained: "2026-08-05",
    vendorDiscovered: "2026-09-29",
    discovered: "2026-09-29",
    determined: "2026-09-29",
    confirmed: "2026-09-29",
    individualNotice: "2026-11-24",
  },
  narrative: {
    en: {
      whatHappened:
        "An unauthorized person used a flaw in file-transfer software, which its maker did not yet know about, to enter a file-transfer server of Larkspur Wellness Messaging (“Larkspur”). Larkspur installed the maker’s repair on the next day and found no sign then that files had been taken. Eight weeks later an alert from outside led Larkspur to examine the server again, and it found that files had been copied. Larkspur then reviewed the files to learn whose information was in them.",
      whatHappenedBriefly:
        "The incident affected files that were kept by Larkspur Wellness Messaging (“Larkspur”). Larkspur reviewed those files and found personal information in them.",
      whatWeAreDoing:
        "Larkspur Wellness Messaging took the server out of service, rebuilt it, and now deletes files from its transfer servers within a day of their arrival. It reported the matter to federal law enforcement. It has engaged an independent firm to test its remaining systems.",
    },
  },
};
