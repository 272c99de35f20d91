import { createServer } from "node:net";
import { simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emailMessage, emailTexts } from "../../src/email/index.ts";
import { client, envelope, inner, notice } from "./example.ts";

// A new mail platform once put 300 customers into one To line, and its tests missed it: a mail program
// folds long lists. So the question is asked of a real server: what came over the wire?
type Received = { readonly recipients: readonly string[]; readonly raw: Buffer };
const received: Received[] = [];
let port = 0;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      received.push({
        recipients: session.envelope.rcptTo.map(({ address }) => address),
        raw: Buffer.concat(chunks),
      });
      done();
    });
  },
});

beforeAll(async () => {
  port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
});
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

test("two people get two messages, each with one recipient, and none sees the other", async () => {
  const people = [
    { pieceId: "LK26-000001-1", name: "Zoë Nguyễn", address: "zoe@example.org" },
    { pieceId: "LK26-000002-9", name: "Łukasz Banaś", address: "lukasz@example.net" },
  ];
  const transport = createTransport({ host: "127.0.0.1", port, secure: false, pool: true });
  for (const { pieceId, name, address } of people) {
    const texts = emailTexts(notice, { ...inner, text: inner.text.replace("Zoë Nguyễn", name) }, client);
    const { value } = await emailMessage(notice, texts, { ...envelope, pieceId, to: { name, address } });
    if (value === undefined) throw new Error("refused");
    await transport.sendMail({ envelope: { from: envelope.from.address, to: [address] }, raw: value });
  }
  transport.close();

  expect(received.map(({ recipients }) => recipients)).toEqual([["zoe@example.org"], ["lukasz@example.net"]]);
  const mails = await Promise.all(received.map(({ raw }) => simpleParser(raw)));
  expect(mails.map(({ to }) => (Array.isArray(to) ? [] : to?.value))).toEqual(
    people.map(({ name, address }) => [{ name, address }]),
  );
  for (const [index, { raw }] of received.entries()) {
    const text = raw.toString("latin1");
    expect(text).toContain(people[index]?.address);
    expect(text).not.toContain(people[1 - index]?.address);
    expect(text.match(/^(?:to|cc|bcc):/gim)).toEqual(["To:"]);
  }
});
