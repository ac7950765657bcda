import type { Batch } from './batch.ts';

/** A sentence for the sender of a batch that ended on its way, and what to do now. Why a file was refused is said by its refusal. */
export function howItEnded({ status, counts }: Batch): string | undefined {
  switch (status) {
    case 'cancelled':
      return '本批次已在入库前取消，没有任何数据入库；需要时请重新报送（接口报送请换用新的 Idempotency-Key）';
    case 'failed':
      return counts.total === 0
        ? '平台自身原因未能处理本批次，没有任何数据入库；请重新报送（接口报送请换用新的 Idempotency-Key），仍不成功请联系信用办'
        : `平台自身原因未能处理完本批次，前 ${counts.total} 行已有结果、其余未入库；请将同一文件重新报送（接口报送请换用新的 Idempotency-Key），已入库的行只计为重复，仍不成功请联系信用办`;
    default:
      return undefined;
  }
}
