import { setTimeout as pause } from 'node:timers/promises';
import { party } from '../intake/table.ts';

/** Checks asked a second, whether or not those before are answered: a desk does not wait for another desk. */
const A_SECOND = 20;
const MATTER = 'procurement';
const PERCENTILE = 0.95;

/** Asks checks at a steady rate until told to stop; answers how long each took, in milliseconds. */
export async function steadyChecks(address: string, key: string, until: Promise<unknown>): Promise<number[]> {
  let asking = true;
  const done = until.finally(() => {
    asking = false;
  });
  const took: number[] = [];
  const asked: Promise<void>[] = [];
  const start = performance.now();
  for (let nth = 0; asking; nth += 1) {
    const due = start + (nth * 1000) / A_SECOND;
    await pause(Math.max(0, due - performance.now()));
    asked.push(ask(address, key, nth).then(() => void took.push(performance.now() - due)));
  }
  await Promise.all(asked);
  await done;
  return took;
}

async function ask(address: string, key: string, nth: number): Promise<void> {
  const answer = await fetch(`${address}/api/v1/checks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ matter: MATTER, requestRef: '青办〔2026〕1号', subjects: [{ code: party(nth).code }] }),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(text);
}

export function p95(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * PERCENTILE))] ?? Number.NaN;
}
