/** Name of the job that moves a batch on to its receipt. */
export const RUN_BATCH = 'intake-run-batch';
