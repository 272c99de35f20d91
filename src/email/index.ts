/**
 * A notice as e-mail: the accessible frame, the MIME message, the links it may have.
 * Knows how one notice becomes one message to one person. Must not know who may be written to by
 * e-mail, what the law asks, nor how messages are handed over; sends nothing.
 */
export { allowedSites } from "./allowed-sites.ts";
export { emailMessage } from "./email-message.ts";
export { type EmailClient, type EmailTexts, emailTexts } from "./email-texts.ts";
export { type Envelope, envelopeProblems } from "./envelope.ts";
export { linkProblems } from "./link-problems.ts";
export { type MessagePress, openMessagePress } from "./message-press.ts";
