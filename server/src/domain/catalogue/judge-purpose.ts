import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from './model.ts';
import type { PurposeHolder } from './types.ts';

export const PURPOSES_AT = '/api/v1/catalogue/purposes';

/**
 * Whether a purpose may be named by such a caller. A version from before purposes were listed knows none, and cannot
 * refuse any.
 */
export function judgePurpose(
  catalogue: Catalogue,
  code: string,
  holders: readonly PurposeHolder[],
): Refusal | undefined {
  const listed = catalogue.purposes().some((purpose) => catalogue.matter(purpose.code) === undefined);
  if (!listed) return undefined;
  const known = catalogue.purpose(code);
  if (known === undefined) {
    return refuse('purpose-unknown', `目录中没有这个用途代码,请从 ${PURPOSES_AT} 所列的代码中选择。`, {
      field: 'Gongxin-Purpose',
      listedAt: PURPOSES_AT,
    });
  }
  if (holders.some((holder) => known.for.includes(holder))) return undefined;
  return refuse('purpose-unknown', `用途“${known.name}”不适用于您的身份,请从 ${PURPOSES_AT} 所列的代码中另选。`, {
    field: 'Gongxin-Purpose',
    listedAt: PURPOSES_AT,
  });
}
