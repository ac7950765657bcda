export { intakeJobs, resumeBatches } from './jobs.ts';
export { type QueueItem, waitingRows } from './queue-queries.ts';
export { findReceipt, type Receipt } from './receipt.ts';
export { type Received, receiveFile, type Submission, type SubmissionRefusal } from './receive-file.ts';
export { intakeRoutes } from './routes.ts';
export { BatchBusy, CHUNK_ROWS, type Progress, runBatch } from './run-batch.ts';
export { type Settlement, settleQueued } from './settle.ts';
export { type SubmittedRow, submitRows } from './submit-rows.ts';
