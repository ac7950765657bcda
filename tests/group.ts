import { describe } from 'node:test';

/** Of a file that waits for ever between its tests; a single test has the limit of the runner. */
const FILE_TIMEOUT_MS = 900_000;

/**
 * Runs several test files in this process, one after the other, each as a suite under its own name: its hooks are its own,
 * and its tests run as they do when it is run alone. What they all import is loaded and compiled once.
 */
export function runTogether(root: string, files: readonly string[]): void {
  for (const file of files) {
    describe(file, { timeout: FILE_TIMEOUT_MS }, async () => {
      await import(new URL(file, root).href);
    });
  }
}
