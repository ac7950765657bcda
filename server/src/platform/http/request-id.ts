import { randomUUID } from 'node:crypto';

const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;
/** As long as an old identity number: somebody's number must not become the name of a log line. */
const LONG_NUMBER = /\d{15}/;

/** The caller's `X-Request-Id` where it is well-formed, otherwise a new one. */
export function requestId(given: string | string[] | undefined): string {
  if (typeof given === 'string' && WELL_FORMED.test(given) && !LONG_NUMBER.test(given.replace(/[._-]/g, '')))
    return given;
  return randomUUID();
}
