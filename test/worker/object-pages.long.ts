import { expect, test } from "vitest";
import { ObjectStore } from "../../src/mailing/index.ts";
import { newFolder } from "../cli/noticepress.ts";
import { bucket, shardFileIn, useObjectServer } from "./object-server.ts";

useObjectServer();

test("only what is named is deleted, over more pages than one", async () => {
  const store = await ObjectStore.open({ store: `s3://${bucket}/pages` });
  const from = newFolder();
  const files = Array.from({ length: 1_100 }, (_, index) =>
    shardFileIn(from, `clinic/email/${index}.eml`, Buffer.from("mail")),
  );
  await store.keep(from, files);
  const there = async () => {
    const found: string[] = [];
    for await (const { path, bytes } of store.under("clinic")) found.push(`${path} ${bytes}`);
    return found;
  };
  expect((await there()).length).toBe(1_100);
  await store.remove(files.slice(1).map(({ path }) => path));
  expect(await there()).toEqual(["clinic/email/0.eml 4"]);
  store.close();
});
