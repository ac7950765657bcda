import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 20;

export type Asked = { answers: number; slowestMs: number; failures: string[] };

/** Asks an address again and again until stopped, one request after the other. */
export function keepAsking(url: string): { stop(): Promise<Asked> } {
  const asked: Asked = { answers: 0, slowestMs: 0, failures: [] };
  let asking = true;
  const ended = (async () => {
    while (asking) {
      const since = performance.now();
      try {
        const { status } = await fetch(url);
        if (status === 200) asked.answers += 1;
        else asked.failures.push(`status ${status}`);
      } catch (error) {
        asked.failures.push(String(error));
      }
      asked.slowestMs = Math.max(asked.slowestMs, performance.now() - since);
      await pause(PAUSE_MS);
    }
  })();
  return {
    stop: async () => {
      asking = false;
      await ended;
      return asked;
    },
  };
}
