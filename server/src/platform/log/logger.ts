import pino from 'pino';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { describeError } from './describe-error.ts';

export type Logger = pino.Logger;
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * JSON lines. Callers log ids, counts and codes, never bodies, query strings, headers or names; the mask over the whole
 * line is the last net, for a number that slipped into a message after all.
 */
export function openLog(level: LogLevel, write: (line: string) => void = toStderr): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, error: describeError },
    },
    { write: (line: string) => write(maskEveryIdentifierIn(line)) },
  );
}

function toStderr(line: string): void {
  process.stderr.write(line);
}
