export type LedgerOptions = {
  /** SQLite: memory for pages of the file, in megabytes; 64 unless told. */
  readonly cacheMegabytes?: number;
  /**
   * SQLite: how much of the file is read through the system's own memory for it, in megabytes; 0 unless told. A big
   * mailing commits several times faster with the whole file; what is mapped shows as memory of the process,
   * and the system takes it back when it needs it.
   */
  readonly mapMegabytes?: number;
  /** How long to wait for another process that is writing, in milliseconds; 60,000 unless told. */
  readonly waitMilliseconds?: number;
  /** PostgreSQL: the schema of the ledger; the URL's `schema` parameter or `noticepress` unless told. */
  readonly schema?: string;
};
