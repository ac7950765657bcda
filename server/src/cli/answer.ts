import type { Refusal } from '../platform/errors.ts';
import { EXIT, type ExitCode, type VerbCall } from './verb.ts';

/** Prints a result: the document for programs, the sentence for people. */
export function print({ io, json }: Pick<VerbCall, 'io' | 'json'>, document: object, sentence: string): ExitCode {
  io.out(json ? JSON.stringify(document) : sentence);
  return EXIT.done;
}

/** Prints a refusal; with `--json` the document goes to stdout as well, so that a program need not read sentences. */
export function printRefusal({ io, json }: Pick<VerbCall, 'io' | 'json'>, refusal: Refusal): ExitCode {
  io.err(refusal.detail);
  if (json) io.out(JSON.stringify({ refused: refusal.refused, detail: refusal.detail, ...refusal.extra }));
  return EXIT.refused;
}
