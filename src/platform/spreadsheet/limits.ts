const MEGABYTE = 1024 * 1024;

/** How much of a spreadsheet is read: far above what people fill in, far below what hurts the server. */
export interface SpreadsheetLimits {
  /** Bytes of the file as it arrived. */
  readonly fileBytes: number;
  /** Files inside the zip archive. */
  readonly entries: number;
  /** Bytes of one of them, unpacked. */
  readonly entryBytes: number;
  /** Bytes of all of them, unpacked. */
  readonly totalBytes: number;
  /** How many times larger a file inside may become when it is unpacked; small files are left alone. */
  readonly ratio: number;
  readonly sheets: number;
  /** The last row and the last column that may hold something. */
  readonly rows: number;
  readonly columns: number;
  /** Cells of all sheets, counting the empty ones before the last filled one of each row. */
  readonly cells: number;
  /** Characters of one cell: what the programs themselves allow. */
  readonly cellCharacters: number;
  /** Characters of all cells. */
  readonly characters: number;
  readonly heapMegabytes: number;
  readonly deadlineMs: number;
}

export const SPREADSHEET_LIMITS: SpreadsheetLimits = {
  fileBytes: 10 * MEGABYTE,
  entries: 1_000,
  entryBytes: 24 * MEGABYTE,
  totalBytes: 48 * MEGABYTE,
  ratio: 200,
  sheets: 200,
  rows: 20_000,
  columns: 500,
  cells: 400_000,
  cellCharacters: 32_767,
  characters: 8_000_000,
  heapMegabytes: 144,
  deadlineMs: 3_500,
};

/** A file inside below this size is no bomb, however well it was packed. */
export const SMALL_ENTRY_BYTES = MEGABYTE;
