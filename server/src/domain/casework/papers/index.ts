/** Papers 文书 of casework: filled from the catalogue's templates, rendered to be edited or printed. */
export { type Blanks, fillPaper } from './fill-paper.ts';
export type { FilledPaper, FilledRow, PaperParagraph } from './filled-paper.ts';
export { DOCX_TYPE, renderDocx } from './render-docx.ts';
export { charactersLackingIn, PDF_TYPE, renderPdf } from './render-pdf.ts';
