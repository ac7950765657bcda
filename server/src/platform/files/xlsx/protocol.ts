import type { FileLimits } from '../limits.ts';
import type { FileRefusal } from '../refusal.ts';
import type { TableRow } from '../table.ts';

/** What the reading thread is given at birth. */
export type Assignment = {
  readonly path: string;
  readonly limits: FileLimits;
  /** One Int32 that grows with every piece of the file: how the main thread sees that the reader is alive. */
  readonly progress: SharedArrayBuffer;
};

/** What the reading thread says, in this order: opened, rows ..., end; or refused at any point. */
export type Report =
  | { readonly kind: 'opened'; readonly sheets: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: TableRow[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'refused'; readonly refusal: FileRefusal };

/** The only thing it is told: a batch was taken, another may come. */
export type Request = 'more';

/** Batches the reading thread may be ahead of its consumer. */
export const BATCHES_AHEAD = 2;
