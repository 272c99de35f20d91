import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allowedSites, emailTexts, linkProblems } from "../../src/email/index.ts";
import { client, inner, notice } from "./example.ts";

const sites = allowedSites(client);
const codes = (html: string) => linkProblems(html, sites).map(({ code }) => code);
const link = (href: string, text = "more") => `<p>See <a href="${href}">${text}</a>.</p>`;

describe("a notice may link to", () => {
  test.each([
    ["the client's website", "https://www.quillhaven.example/notice"],
    ["the client's website without www", "https://quillhaven.example"],
    ["a site below the client's", "https://help.quillhaven.example/a?b=c#d"],
    ["the offer's enrolment site", "https://enroll.ledgerlight.example/quillhaven"],
    ["a federal site", "https://www.identitytheft.gov"],
    ["a state's site", "https://oag.ca.gov/privacy"],
    ["a state's site under .us", "https://www.doj.state.or.us"],
    ["an attorney general's own domain", "https://www.myfloridalegal.com"],
    ["a credit bureau", "https://www.equifax.com/personal/credit-report-services"],
    ["the free reports", "https://www.annualcreditreport.com"],
    ["a telephone", "tel:+18335550100"],
    ["the client's mailbox", "mailto:privacy@quillhaven.example"],
    ["a place in itself", "#steps"],
  ])("%s", (_, href) => {
    expect(codes(link(href))).toEqual([]);
  });
});

describe("a notice may not link to", () => {
  test.each([
    ["another site", "https://quillhaven-notice.example", "email/link-not-allowed"],
    ["a site that ends alike", "https://notquillhaven.example", "email/link-not-allowed"],
    ["a site that begins alike", "https://quillhaven.example.evil.example", "email/link-not-allowed"],
    ["a site behind a user name", "https://quillhaven.example@evil.example/", "email/link-not-allowed"],
    [
      "a site behind an escaped user name",
      "https://quillhaven.example&#64;evil.example/",
      "email/link-not-allowed",
    ],
    ["a look-alike letter", "https://quillh\u0430ven.example/", "email/link-not-allowed"],
    ["a neighbour of the enrolment site", "https://ledgerlight.example/", "email/link-not-allowed"],
    ["a commercial .us site", "https://deals.or.us", "email/link-not-allowed"],
    ["somebody else's mailbox", "mailto:help@evil.example", "email/link-not-allowed"],
    ["two mailboxes", "mailto:privacy@quillhaven.example,x@evil.example", "email/link-not-allowed"],
    [
      "a mailbox with a hidden copy",
      "mailto:privacy@quillhaven.example?bcc=x@evil.example",
      "email/link-not-allowed",
    ],
    [
      "a mailbox with an escaped copy",
      "mailto:privacy@quillhaven.example%2Cx@evil.example",
      "email/link-not-allowed",
    ],
    ["an unencrypted page", "http://www.quillhaven.example/notice", "email/link-not-secure"],
    ["a script", "javascript:alert(1)", "email/link-not-secure"],
    ["an escaped script", "&#106;avascript:alert(1)", "email/link-not-secure"],
    ["data", "data:text/html,hello", "email/link-not-secure"],
    ["a file", "file:///etc/passwd", "email/link-not-secure"],
    ["a page without a site", "/notice", "email/link-not-secure"],
  ])("%s", (_, href, code) => {
    expect(codes(link(href))).toEqual([code]);
  });

  test("a link without quotes or in single quotes is seen too", () => {
    expect(codes("<a class=x href=https://evil.example/a>more</a>")).toEqual(["email/link-not-allowed"]);
    expect(codes("<A HREF='https://evil.example/a'>more</A>")).toEqual(["email/link-not-allowed"]);
  });
});

describe("shown addresses", () => {
  test("a mail program makes links of them: they are checked as links are", () => {
    expect(codes("<p>www.evil.example</p>")).toEqual(["email/link-not-allowed"]);
    expect(codes("Plain text: https://evil.example/x")).toEqual(["email/link-not-allowed"]);
    expect(codes("Plain text: https://www.quillhaven.example/notice.")).toEqual([]);
  });

  test("a link that shows another site than it leads to", () => {
    expect(codes(link("https://www.experian.com", "www.equifax.com"))).toEqual(["email/link-text-differs"]);
    expect(codes(link("https://www.experian.com", "equifax.com/freeze"))).toEqual([
      "email/link-text-differs",
    ]);
    expect(codes(link("https://www.experian.com", "experian.com"))).toEqual([]);
    expect(codes(link("https://www.experian.com", "Experian"))).toEqual([]);
  });
});

describe("nothing is loaded, run or told", () => {
  test.each([
    ["a tracking pixel", '<img src="https://www.quillhaven.example/p.gif" width="1">'],
    ["a style sheet", '<link rel="stylesheet" href="https://www.quillhaven.example/a.css">'],
    ["a script", "<script>1</script>"],
    ["a form", '<form action="https://www.quillhaven.example/x"></form>'],
    ["a refresh", '<meta http-equiv="refresh" content="0">'],
    ["an event handler", '<p onclick="go()">x</p>'],
    ["a background", '<td background="https://www.quillhaven.example/b.png">x</td>'],
    ["a background in a style", '<p style="background: url(https://www.quillhaven.example/b.png)">x</p>'],
    ["an imported style", "<style>@import 'x';</style>"],
    ["a ping", '<a ping="https://www.quillhaven.example/t" href="#a">x</a>'],
  ])("%s", (_, html) => {
    expect(codes(html)).toContain("email/outside-content");
  });
});

test("the frame itself has nothing to complain of, in HTML and in text", () => {
  const texts = emailTexts(notice, inner, client);
  expect(linkProblems(texts.html, sites)).toEqual([]);
  expect(linkProblems(texts.text, sites)).toEqual([]);
});

test("facts name the host and never the rest of the address", () => {
  const [found] = linkProblems(link("https://evil.example/?name=Zoe"), sites, { variant: "v" });
  expect(found?.facts).toEqual({ host: "evil.example" });
  expect(found?.where).toEqual({ variant: "v" });
});

test("no text makes it throw, and any https host that is not a listed one is found", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => Array.isArray(linkProblems(text, sites))));
  fc.assert(
    fc.property(fc.string(), (text) => Array.isArray(linkProblems(`<a href="mailto:${text}">x</a>`, sites))),
  );
  fc.assert(
    fc.property(fc.domain(), (domain) => {
      fc.pre(!/(?:^|\.)(?:gov|mil)$|\.us$/.test(domain));
      expect(codes(link(`https://${domain}/`))).toEqual(["email/link-not-allowed"]);
    }),
  );
});
