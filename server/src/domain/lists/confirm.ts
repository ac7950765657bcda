import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, lastDeed, type StepTaken, takeStep } from '../casework/index.ts';
import { journal } from '../journal/index.ts';
import { refuseUnregistered, takeListing } from './listing.ts';
import { keptWords } from './persons/kept-words.ts';
import { type Preview, previewListing } from './preview.ts';
import { LISTING } from './rules.ts';

/** `digest`: of the preview seen; `reason`: why it should be listed, and what became of the statements. */
export type Proposal = { digest: string; reason: string; onStatements?: string | undefined };

/** Puts a listing to the second official, with what its author has seen of its consequences. */
export async function proposeListing(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { digest, reason, onStatements }: Proposal,
): Promise<StepTaken | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const preview = await previewListing(trx, acting.act, acting.catalogue, held);
  if (isRefusal(preview)) return preview;
  const unregistered = await refuseUnregistered(trx, acting.act.agency, held.list);
  if (unregistered !== null) return unregistered;
  if (preview.digest !== digest) return refuseOtherwise(preview);
  const stated = held.deeds.some(({ deed }) => ['stated', 'hearing-held', 'person-stated'].includes(deed));
  if (stated && (onStatements ?? '').trim() === '') {
    return refuse('invalid-request', '当事人已陈述申辩或者听证，请写明复核和采纳情况。', {
      field: 'onStatements',
      clause: 'cff-2021#第四十五条',
    });
  }
  return takeStep(trx, acting.act, LISTING, held, {
    deed: 'proposed',
    reason: await keptWords(trx, acting, held, reason),
    content: {
      preview,
      onStatements: onStatements === undefined ? null : await keptWords(trx, acting, held, onStatements),
    },
  });
}

/** Confirms exactly what the second official has seen; where it has changed meanwhile a fresh look is asked for. */
export async function confirmListing(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { digest }: { digest: string },
): Promise<StepTaken | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const preview = await previewListing(trx, acting.act, acting.catalogue, held);
  if (isRefusal(preview)) return preview;
  if (preview.digest !== digest) return refuseOtherwise(preview);
  return takeStep(trx, acting.act, LISTING, held, { deed: 'confirmed', content: { preview } });
}

/** What would follow now, and what of it is otherwise than its proposer has seen. */
export async function lookAtPreview(
  trx: Transaction,
  acting: Acting,
  caseId: string,
): Promise<{ preview: Preview; changed: string[] } | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const preview = await previewListing(trx, acting.act, acting.catalogue, held);
  if (isRefusal(preview)) return preview;
  await journal(trx, acting.act, {
    event: 'listing.previewed',
    subjectId: held.subjectId,
    target: caseId,
    detail: { digest: preview.digest },
  });
  const seen = lastDeed(held, 'proposed')?.content.preview as Preview | undefined;
  return { preview, changed: seen === undefined ? [] : differences(seen, preview) };
}

const COMPARED = [
  'from',
  'until',
  'publicFrom',
  'publicUntil',
  'measures',
  'notForKind',
  'persons',
  'forPersons',
  'openChecks',
] as const;

function differences(seen: Preview, now: Preview): string[] {
  return COMPARED.filter(
    (key) => JSON.stringify(seen[key] ?? null) !== JSON.stringify(JSON.parse(JSON.stringify(now))[key] ?? null),
  );
}

function refuseOtherwise({ digest }: Preview): Refusal {
  return refuse(
    'seen-otherwise',
    '列入的影响与所看到的不同（其间有新的核查、记录或者日期变动），请重新查看预览后再确认。',
    {
      digest,
    },
  );
}
