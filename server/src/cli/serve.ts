import { collectDefaultMetrics } from 'prom-client';
import { buildServer } from '../app.ts';
import { firstAdministrator, invitationLink, readProviders } from '../domain/access/index.ts';
import { resumeBatches } from '../domain/intake/index.ts';
import { openJournalKeys, type Sequencer, startSequencer } from '../domain/journal/index.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal } from '../platform/errors.ts';
import { httpMetrics } from '../platform/http/metrics.ts';
import { stopServer } from '../platform/http/stop.ts';
import type { Worker } from '../platform/jobs/worker.ts';
import type { System } from '../system.ts';
import { startJobsApart } from './jobs-apart.ts';
import { openSystem } from './open-system.ts';
import { signalToStop } from './signal-to-stop.ts';
import { EXIT, type ExitCode, type VerbCall, verb } from './verb.ts';

export const serve = verb({
  name: 'serve',
  summary: '启动平台:数据库、门户、接口和后台作业',
  usage: '[--port 8080] [--host 127.0.0.1] [--data ./data]',
  options: { port: { type: 'string' }, host: { type: 'string' }, 'rate-factor': { type: 'string' } },
  positionals: [0, 0],
  run: (call) => serveUntilStopped(call),
});

/** `prepare` runs after the system is open and before anybody is answered. */
export async function serveUntilStopped(
  { config, io, actor }: Pick<VerbCall, 'config' | 'io' | 'actor'>,
  prepare: (system: System) => Promise<void> = async () => {},
): Promise<ExitCode> {
  const providers = readProviders(config.oidcFile);
  if ('message' in providers) {
    io.err(providers.message);
    return EXIT.refused;
  }
  const stopping = signalToStop(io.env);
  const system = await openSystem({ config, say: io.err });
  if ('message' in system) {
    io.err(system.message);
    return EXIT.failed;
  }
  const keys = openJournalKeys(config, system.secrets);
  if ('refused' in keys) {
    io.err(keys.message);
    await system.database.close();
    return EXIT.failed;
  }
  const metrics = httpMetrics();
  collectDefaultMetrics({ register: metrics.registry });
  const server = buildServer(system, metrics);
  let worker: Worker | undefined;
  let sequencer: Sequencer | undefined;
  try {
    await prepare(system);
    const address = await server.listen({ host: config.host, port: config.port });
    sequencer = startSequencer(system, keys);
    await resumeBatches(system);
    worker = await startJobsApart(system);
    await inviteFirst(system, { base: config.baseUrl ?? address, actor, say: io.err });
    io.out(`gongxin ready on ${address}`);
    await stopping;
    return EXIT.done;
  } catch (error) {
    const sentence = listenFailure(error, config.port);
    if (sentence === undefined) throw error;
    io.err(sentence);
    return EXIT.failed;
  } finally {
    const outcome = await stopServer(server);
    if (outcome === 'cut') system.log.warn('some requests were cut when stopping');
    await worker?.stop();
    await sequencer?.stop();
    await system.database.close();
  }
}

/** Whoever starts the program on an empty database becomes, or appoints, the first system administrator. */
async function inviteFirst(
  { pool, clock }: System,
  { base, actor, say }: { base: string; actor: string; say: (line: string) => void },
): Promise<void> {
  const invited = await write(pool, clock, (trx, now) =>
    firstAdministrator(trx, { actor: `operator:${actor}`, purpose: 'start', now }),
  );
  if (invited === undefined || isRefusal(invited)) return;
  say('还没有管理员。请在 72 小时内打开下面的链接,为系统管理员(登录名 admin)设置口令;链接只能使用一次:');
  say(invitationLink(base, invited.token));
}

function listenFailure(error: unknown, port: number): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `端口 ${port} 已被占用,请用 --port 换一个端口,或停止占用它的程序。`;
  if (code === 'EACCES') return `无权使用端口 ${port},请用 --port 换一个 1024 以上的端口。`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return '本机没有 --host 所写的地址,请核对。';
  return undefined;
}
