import assert from 'node:assert/strict';
import { type Parser, parse } from 'csv-parse';
import type { Separator } from './separator.ts';

/** A record longer than this, in bytes of UTF-8, is an opening quote that nobody closed. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024;

/** Splits text into records of any number of cells, quotes and line ends as people write them. */
export function raggedParser(separator: Separator): Parser {
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MAX_RECORD_BYTES,
  });
  expectAnyLength(parser);
  return parser;
}

/**
 * The parser expects every record to be as long as the first, and of each that is not it makes an error with a copy of the
 * record, also where it is told to let it pass: below a title line that costs three times the reading itself.
 */
function expectAnyLength(parser: Parser): void {
  const { state } = parser as unknown as { state: { record: readonly unknown[]; expectedRecordLength?: number } };
  assert(Array.isArray(state.record), 'the parser keeps the record it is reading');
  Object.defineProperty(state, 'expectedRecordLength', { get: () => state.record.length, set: () => {} });
}
