import { xmlText } from './xml-text.ts';

/** The small parts of a workbook's package that list the others (ECMA-376 parts 1 and 2). */

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const FORMATS = 'http://schemas.openxmlformats.org';
const OFFICE = `${FORMATS}/officeDocument/2006`;
const CONTENT = 'application/vnd.openxmlformats-officedocument';
/** The set of properties a person may add to a document ([MS-OLEPS] FMTID_UserDefinedProperties). */
const USER_PROPERTIES = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}';

export type SheetEntry = { readonly name: string; readonly hidden: boolean };
/** A word that stays with the workbook when it is saved anew: a property of the document and a hidden name. */
export type Mark = { readonly name: string; readonly value: string; readonly at: string };

export const sheetPart = (index: number): string => `xl/worksheets/sheet${index + 1}.xml`;

export function contentTypes(sheets: number): string {
  const over = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${CONTENT}.${type}+xml"/>`;
  const parts = Array.from({ length: sheets }, (_, at) => over(sheetPart(at), 'spreadsheetml.worksheet'));
  return `${HEADER}<Types xmlns="${FORMATS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${over('xl/workbook.xml', 'spreadsheetml.sheet.main')}${over('xl/styles.xml', 'spreadsheetml.styles')}${over('docProps/custom.xml', 'custom-properties')}${parts.join('')}</Types>`;
}

export function packageRelations(): string {
  return relations([
    ['officeDocument', 'xl/workbook.xml'],
    ['custom-properties', 'docProps/custom.xml'],
  ]);
}

export function workbookRelations(sheets: number): string {
  const parts = Array.from({ length: sheets }, (_, at): [string, string] => [
    'worksheet',
    sheetPart(at).replace('xl/', ''),
  ]);
  return relations([...parts, ['styles', 'styles.xml']]);
}

export function workbookXml(sheets: readonly SheetEntry[], marks: readonly Mark[]): string {
  const entries = sheets.map(
    ({ name, hidden }, at) =>
      `<sheet name="${xmlText(name)}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
  );
  const names = marks.map(
    (mark) => `<definedName name="${hiddenName(mark)}" hidden="1">${xmlText(mark.at)}</definedName>`,
  );
  const defined = names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`;
  return `${HEADER}<workbook xmlns="${FORMATS}/spreadsheetml/2006/main" xmlns:r="${OFFICE}/relationships"><bookViews><workbookView/></bookViews><sheets>${entries.join('')}</sheets>${defined}</workbook>`;
}

export function customProperties(marks: readonly Mark[]): string {
  // numbers 0 and 1 are taken by the format
  const properties = marks.map(
    ({ name, value }, at) =>
      `<property fmtid="${USER_PROPERTIES}" pid="${at + 2}" name="${name}"><vt:lpwstr>${xmlText(value)}</vt:lpwstr></property>`,
  );
  return `${HEADER}<Properties xmlns="${OFFICE}/custom-properties" xmlns:vt="${OFFICE}/docPropsVTypes">${properties.join('')}</Properties>`;
}

/** A name that refers to a cell survives programs that drop properties, so the value is part of the name itself. */
export const hiddenName = ({ name, value }: Pick<Mark, 'name' | 'value'>): string => `${namePrefix(name)}${value}`;
export const namePrefix = (name: string): string => `_${name.replaceAll('-', '_')}.`;

function relations(targets: ReadonlyArray<readonly [type: string, target: string]>): string {
  const list = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE}/relationships/${type}" Target="${target}"/>`,
  );
  return `${HEADER}<Relationships xmlns="${FORMATS}/package/2006/relationships">${list.join('')}</Relationships>`;
}
