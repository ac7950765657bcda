import { setTimeout as pause } from 'node:timers/promises';
import type { Registry } from 'prom-client';
import { Type } from 'typebox';
import type { System } from '../../system.ts';
import { refuse } from '../errors.ts';
import { READY_WITHIN_MS } from './limits.ts';
import { type Route, route } from './route.ts';
import { send } from './sent.ts';

/** Whether the database holds the migrations of this program. */
export type MigrationsCurrent = (system: System) => Promise<boolean>;

export function healthRoutes(registry: Registry, migrationsCurrent: MigrationsCurrent): Route[] {
  return [
    route({
      method: 'GET',
      url: '/healthz',
      summary: '进程是否在运行',
      permission: 'published.read',
      rateClass: 'page',
      schema: { response: Type.Object({ status: Type.Literal('ok') }) },
      answer: () => ({ status: 'ok' as const }),
    }),
    route({
      method: 'GET',
      url: '/readyz',
      summary: '能否提供服务:数据库可用且结构为最新',
      permission: 'published.read',
      rateClass: 'page',
      schema: { response: Type.Object({ status: Type.Literal('ready') }) },
      answer: async ({ system }) => {
        const state = await Promise.race([
          migrationsCurrent(system).then(
            (current) => (current ? 'ready' : 'behind'),
            () => 'unreachable',
          ),
          pause(READY_WITHIN_MS, 'unreachable', { ref: false }),
        ]);
        if (state === 'ready') return { status: 'ready' as const };
        const reason =
          state === 'behind' ? '数据库结构不是最新,请重新启动以完成升级。' : '数据库没有应答,请检查数据库服务。';
        return refuse('not-ready', reason);
      },
    }),
    route({
      method: 'GET',
      url: '/metrics',
      summary: '运行指标(Prometheus 格式),不含任何个人信息',
      permission: 'published.read',
      rateClass: 'page',
      schema: {},
      answer: async () => send(registry.contentType, await registry.metrics()),
    }),
  ];
}
