/**
 * The thread that drafts the texts it is told to and makes their pages. Started by commands/proofs.ts; what it
 * throws ends it, and the thread that started it learns so.
 */
import { answerDrafts } from "../mailing/index.ts";
import { proofPages } from "./proof-pages.ts";

answerDrafts(proofPages);
