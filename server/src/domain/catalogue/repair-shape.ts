import { type Static, Type } from 'typebox';
import { Basis, Citation, Code, SEVERITIES, shape, Term } from './shape-words.ts';

/** The shapes of 信用修复: when an adverse row may be repaired, on what, and when never. */

const Says = Type.String({ minLength: 1, maxLength: 200 });

/** Something the law asks for beside the shortest time, the duty and the commitment; an official finds whether it is met. */
export const RepairCondition = shape({ code: Code, says: Says, clause: Citation });
export type RepairCondition = Static<typeof RepairCondition>;

/** What an applicant has to show, and all that may be asked for (国办发〔2025〕22号). */
export const REPAIR_PROOFS = ['performance', 'commitment'] as const;
export type RepairProof = (typeof REPAIR_PROOFS)[number];

export const RepairOfCategory = shape({
  basis: Basis,
  /**
   * The class of severity whose shortest time of publicity must be over, where neither a table of severity nor a list says
   * how long. Left out: it may be repaired as soon as the duty is performed.
   */
  as: Type.Optional(Type.Enum(SEVERITIES)),
  /** CEL: the row itself says that the duty was performed, so that nobody has to show it. */
  performedWhen: Type.Optional(Type.String({ maxLength: 400 })),
  /** Rows the law lets nobody repair; the first that holds is told. */
  never: Type.Optional(
    Type.Array(shape({ when: Type.String({ maxLength: 400 }), says: Says, clause: Citation }), {
      minItems: 1,
      maxItems: 20,
    }),
  ),
  conditions: Type.Optional(Type.Array(RepairCondition, { minItems: 1, maxItems: 10 })),
  /** Hidden while a plan of reorganisation that a court approved is carried out. */
  shielded: Type.Optional(Type.Boolean()),
});
export type RepairOfCategory = Static<typeof RepairOfCategory>;

/** What a list says of repair beside its category; its own time stands before that of its severity. */
export const RepairOfList = shape({
  after: Type.Optional(Term),
  never: Type.Optional(shape({ says: Says, clause: Citation })),
  conditions: Type.Optional(Type.Array(RepairCondition, { minItems: 1, maxItems: 10 })),
});
export type RepairOfList = Static<typeof RepairOfList>;
