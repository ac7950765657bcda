import type pg from 'pg';
import { HeldChecks } from '../domain/checks/index.ts';
import { findChunkRoot } from '../domain/intake/index.ts';
import type { RowsBehind } from '../domain/journal/index.ts';

const CHECK_CHANGED = '核查的内容与日志所记的根不符，或已不在数据库中';
const CHUNK_CHANGED = '批次数据段的根与日志所记的不符，或已不在数据库中';

/** Compares the rows of other slices with the roots that the journal holds over them. An erased root says nothing. */
export function rowsBehind(client: pg.ClientBase): RowsBehind {
  const checks = new HeldChecks(client);
  return async ({ event, target, detail }) => {
    const { root, checks: ids, chunk } = detail;
    if (typeof root !== 'string') return undefined;
    if (event === 'check.answered' && Array.isArray(ids)) {
      return (await checks.root(ids as string[])) === root ? undefined : CHECK_CHANGED;
    }
    if (event === 'batch.staged' && target !== null && typeof chunk === 'number') {
      return (await findChunkRoot(client, target, chunk)) === root ? undefined : CHUNK_CHANGED;
    }
    return undefined;
  };
}
