/**
 * Law and duties as pages to read: a jurisdiction's law, the table of duties, a calendar file; and the
 * notices that are no letters: for the website, for the press, for a vendor's clients.
 * Knows how they are said. Must not decide what is owed, print, or read the clock.
 * Pages are blocks first and lines last (typst lays out into frames), so that a test reads either.
 */

export { approveNotices, type DraftsRead, draftsToRead } from "./approve-notices.ts";
export type { Block } from "./block.ts";
export { type CalendarAbout, type CalendarFile, calendarFile } from "./calendar-file.ts";
export { type CertificateAbout, certificatePdf } from "./certificate-page.ts";
export { type Comparison, compareTexts } from "./comparison.ts";
export { comparisonBlocks } from "./comparison-blocks.ts";
export { comparisonPage } from "./comparison-page.ts";
export { type DutiesAhead, dutiesAhead } from "./duties-ahead.ts";
export { dutyReasons } from "./duty-reasons.ts";
export { dutySummary, vendorTotalsText } from "./duty-summary.ts";
export { type DutyTable, dutyTable } from "./duty-table.ts";
export { facetReportWords } from "./facet-report-words.ts";
export { findJurisdiction } from "./find-jurisdiction.ts";
export { findVariant, type NamedVariant } from "./find-variant.ts";
export { individualsListColumns } from "./individuals-list.ts";
export { lawPage } from "./law-page.ts";
export { type Stretch, stretches } from "./longest-common.ts";
export type { ProofMatrix } from "./proof-matrix.ts";
export { proofMatrixList } from "./proof-matrix-list.ts";
export { proofMatrixPage } from "./proof-matrix-page.ts";
export { proofPage } from "./proof-page.ts";
export { parseReportRecord, type ReportedNotice, type ReportRecord } from "./report-record.ts";
export { type Line, wrapped } from "./wrapped.ts";
export { type ReportRun, reportIn, writeReport } from "./write-report.ts";
