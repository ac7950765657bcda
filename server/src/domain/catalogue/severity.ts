import { type Condition, compileCondition } from './conditions.ts';
import type { CompiledCategory, CompiledSeverity } from './model.ts';
import { type Category, SEVERITIES, type Severity, type SeverityTable } from './types.ts';
import { type Fields, textOf } from './values.ts';

export function compileSeverity(table: SeverityTable, category: Category): CompiledSeverity {
  const rules: { when: Condition; class: Severity }[] = table.rules.map((rule) => ({
    when: compileCondition(category.fields, rule.when),
    class: rule.class,
  }));
  return { ...table, classOf: (fields) => rules.find((rule) => rule.when(fields))?.class ?? null };
}

/** `conflict`: the authority stated another class than the table gives. */
export type ClassFound = { severity: Severity | null; conflict: boolean };

/**
 * Severity stated by the authority compared with the computed one; on conflict the shorter window holds, which is that of
 * the milder class (architecture, section 4). What only one of the two can class is of that class.
 */
export function classify(category: CompiledCategory, fields: Fields, table: CompiledSeverity | undefined): ClassFound {
  const stated = statedSeverity(category, fields);
  const computed = table?.classOf(fields) ?? null;
  if (stated === null || computed === null) return { severity: stated ?? computed, conflict: false };
  const milder = SEVERITIES.indexOf(stated) < SEVERITIES.indexOf(computed) ? stated : computed;
  return { severity: milder, conflict: stated !== computed };
}

function statedSeverity(category: CompiledCategory, fields: Fields): Severity | null {
  const field = category.decides.severity;
  const term = textOf(fields, field);
  if (field === undefined || term === null) return null;
  const means = category.meansOf(field, term);
  return SEVERITIES.find((severity) => severity === means) ?? null;
}
