import { describe, expect, test } from "vitest";
import { envelopeOf, incidentSchema, mailerIdFor } from "../../src/incident/index.ts";

const smallest = { format: 1, id: "x", title: "X", notifier: { role: "client" } };
const read = (mailHouse: unknown) => incidentSchema.safeParse({ ...smallest, mailHouse });
const barcode = { mailerId: "123456", serviceType: "270" };

describe("the Intelligent Mail barcode", () => {
  test("is told by mailer id and service type; the rest has defaults", () => {
    const { data } = read({ intelligentMail: barcode });
    expect(data?.mailHouse.intelligentMail).toEqual({ ...barcode, barcodeId: "00", serialFrom: 0 });
  });

  test.each([
    ["a mailer id of six digits that begins with 9", { mailerId: "912345" }],
    ["one of nine that does not", { mailerId: "123456789" }],
    ["one of seven", { mailerId: "1234567" }],
    ["a bad one among clients", { mailerId: { a: "123456", b: "12" } }],
    ["a service type of two digits", { serviceType: "27" }],
    ["a barcode id whose second digit is 5", { barcodeId: "05" }],
    ["a serial number below zero", { serialFrom: -1 }],
    ["an unknown key", { colour: "blue" }],
  ])("%s is refused", (_, change) => {
    expect(read({ intelligentMail: { ...barcode, ...change } }).success).toBe(false);
  });

  test.each([
    ["one for all", "123456", "a", "123456"],
    ["a client's own", { a: "912345678" }, "a", "912345678"],
    ["none of this client's", { a: "912345678" }, "b", undefined],
  ])("%s", (_, mailerId, client, wanted) => {
    const given = { mailerId, serviceType: "270", barcodeId: "00", serialFrom: 0 };
    expect(mailerIdFor(given, client)).toBe(wanted);
  });
});

describe("the envelope", () => {
  const ordinary = "us-letter-10-double-window";
  const tall = "us-letter-10-double-window-tall";
  test.each([
    ["nothing said", undefined, ordinary],
    ["none named", {}, ordinary],
    ["none named, with a barcode", { intelligentMail: barcode }, tall],
    ["the ordinary one named, with a barcode", { intelligentMail: barcode, envelope: ordinary }, ordinary],
    ["the tall one named, without a barcode", { envelope: tall }, tall],
  ])("%s", (_, mailHouse, wanted) => {
    const { data } = read(mailHouse);
    expect(data && envelopeOf(data.mailHouse)).toBe(wanted);
  });
});

describe("what the job ticket tells", () => {
  test("may be all there is to tell", () => {
    const jobTicket = {
      reference: "ELN-1",
      mailClass: "firstClassPresort",
      permit: "Permit 1, Springfield, IL",
      endorsement: "addressServiceRequested",
      dropDays: ["2026-02-10", "2026-02-11"],
      stock: "60 lb white offset",
      ink: "black toner",
      spoilage: "reprint by piece id",
      returns: "scan, report weekly",
      destroyBy: "2026-06-01",
      stopContact: { name: "Dana Desk", phone: "555-0100", email: "stop@example.org" },
      proofApprover: { name: "Alex Approver" },
    };
    expect(read({ jobTicket }).data?.mailHouse.jobTicket).toEqual(jobTicket);
  });

  test.each([
    ["an endorsement that has returned letters destroyed", { endorsement: "changeServiceRequested" }],
    ["a class that is not First-Class Mail", { mailClass: "marketing" }],
    ["a day that there is not", { dropDays: ["2026-02-30"] }],
    ["no days in the list", { dropDays: [] }],
    ["nobody to say stop to", { stopContact: { name: "Dana Desk" } }],
  ])("%s is refused", (_, jobTicket) => expect(read({ jobTicket }).success).toBe(false));
});
