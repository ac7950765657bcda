import { EXIT, type ExitCode, type VerbCall } from './verb.ts';

/** Prints why a backup or a restore cannot be done as asked. */
export function printSentence(
  { io, json }: Pick<VerbCall, 'io' | 'json'>,
  refused: { message: string; refused?: string },
): ExitCode {
  io.err(refused.message);
  if (json) io.out(JSON.stringify({ refused: refused.refused ?? 'no-state', detail: refused.message }));
  return EXIT.refused;
}
