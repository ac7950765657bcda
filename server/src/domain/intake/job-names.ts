/** Name of the job that moves a batch on to its receipt. */
export const RUN_BATCH = 'intake-run-batch';
/** Name of the job that removes uploaded files past their term; nightly, 03:20 in Shanghai. */
export const FORGET_FILES = 'intake-forget-files';
/** Name of the job that tells later slices that a finished batch brought other versions of records. */
export const RECORDS_CHANGED = 'records-changed';
/** Name of the job that tells later slices that the records of a batch are all here. */
export const BATCH_FINISHED = 'batch-finished';
