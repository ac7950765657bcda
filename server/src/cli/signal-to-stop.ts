import type { Environment } from '../platform/config/config.ts';

const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** The shell's convention for a process that an interrupt ended. */
const EXIT_AFTER_SECOND_INTERRUPT = 130;
const LOOK_FOR_PARENT_EVERY_MS = 500;

/** Resolves when this process is told to stop. A person who interrupts twice will not wait: the process ends at once. */
export function signalToStop(env: Environment): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of STOP_SIGNALS) {
      process.on(signal, () => {
        if (asked && signal === 'SIGINT') process.exit(EXIT_AFTER_SECOND_INTERRUPT);
        asked = true;
        resolve();
      });
    }
    if (startedByNpm(env)) whenOrphaned(resolve);
  });
}

function startedByNpm(env: Environment): boolean {
  return env.npm_lifecycle_event !== undefined && process.platform !== 'win32';
}

/** npm runs a script in a shell and signals the shell, which dies without passing it on: stopping `npm start` orphans us. */
function whenOrphaned(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, LOOK_FOR_PARENT_EVERY_MS);
  timer.unref();
}
