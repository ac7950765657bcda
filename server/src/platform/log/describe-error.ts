/** SQLSTATE classes whose messages quote the data: data exceptions and constraint violations. */
const CLASSES_QUOTING_DATA = new Set(['22', '23']);
const FRAMES_AT_MOST = 12;
const CAUSES_AT_MOST = 3;

export type ErrorDescription = {
  name: string;
  message: string;
  code?: string;
  constraint?: string;
  table?: string;
  frames: string[];
  cause?: ErrorDescription;
};

/**
 * What a log may hold of an error: never PostgreSQL's `detail`, `where` or query, which quote rows; and of the message
 * only where it quotes none. An assertion's compared values are left out for the same reason.
 */
export function describeError(thrown: unknown, depth = 0): ErrorDescription {
  if (!(thrown instanceof Error)) return { name: 'thrown value', message: typeof thrown, frames: [] };
  const fields = thrown as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  const code = typeof fields.code === 'string' ? fields.code : undefined;
  const frames = (thrown.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, FRAMES_AT_MOST)
    .map((line) => line.trim());
  return {
    name: thrown.name,
    message: messageOf(thrown, code),
    ...(code === undefined ? {} : { code }),
    ...(typeof fields.constraint === 'string' ? { constraint: fields.constraint } : {}),
    ...(typeof fields.table === 'string' ? { table: fields.table } : {}),
    frames,
    ...(thrown.cause === undefined || depth >= CAUSES_AT_MOST ? {} : { cause: describeError(thrown.cause, depth + 1) }),
  };
}

function messageOf(error: Error, code: string | undefined): string {
  const fromDatabase = 'severity' in error && code !== undefined && code.length === 5;
  if (fromDatabase && CLASSES_QUOTING_DATA.has(code.slice(0, 2))) return `SQLSTATE ${code}`;
  if (error instanceof SyntaxError) return 'syntax error';
  if ('generatedMessage' in error && error.generatedMessage === true) return 'assertion failed';
  return error.message;
}
