/** Loaded into a command (`node --import`): each of its other threads ends without a word, as for want of memory. */
import { isMainThread } from "node:worker_threads";

if (!isMainThread) process.reallyExit(9);
