import { type Catalogue, compileCatalogue } from '../catalogue/index.ts';

/** A small invented catalogue for tests: two adverse categories, one honour, every matter of the contract. */
export const MATTERS = [
  'procurement',
  'bidding',
  'licensing',
  'market-entry',
  'qualification',
  'fiscal-funds',
  'honours',
  'preferential-policy',
  'land',
  'financing',
  'inspection-plan',
] as const;

const cited = { clause: 'invented-act#第一条', verified: false };
const basis = [cited];
const KINDS = ['enterprise', 'individual-business'] as const;

function category(code: string, nature: 'adverse' | 'favourable', until: object): object {
  return {
    code,
    name: code,
    national: { number: 2, name: code },
    nature,
    basis,
    subjects: KINDS,
    submittedBy: 'any',
    naturalKey: ['documentNo'],
    openness: 'public',
    use: { from: 'decidedOn', until },
    identifies: { name: 'name', code: 'code' },
    decides: { documentNo: 'documentNo', on: 'decidedOn', validUntil: 'validUntil' },
    fields: [
      { id: 'name', name: '名称', type: 'text', fact: false },
      { id: 'code', name: '统一社会信用代码', type: 'subject-code', fact: false },
      { id: 'documentNo', name: '文书号', type: 'text', required: true },
      { id: 'decidedOn', name: '决定日期', type: 'date', required: true },
      { id: 'validUntil', name: '有效期至', type: 'term-end' },
      { id: 'kind', name: '类别', type: 'text' },
    ],
  };
}

function trigger(code: string, of: string, when: string, until: object): object {
  return { code, name: code, category: of, basis, when, from: 'decidedOn', until, endsOnRepair: true };
}

function measure(code: string, direction: 'restriction' | 'incentive', matters: readonly string[], triggers: string[]) {
  const bindings = triggers.map((name, index) => ({
    trigger: name,
    effect: index === 0 ? 'must' : 'may',
    clause: { clause: `invented-act#第${index + 2}条`, verified: false },
  }));
  return {
    code,
    name: code,
    direction,
    basis,
    matters,
    targets: ['enterprise'],
    authority: '各审批部门',
    triggers: bindings,
  };
}

const odd = MATTERS.filter((_, index) => index % 2 === 1);

const ENTRIES = [
  ['categories', category('penalty', 'adverse', { term: { years: 3 } })],
  ['categories', category('serious-dishonesty', 'adverse', { field: 'validUntil' })],
  ['categories', category('honour', 'favourable', { field: 'validUntil' })],
  ['triggers', trigger('listed', 'serious-dishonesty', 'true', { field: 'validUntil' })],
  ['triggers', trigger('heavily-penalised', 'penalty', 'kind == "吊销"', { lookBack: { months: 6 } })],
  [
    'triggers',
    {
      ...trigger('honoured', 'honour', 'true', { field: 'validUntil', atMost: { years: 2 } }),
      lapsesOn: ['serious-dishonesty'],
    },
  ],
  ['measures', measure('exclude', 'restriction', MATTERS, ['listed', 'heavily-penalised'])],
  ['measures', measure('inspect-more', 'restriction', ['inspection-plan', 'licensing'], ['heavily-penalised'])],
  ['measures', measure('fast-lane', 'incentive', odd, ['honoured'])],
  ...MATTERS.map((code) => [
    'matters',
    {
      code,
      name: `事项${code}`,
      basis,
      sources: [
        { category: 'penalty', maxAge: { days: 30 } },
        { category: 'serious-dishonesty', maxAge: { months: 2 } },
      ],
    },
  ]),
] as const;

export function fixtureCatalogue(): Catalogue {
  const entries = ENTRIES.map(([kind, body]) => {
    const { code } = body as { code: string };
    return { kind: kind as 'matters', code, body, file: `${kind}/${code}.yaml` };
  });
  return compileCatalogue(entries, { version: 7, inForceFrom: '2026-01-01' });
}
