/** Bounds of everything that comes in over HTTP. Sizes in bytes, times in milliseconds. */

/** A JSON body: 1,000 records of 4,000-character texts fit several times over; 10,000 check subjects as well. */
export const JSON_BODY_BYTES = 16 * 1024 * 1024;
/** What a form on one of our pages sends, but for files. */
export const FORM_BODY_BYTES = 16 * 1024;
/** One uploaded file. A workbook of 100,000 rows has some 20 MB. */
export const UPLOAD_FILE_BYTES = 200 * 1024 * 1024;
export const UPLOAD_FILES = 1;
export const UPLOAD_FIELDS = 20;
export const UPLOAD_FIELD_BYTES = 4_096;
export const HEADER_BYTES = 16 * 1024;
export const URL_PARAMETER_CHARACTERS = 200;

/** All headers must have arrived within this. */
export const HEADERS_WITHIN_MS = 15_000;
/** The whole request must have arrived within this: 200 MB at 6 Mbit/s. */
export const REQUEST_WITHIN_MS = 300_000;
/** A connection without a request is kept this long; longer than the usual 60 s of a proxy in front. */
export const KEEP_ALIVE_MS = 72_000;
export const CONNECTIONS_AT_MOST = 2_000;
/** Open requests get this long to finish once the server is told to stop. */
export const STOP_WITHIN_MS = 10_000;
/** Readiness does not wait longer than this for the database. */
export const READY_WITHIN_MS = 2_000;

export const RATE_WINDOW_MS = 60_000;
/** Requests a minute by kind of route: for each key, for each account signed in, for each address that shows neither. */
export const RATES = {
  page: { key: 1_200, user: 600, address: 600 },
  read: { key: 6_000, user: 600, address: 300 },
  write: { key: 1_200, user: 120, address: 60 },
  upload: { key: 120, user: 30, address: 10 },
  check: { key: 60_000, user: 600, address: 60 },
  /** What anybody may send in without being known: each is read by a person. */
  report: { key: 10, user: 10, address: 10 },
  /** Passwords, codes and links: an account has a lock of its own besides (`domain/access`). */
  'sign-in': { key: 10, user: 30, address: 30 },
} as const;
export type RateClass = keyof typeof RATES;
/** Wrong keys from one address a minute before it has to wait. */
export const WRONG_KEYS_PER_MINUTE = 30;
/** Keys and addresses counted at the same time; beyond this the oldest counts are forgotten. */
export const RATE_COUNTERS_AT_MOST = 50_000;
