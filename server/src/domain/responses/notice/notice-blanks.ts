import type { Catalogue } from '../../catalogue/index.ts';
import type { MeasureInForce } from '../../measures/index.ts';
import type { AppliedMeasures } from './applied-measures.ts';

export type NoticePaper = {
  documentNo: string;
  /** The desk that applied the measures, as the organisation knows it. */
  desk: string;
  /** Where an objection is received. */
  objectTo: string;
  contact: string;
  telephone: string;
};

/** What the paper asks for that the case knows. Pure; the usual blanks (whom, by whom, number, day) are casework's. */
export function noticeBlanks(
  catalogue: Pick<Catalogue, 'matter' | 'instrument' | 'policy'>,
  { matter, requestRef, measures }: AppliedMeasures,
  { desk, objectTo, contact, telephone }: Omit<NoticePaper, 'documentNo'>,
): Record<string, unknown> {
  return {
    desk,
    matter: catalogue.matter(matter)?.name ?? matter,
    ...(requestRef === null ? {} : { requestRef }),
    measures: measures.map((measure) => rowOf(catalogue, measure)),
    objectTo,
    objectPeriod: `${catalogue.policy.objectionAnswerWorkingDays}个工作日`,
    contact,
    telephone,
  };
}

function rowOf(catalogue: Pick<Catalogue, 'instrument'>, one: MeasureInForce): string[] {
  return [
    `${one.name}（${one.effect === 'must' ? '应当' : '可以'}）`,
    one.decision.documentNo ?? one.decision.recordId,
    one.authorityName ?? one.authority,
    clauseInWords(catalogue, one.clause),
    one.until ?? '至所依据的情形终止',
  ];
}

/** `gbf-2020-49#四、（十）` as it is cited on paper. */
function clauseInWords(catalogue: Pick<Catalogue, 'instrument'>, clause: string): string {
  const [code = '', article = ''] = clause.split('#');
  return `《${catalogue.instrument(code)?.title ?? code}》${article}`;
}
