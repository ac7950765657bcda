import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Contents, Manifest, Section } from './contents.ts';
import { copyOut, describeState, readSequences } from './describe-state.ts';
import { frame, jsonFrame } from './frames.ts';
import { RowCount, type SectionSum } from './row-count.ts';

/** A file that belongs to the state and lies beside the database, such as the installation's secret. */
export type StateFile = { name: string; bytes: Buffer };

/** The whole state as the plain text of a backup; keeps what it has written, for comparison, in `told`. */
export async function* readState(
  client: pg.Client,
  files: readonly StateFile[],
  told: { contents?: Contents; manifest?: Manifest },
): AsyncGenerator<Buffer> {
  const contents = { ...(await describeState(client)), files: files.map(({ name }) => name) };
  told.contents = contents;
  yield* jsonFrame('C', contents);
  for (const { name, bytes } of files) yield* jsonFrame('F', { name, base64: bytes.toString('base64') });
  const sections: (SectionSum & { name: string })[] = [];
  for (const section of contents.sections) {
    yield* jsonFrame('S', { name: section.name });
    const count = new RowCount();
    for await (const piece of copied(client, section)) {
      count.add(piece);
      yield* frame('R', piece);
    }
    sections.push({ name: section.name, ...count.sum() });
  }
  told.manifest = { sections, sequences: await readSequences(client) };
  yield* jsonFrame('M', told.manifest);
}

/** Rows of one section as COPY writes them, in pieces as they come from the server. */
export async function* copied(client: pg.Client, section: Section): AsyncGenerator<Buffer> {
  const stream = client.query(copyTo(copyOut(client, section)));
  let whole = false;
  try {
    for await (const piece of stream) yield piece as Buffer;
    whole = true;
  } finally {
    // Nobody wants the rest: the server stops sending when the connection is gone, and an orderly end would wait for it.
    if (!whole) (client as pg.Client & { connection: pg.Connection }).connection.stream.destroy();
  }
}
