import type { Queryable } from '../../platform/db/write.ts';
import type { TableRow } from '../../platform/files/index.ts';
import type { Finding } from './findings.ts';
import { isReturnedFormula, ROW_HEADING } from './rejects-columns.ts';
import type { DataRow } from './table-rows.ts';

const WHOLE_NUMBER = /^[1-9]\d{0,6}$/;

/**
 * Takes the rows of a returned workbook for what they are: rows of the file that was sent first, under the numbers they
 * had there. A row that was not returned is refused, because nobody could say later where it came from.
 */
export async function asRowsOf(db: Queryable, originalId: string, rows: readonly DataRow[]): Promise<DataRow[]> {
  const numbers = rows.map(numberOf);
  const returned = await returnedRows(db, originalId, numbers);
  return rows.map(({ head, row }, at) => {
    const number = numbers[at] ?? null;
    const candidates = number === null ? [] : (returned.get(number) ?? []);
    const found = candidates.find(({ sheet }) => sheet === row.sheet) ?? only(candidates);
    if (found === null || number === null) return { head, row, refused: notReturned(head) };
    return { head, row: { sheet: found.sheet, row: number, cells: row.cells.map(formulaAgain) } };
  });
}

function numberOf({ head, row }: DataRow): number | null {
  const written = head.returned === null ? '' : (row.cells[head.returned.row]?.text.trim() ?? '');
  return WHOLE_NUMBER.test(written) ? Number(written) : null;
}

/** A sheet may have been given another name; that is no doubt where only one had a row of this number. */
const only = <T>(candidates: readonly T[]): T | null => (candidates.length === 1 ? (candidates[0] ?? null) : null);

async function returnedRows(
  db: Queryable,
  originalId: string,
  numbers: readonly (number | null)[],
): Promise<Map<number, { sheet: string | null }[]>> {
  const { rows } = await db.query<{ sheet: string | null; row: number }>(
    `select distinct sheet, row from intake_finding
      where batch_id = $1 and row = any($2) and outcome <> 'warning' and code <> 'not-returned'`,
    [originalId, numbers.filter((number) => number !== null)],
  );
  const byNumber = new Map<number, { sheet: string | null }[]>();
  for (const { sheet, row } of rows) byNumber.set(row, [...(byNumber.get(row) ?? []), { sheet }]);
  return byNumber;
}

function notReturned({ returned }: DataRow['head']): Finding {
  return {
    at: returned?.row ?? 0,
    column: ROW_HEADING,
    code: 'not-returned',
    message: `“${ROW_HEADING}”不是本批次退回的行，请恢复原行号；如是新增的行，请另用模板报送`,
  };
}

/** A formula is given back as text behind its sign; left as it was, it is a formula still. */
function formulaAgain(cell: TableRow['cells'][number]): TableRow['cells'][number] {
  return cell.kind === 'text' && isReturnedFormula(cell.text) ? { ...cell, kind: 'formula' } : cell;
}
