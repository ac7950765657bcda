/** Bounds on one file. A file beyond any of them is refused whole, in words that say how to make it smaller. */
export type FileLimits = {
  /** Size of the file as sent, in bytes. */
  readonly bytes: number;
  /** Rows with content, all sheets together. */
  readonly rows: number;
  /** The furthest column with content. */
  readonly columns: number;
  /** UTF-16 code units of one cell. */
  readonly cellCharacters: number;
  readonly sheets: number;
  /** Unpacked size of everything read of a workbook, in bytes; a sheet is read twice. */
  readonly unpackedBytes: number;
  /** Unpacked size over packed size, of one part and of all, beyond `ZIP_RATIO_FLOOR_BYTES` unpacked. */
  readonly zipRatio: number;
  /** UTF-16 code units of all texts that a workbook keeps in its shared table. */
  readonly sharedCharacters: number;
  /** Seconds the workbook reader may take without getting any further in the file. */
  readonly idleSeconds: number;
  /** Seconds the workbook reader may take altogether, not counting those in which nobody waits for it. */
  readonly readingSeconds: number;
};

const MEBIBYTE = 1024 * 1024;

/** Ordinary workbooks hold small parts that pack extremely well (an empty theme, a drawing): nothing to fear from those. */
export const ZIP_RATIO_FLOOR_BYTES = 32 * MEBIBYTE;

/** An offset table of zip entries larger than this is not a workbook. */
export const MAX_ZIP_ENTRIES = 10_000;

/** Names, notes and additions in that table, in bytes: 400 for each of the most entries a workbook may have. */
export const MAX_DIRECTORY_BYTES = 4 * MEBIBYTE;

export const DEFAULT_LIMITS: FileLimits = Object.freeze({
  // A million rows of licences as UTF-8 text are 340 MB.
  bytes: 512 * MEBIBYTE,
  // A sheet ends at 1,048,576 rows; a whole year of a prefecture's records comes as a million-row CSV.
  rows: 1_100_000,
  columns: 512,
  // Excel's own bound on a cell.
  cellCharacters: 32_767,
  sheets: 50,
  // A full sheet of thirty columns is 1.4 GiB, read twice.
  unpackedBytes: 4096 * MEBIBYTE,
  // DEFLATE cannot exceed 1032; real sheets, even of repeated rows, stay under 60.
  zipRatio: 200,
  sharedCharacters: 80 * MEBIBYTE,
  idleSeconds: 5,
  // A full sheet takes two minutes on an idle machine.
  readingSeconds: 900,
});

/** Rows handed over at once: one chunk of intake. */
export const ROWS_PER_BATCH = 1000;

/** A batch also ends here, in UTF-16 code units, so that a thousand very long rows do not fill the memory. */
export const BATCH_CHARACTERS = 4 * MEBIBYTE;
