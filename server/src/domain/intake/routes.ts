import { Type } from 'typebox';
import { today } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal, refuse } from '../../platform/errors.ts';
import { type Call, route } from '../../platform/http/route.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { cancelBatch } from './cancel-batch.ts';
import { lookAtReceipt, lookAtRejects } from './look-at-batch.ts';
import { lookAtQueue } from './look-at-queue.ts';
import { MAX_QUEUE_PAGE } from './queue-queries.ts';
import { receiveFile } from './receive-file.ts';
import { sendRejects } from './rejects-send.ts';
import { releaseRoutes } from './release-routes.ts';
import { settleQueued } from './settle.ts';
import { MAX_SUBMITTED_ROWS, type SubmittedRow, submitRows } from './submit-rows.ts';
import { isUploadRefusal, takeUpload } from './take-upload.ts';

const finding = {
  sheet: Type.Optional(Type.String()),
  row: Type.Integer(),
  column: Type.String(),
  code: Type.String(),
  message: Type.String(),
};
const count = Type.Integer({ minimum: 0 });

/** The receipt of a batch (回执). total = accepted + updated + duplicate + rejected + unresolved. */
const ReceiptAnswered = Type.Object({
  batchId: Type.String(),
  status: Type.String(),
  category: Type.String(),
  agency: Type.String(),
  file: Type.String(),
  /** The batch whose returned rows this one mends. */
  patches: Type.Optional(Type.String()),
  total: count,
  accepted: count,
  updated: count,
  duplicate: count,
  rejected: count,
  unresolved: count,
  late: count,
  withheld: count,
  ignoredColumns: Type.Array(Type.String()),
  startedAt: Type.String(),
  finishedAt: Type.Union([Type.String(), Type.Null()]),
  refusal: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
  /** Of a batch that ended without being finished: why, and what to do now. */
  note: Type.Optional(Type.String()),
  errors: Type.Array(Type.Object({ ...finding, outcome: Type.String() })),
  warnings: Type.Array(Type.Object(finding)),
});

const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null(), Type.Array(Type.String())]);
const QueueItem = Type.Object({
  queueId: Type.String(),
  category: Type.String(),
  agency: Type.String(),
  reason: Type.String(),
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null(), Type.Array(Type.String())])),
  candidates: Type.Array(Type.Object({ subjectId: Type.String(), name: Type.String() })),
  file: Type.Union([Type.String(), Type.Null()]),
  sheet: Type.Union([Type.String(), Type.Null()]),
  row: Type.Union([Type.Integer(), Type.Null()]),
  queuedAt: Type.String(),
});

