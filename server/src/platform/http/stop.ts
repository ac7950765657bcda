import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { STOP_WITHIN_MS } from './limits.ts';

/** Takes no more connections and lets open requests finish; after `withinMs` their connections are cut. */
export async function stopServer(
  server: FastifyInstance,
  withinMs: number = STOP_WITHIN_MS,
): Promise<'finished' | 'cut'> {
  const closed = server.close().then(() => 'finished' as const);
  const outcome = await Promise.race([closed, pause(withinMs, 'cut' as const, { ref: false })]);
  if (outcome === 'cut') {
    server.server.closeAllConnections();
    await closed;
  }
  return outcome;
}
