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
    desk: {
      name: "Corin Ashgrove",
      title: "Privacy Officer",
      phone: "1-888-555-0166",
      email: "incident-desk@larkspur.example",
      postal: ["Larkspur Wellness Messaging", "Incident Desk", "PO Box 6120", "Denver, CO 80206"],
    },
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
  lawEnforcementHolds: [],
  narrative: {
    en: {
      whatHappened:
        "An unauthorized person used a flaw in file-transfer software, which its maker did not yet know about, to enter a file-transfer server of Larkspur Wellness Messaging (“Larkspur”). Larkspur installed the maker’s repair on the next day and found no sign then that files had been taken. Eight weeks later an alert from outside led Larkspur to examine the server again, and it found that files had been copied. Larkspur then reviewed the files to learn whose information was in them.",
      whatHappenedBriefly:
        "The incident affected files that were kept by Larkspur Wellness Messaging (“Larkspur”). Larkspur reviewed those files and found personal information in them.",
      whatWeAreDoing:
        "Larkspur Wellness Messaging took the server out of service, rebuilt it, and now deletes files from its transfer servers within a day of their arrival. It reported the matter to federal law enforcement. It has engaged an independent firm to test its remaining systems.",
      whatWeAreDoingBriefly:
        "Larkspur Wellness Messaging now deletes files within a day of their arrival. It reported the matter to federal law enforcement. It has engaged an independent firm to test its systems.",
    },
    es: {
      whatHappened:
        "Una persona no autorizada entró en un servidor de transferencia de archivos de Larkspur Wellness Messaging (“Larkspur”). Usó una falla del programa de transferencia que su fabricante todavía no conocía. Larkspur instaló la reparación del fabricante al día siguiente. En ese momento no encontró señales de que alguien se hubiera llevado archivos. Ocho semanas después, un aviso de fuera hizo que Larkspur examinara de nuevo el servidor, y entonces vio que se habían copiado archivos. Larkspur revisó los archivos para saber de quién era la información.",
      whatHappenedBriefly:
        "El incidente afectó archivos que guardaba Larkspur Wellness Messaging (“Larkspur”). Larkspur revisó esos archivos y encontró información personal en ellos.",
      whatWeAreDoing:
        "Larkspur Wellness Messaging retiró el servidor y lo reconstruyó. Ahora borra los archivos de sus servidores de transferencia un día después de recibirlos, o antes. Informó del asunto a las autoridades federales. También contrató a una empresa independiente para que ponga a prueba los demás sistemas.",
      whatWeAreDoingBriefly:
        "Larkspur Wellness Messaging ahora borra los archivos un día después de recibirlos, o antes. Informó del asunto a las autoridades federales. También contrató a una empresa independiente para que ponga a prueba sus sistemas.",
    },
  },
};
