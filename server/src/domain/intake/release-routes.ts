import { Type } from 'typebox';
import { today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal, refuse } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { readEndings } from './read-endings.ts';
import { reconcileBatch } from './reconcile-batch.ts';
import { releaseBatch } from './release-batch.ts';
import { isUploadRefusal, takeFile } from './take-upload.ts';

const Id = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** What a second person decides about a withheld batch. */
export const releaseRoutes: readonly Route[] = [
  route({
    method: 'POST',
    url: '/api/v1/intake/batches/:id/release',
    summary: '放行他人报送的批次中留存的记录，准予公示和使用',
    permission: 'batch.release',
    journals: ['record.released'],
    rateClass: 'upload',
    schema: {
      params: Id,
      body: Type.Object(
        { reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) },
        { additionalProperties: false },
      ),
      response: Type.Object({
        batchId: Type.String(),
        released: Type.Integer(),
        withoutStart: Type.Optional(Type.Integer()),
      }),
    },
    answer: async ({ system, act, reach, params, body }) => {
      const catalogue = await catalogueInForce(system.pool, today(system.clock()));
      return write(system.pool, system.clock, (trx, now) =>
        releaseBatch(trx, act(now, 'release'), catalogue, { batchId: params.id, ...body }, reach),
      );
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/intake/batches/:id/reconciliation',
    summary: '将他人报送的留存批次与已修复、撤回、期满的决定核对后放行',
    permission: 'batch.release',
    journals: ['batch.reconciled', 'record.released'],
    rateClass: 'upload',
    schema: {
      params: Id,
      form: Type.Object({ file: Type.String({ format: 'binary' }) }),
      response: Type.Object({
        batchId: Type.String(),
        ended: Type.Integer(),
        released: Type.Integer(),
        unmatched: Type.Integer(),
      }),
    },
    answer: async ({ system, act, reach, params, request }) => {
      const list = await takeFile(request);
      if (isUploadRefusal(list)) return refuse('invalid-request', list.message);
      try {
        const endings = await readEndings(list.path, list.file);
        if (isRefusal(endings)) return endings;
        const catalogue = await catalogueInForce(system.pool, today(system.clock()));
        return await write(system.pool, system.clock, (trx, now) =>
          reconcileBatch(trx, act(now, 'reconcile'), catalogue, { batchId: params.id, endings }, reach),
        );
      } finally {
        await list.remove();
      }
    },
  }),
];
