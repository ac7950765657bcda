const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** The shell's convention for a process that a signal ended. */
const EXIT_AFTER_SECOND_SIGNAL = 130;

/** Resolves at the first signal to stop. At a second one of a person who will not wait, the process ends at once. */
export function signalToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of STOP_SIGNALS) {
      process.on(signal, () => {
        if (asked && signal === 'SIGINT') process.exit(EXIT_AFTER_SECOND_SIGNAL);
        asked = true;
        resolve(signal);
      });
    }
  });
}
