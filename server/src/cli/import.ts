import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { findReceipt, type Receipt, receiveFile, runBatch, writeRejects } from '../domain/intake/index.ts';
import { normaliseCode } from '../kernel/codes.ts';
import type { System } from '../system.ts';
import { withSystem } from './open-system.ts';
import { EXIT, type ExitCode, type VerbCall, verb } from './verb.ts';

/** Errors printed on a terminal before the rest is counted. */
const SHOWN_ERRORS = 20;

export const importFile = verb({
  name: 'import',
  summary: '报送一份文件，打印回执',
  usage: '<信息类别> <文件> --agency <统一社会信用代码> [--actor 姓名] [--history] [--json] [--rejects 退回.xlsx]',
  options: { agency: { type: 'string' }, history: { type: 'boolean' }, rejects: { type: 'string' } },
  positionals: [2, 2],
  run: async (call) => {
    const { values, positionals, io, actor } = call;
    const [category = '', path = ''] = positionals;
    if (values.agency === undefined) {
      io.err('请用 --agency 写明报送部门的统一社会信用代码。');
      return EXIT.refused;
    }
    if (!existsSync(path)) {
      io.err(`找不到文件 ${path}，请核对路径。`);
      return EXIT.refused;
    }
    const agency = normaliseCode(values.agency);
    return withSystem(call, async (system) => {
      const who = { actor, agency, purpose: 'import' };
      const submission = { category, agency, path, file: basename(path), history: values.history === true };
      const received = await receiveFile(system, who, { ...submission, origin: 'cli' });
      if ('refused' in received) {
        io.err(received.message);
        if (call.json) io.out(JSON.stringify({ refused: received.refused, detail: received.message }));
        return EXIT.refused;
      }
      await runBatch(system, received.batchId, progressBar());
      const receipt = await findReceipt(system.pool, received.batchId);
      if (receipt === null) return EXIT.failed;
      const code = tell(call, receipt);
      if (values.rejects !== undefined && receipt.status === 'finished') {
        await giveBack(system, receipt, values.rejects, io);
      }
      await system.pool.query('update intake_batch set delivered_at = $2 where batch_id = $1', [
        receipt.batchId,
        system.clock(),
      ]);
      return code;
    });
  },
});

async function giveBack(system: System, receipt: Receipt, path: string, io: VerbCall['io']): Promise<void> {
  const written = await writeRejects(system, receipt, path);
  if ('refused' in written) return io.err(written.detail);
  const rows = receipt.rejected + receipt.unresolved;
  io.err(rows === 0 ? `没有退回的行，${path} 只有表头。` : `退回的 ${rows} 行写入 ${path}，改好后可直接重新报送。`);
}

function tell({ io, json }: Pick<VerbCall, 'io' | 'json'>, receipt: Receipt): ExitCode {
  if (json) io.out(JSON.stringify(receipt));
  if (receipt.status === 'refused') {
    io.err(receipt.refusal?.message ?? '文件被拒收。');
    return EXIT.refused;
  }
  if (receipt.note !== undefined) {
    io.err(receipt.note);
    return receipt.status === 'cancelled' ? EXIT.refused : EXIT.failed;
  }
  if (json) return EXIT.done;
  io.out(`批次 ${receipt.batchId}：共 ${receipt.total} 行`);
  io.out(
    `  新增 ${receipt.accepted}，更新 ${receipt.updated}，重复 ${receipt.duplicate}，退回 ${receipt.rejected}，待认领 ${receipt.unresolved}`,
  );
  if (receipt.late > 0) io.out(`  其中 ${receipt.late} 行迟报（超过公示时限）`);
  if (receipt.withheld > 0) io.out(`  其中 ${receipt.withheld} 行先行留存，经核对放行后公示和使用`);
  if (receipt.ignoredColumns.length > 0) io.out(`  未识别的列：${receipt.ignoredColumns.join('、')}`);
  for (const error of receipt.errors.slice(0, SHOWN_ERRORS)) {
    io.out(`  ${error.sheet === undefined ? '' : `${error.sheet} `}第 ${error.row} 行 ${error.message}`);
  }
  if (receipt.errors.length > SHOWN_ERRORS) io.out(`  其余 ${receipt.errors.length - SHOWN_ERRORS} 处见 --json`);
  return EXIT.done;
}

/** One line on a terminal, nothing anywhere else. */
function progressBar(): (phase: 'stage' | 'apply', rows: number, total: number) => void {
  if (!process.stderr.isTTY) return () => {};
  const done = { stage: 0, apply: 0 };
  return (phase, rows, total) => {
    done[phase] = rows;
    // a command that goes on with a batch need not stage anything
    const staged = Math.max(done.stage, done.apply);
    process.stderr.write(`\r核对 ${staged}/${total}，入库 ${done.apply}/${total}${done.apply === total ? '\n' : ''}`);
  };
}
