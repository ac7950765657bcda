import { Logger as GraphileLogger } from 'graphile-worker';
import type { Logger } from '../log/logger.ts';

/** The worker's own words at the levels that matter; its metadata holds whole jobs and stays out. */
export function graphileLog(log: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, message) => {
    if (level === 'error') log.error(message);
    else if (level === 'warning') log.warn(message);
    else log.debug(message);
  });
}

export const quiet = new GraphileLogger(() => () => {});
