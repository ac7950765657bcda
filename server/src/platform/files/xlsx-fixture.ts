import { crc32, deflateRawSync } from 'node:zlib';

/** Test support: workbooks made part by part, so that a test can say exactly what the XML holds. */

export type SheetXml = { readonly name: string; readonly rows: string; readonly after?: string };

export type WorkbookXml = {
  readonly sheets: readonly SheetXml[];
  /** `<si>` elements. */
  readonly sharedStrings?: string;
  /** `<numFmt>` elements. */
  readonly formats?: string;
  /** Number format of each cell style, by index. */
  readonly styles?: readonly number[];
  /** Attributes of `<workbookPr>`. */
  readonly properties?: string;
  /** Parts added, or put in place of those made here. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
};

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook with one sheet called 数据. */
export function sheetXlsx(rows: string, rest: Omit<WorkbookXml, 'sheets'> = {}): Buffer {
  return makeXlsx({ ...rest, sheets: [{ name: '数据', rows }] });
}

export function makeXlsx(book: WorkbookXml): Buffer {
  const sheetParts = book.sheets.map(({ rows, after = '' }, index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    `${HEADER}<worksheet ${MAIN}><sheetData>${rows}</sheetData>${after}</worksheet>`,
  ]);
  return zip({
    '[Content_Types].xml': `${HEADER}<Types xmlns="${PACKAGE}/content-types"/>`,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${HEADER}<workbook ${MAIN} xmlns:r="${RELATIONS}"><workbookPr ${book.properties ?? ''}/><sheets>${book.sheets
      .map(({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...book.sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
      ['styles', 'styles.xml'],
      ['sharedStrings', '/xl/sharedStrings.xml'],
    ]),
    // The numbers of cellStyleXfs must not be taken for those of cells.
    'xl/styles.xml': `${HEADER}<styleSheet ${MAIN}><numFmts>${book.formats ?? ''}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${(
      book.styles ?? [0]
    )
      .map((format) => `<xf numFmtId="${format}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${HEADER}<sst ${MAIN}>${book.sharedStrings ?? ''}</sst>`,
    ...Object.fromEntries(sheetParts),
    ...book.parts,
  });
}

function relations(targets: ReadonlyArray<readonly [type: string, target: string]>): string {
  const list = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${HEADER}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

/** A zip of the given entries, deflated: local headers, central directory, end record (APPNOTE 4.3). */
export function zip(entries: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const nameBytes = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0); // version needed
    shared.writeUInt16LE(0x0800, 2); // names are UTF-8
    shared.writeUInt16LE(8, 4); // deflate
    shared.writeUInt32LE(crc32(raw), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(raw.length, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, nameBytes, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, place, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
