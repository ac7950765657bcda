import pg from 'pg';
import type { City } from './city.ts';

const TABLES = [
  'record, record_window, record_deed, record_suspension, record_text_review, measure_ground',
  'subject, subject_name, subject_alias',
  'intake_batch, intake_part, intake_chunk, intake_row, intake_finding, intake_queue, intake_queue_sending, intake_settlement, intake_newcomer, source_currency',
];

/** Forgets everything but the law and the agencies, which the application itself may not. */
export async function emptyArchive(city: City): Promise<void> {
  const owner = new pg.Client(city.ownerUrl);
  await owner.connect();
  try {
    await owner.query(`truncate ${TABLES.join(', ')} cascade`);
  } finally {
    await owner.end();
  }
}
