import type { System } from '../../system.ts';

/** What runs outside a request: one line into an act. It may run twice after a crash and must bear it. */
export type Task = {
  name: string;
  /** Runs by itself at these times: five fields of crontab, in UTC. */
  every?: string;
  /** It waits for somebody else's server: such tasks are worked beside the others, which wait for nobody. */
  outward?: boolean;
  /** Its jobs have a key. One that has lost it, and its attempts, is one that another was added in the place of while it was worked. */
  keyed?: boolean;
  /** `payload` is what `addJob` was given, read back from the database: the task checks it. */
  run: (system: System, payload: unknown, now: Date) => Promise<void>;
  /**
   * Runs when nobody will try again, because the last attempt failed or its worker died in it: what waits for the job must not
   * wait for ever. It is repeated until it succeeds, and may run twice.
   */
  giveUp?: (system: System, payload: unknown) => Promise<void>;
};
