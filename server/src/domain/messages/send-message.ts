import type { Transaction } from '../../platform/db/write.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import type { Act } from '../journal/index.ts';
import { fillTemplate } from './fill-template.ts';
import { MESSAGE_MAIL } from './job-names.ts';
import type { NewMessage } from './message.ts';
import { newId } from './new-id.ts';

/**
 * Puts a message into the inbox in the transaction of the act; mail goes out by a job once that commits. It leaves no entry
 * in the journal: the act that tells somebody has its own, and the message keeps by whom and when.
 */
export async function sendMessage(trx: Transaction, act: Act, message: NewMessage): Promise<void> {
  const { to, template, about = {}, key } = message;
  const [agency, subjectId] = 'agency' in to ? [to.agency, null] : [null, to.subjectId];
  const { title, body } = fillTemplate(template, message.blanks);
  const messageId = newId('m');
  const { rowCount } = await trx.query(
    `insert into message (message_id, agency, subject_id, said_key, template, title, body,
                          about_case, about_record, about_subject, sent_by, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
    [
      messageId,
      agency,
      subjectId,
      key,
      template,
      title,
      body,
      about.caseId ?? null,
      about.recordId ?? null,
      about.subjectId ?? null,
      act.actor,
      act.now,
    ],
  );
  if (rowCount === 1) await addJob(trx, MESSAGE_MAIL, { messageId });
}