export const intakeRoutes = [
  ...releaseRoutes,
  route({
    method: 'POST',
    url: '/api/v1/intake/batches',
    summary: '报送一份文件，返回批次编号',
    permission: 'batch.send',
    journals: ['batch.received'],
    rateClass: 'upload',
    status: 202,
    schema: {
      form: Type.Object({ category: Type.String(), file: Type.String({ format: 'binary' }) }),
      response: Type.Object({ batchId: Type.String() }),
    },
    answer: async (call) => {
      const upload = await takeUpload(call.request);
      if (isUploadRefusal(upload)) return refuse('invalid-request', upload.message);
      try {
        const key = call.request.headers['idempotency-key'];
        if (typeof key === 'string' && maskEveryIdentifierIn(key) !== key) {
          return refuse('invalid-request', '请求头 Idempotency-Key 中不得出现身份证件号码。', {
            field: 'Idempotency-Key',
          });
        }
        const who = agencyOf(call);
        const received = await receiveFile(call.system, who, {
          ...upload,
          agency: who.agency,
          history: false,
          origin: 'http',
          ...(typeof key === 'string' && key !== '' ? { idempotencyKey: key } : {}),
        });
        return 'refused' in received ? refuse(received.refused, received.message) : { batchId: received.batchId };
      } finally {
        await upload.remove();
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/intake/batches/:id',
    summary: '查询批次的状态和回执',
    permission: 'batch.read',
    journals: ['batch.read'],
    schema: { params: Type.Object({ id: Type.String({ maxLength: 64 }) }), response: ReceiptAnswered },
    answer: ({ system: { pool, clock }, act, reach, params }) =>
      lookAtReceipt(pool, act(clock(), 'intake-receipt'), { batchId: params.id, reach }),
  }),
  route({
    method: 'GET',
    url: '/api/v1/intake/batches/:id/rejects',
    summary: '下载退回的行：原表样式，逐行说明原因，改好后可直接重新报送',
    permission: 'batch.read',
    journals: ['rejects.read'],
    rateClass: 'upload',
    schema: { params: Type.Object({ id: Type.String({ maxLength: 64 }) }) },
    answer: async ({ system, act, reach, params }) => {
      const look = { batchId: params.id, reach };
      const receipt = await lookAtRejects(system.pool, act(system.clock(), 'intake-rejects'), look);
      if (isRefusal(receipt)) return receipt;
      return sendRejects(system, { batchId: receipt.batchId, agency: receipt.agency });
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/intake/batches/:id/cancellation',
    summary: '取消本部门报送的、尚未开始入库的批次',
    permission: 'batch.send',
    journals: ['batch.cancelled'],
    schema: {
      params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
      response: Type.Object({ batchId: Type.String(), status: Type.String(), cancelledAt: Type.String() }),
    },
    answer: (call) =>
      write(call.system.pool, call.system.clock, (trx, now) =>
        cancelBatch(trx, { ...agencyOf(call), now }, call.params.id),
      ),
  }),
  route({
    method: 'POST',
    url: '/api/v1/intake/records',
    summary: '逐行报送，返回回执',
    permission: 'batch.send',
    journals: ['batch.received', 'batch.staged', 'batch.applied', 'batch.finished'],
    anyText: true,
    schema: {
      body: Type.Object({
        category: Type.String({ maxLength: 64 }),
        records: Type.Array(Type.Record(Type.String({ maxLength: 100 }), Value), { maxItems: MAX_SUBMITTED_ROWS }),
      }),
      response: ReceiptAnswered,
    },
    answer: async (call) => {
      const who = agencyOf(call);
      const records = call.body.records as SubmittedRow[];
      const answer = await submitRows(call.system, who, { ...call.body, records, agency: who.agency });
      return 'refused' in answer ? refuse(answer.refused, answer.message) : answer;
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/intake/queue',
    summary: '查询本部门待认领的数据',
    permission: 'queue.read',
    journals: ['queue.read'],
    schema: {
      querystring: Type.Object({
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_QUEUE_PAGE })),
        after: Type.Optional(Type.String({ maxLength: 64 })),
      }),
      response: Type.Object({ items: Type.Array(QueueItem), next: Type.Union([Type.String(), Type.Null()]) }),
    },
    answer: async ({ system: { pool, clock }, act, reach, query }) => {
      const page = await lookAtQueue(pool, act(clock(), 'intake-queue'), { ...query, reach });
      return { ...page, items: page.items.map((item) => ({ ...item, queuedAt: item.queuedAt.toISOString() })) };
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/intake/queue/:id/settlement',
    summary: '认领或退回一行待认领的数据',
    permission: 'queue.settle',
    journals: ['queue.settled'],
    schema: {
      params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
      body: Type.Union([
        Type.Object({
          decision: Type.Literal('attributed'),
          subjectId: Type.String(),
          reason: Type.String({ minLength: 1 }),
        }),
        Type.Object({ decision: Type.Literal('dismissed'), reason: Type.String({ minLength: 1 }) }),
      ]),
      response: Type.Object({ recordId: Type.Union([Type.String(), Type.Null()]) }),
    },
    answer: async (call) => {
      const { pool, clock } = call.system;
      // asked before the transaction: whoever holds a connection of the pool waits for no second one
      const catalogue = await catalogueInForce(pool, today(clock()));
      return write(pool, clock, (trx, now) =>
        settleQueued(
          catalogue,
          trx,
          call.act(now, 'intake-settle'),
          { ...call.body, queueId: call.params.id },
          call.reach,
        ),
      );
    },
  }),
] as const;

function agencyOf(call: Pick<Call, 'act' | 'system'>): { actor: string; agency: string; purpose: string } {
  const { actor, agency, purpose } = call.act(call.system.clock(), 'intake');
  if (agency === undefined) throw new Error('who sends belongs to an agency');
  return { actor, agency, purpose };
}
