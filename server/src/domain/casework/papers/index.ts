// PLACEHOLDER until the papers are merged; never committed.
import type { Refusal } from '../../../platform/errors.ts';
export type Blanks = Readonly<Record<string, unknown>>;
export type FilledPaper = { title: string };
export const fillPaper = (_paper: unknown, _blanks: Blanks): FilledPaper | Refusal => ({ title: '' });
export const renderDocx = async (_: FilledPaper): Promise<Buffer> => Buffer.alloc(0);
export const renderPdf = async (_: FilledPaper): Promise<Buffer> => Buffer.alloc(0);
