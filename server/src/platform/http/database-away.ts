/** SQLSTATE of a server that ends, starts or has no room; class 08 is the connection itself. */
const AWAY_STATES = new Set(['57P01', '57P02', '57P03', '53300']);
const AWAY_SYSTEM_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
/** What node-postgres says without a code. */
const AWAY_SENTENCES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether a query failed because the database is away for a moment, and not because of the query. */
export function databaseIsAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined) return AWAY_SENTENCES.test(error.message);
  // The socket of a stopped embedded server is a file that is gone.
  if (code === 'ENOENT') return syscall === 'connect';
  return AWAY_STATES.has(code) || AWAY_SYSTEM_ERRORS.has(code) || /^08...$/.test(code);
}
