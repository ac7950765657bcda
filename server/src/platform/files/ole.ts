import { createReadStream } from 'node:fs';
import { encrypted, type FileRefusal, unreadable } from './refusal.ts';

/**
 * Stream name in the directory of an OLE file that wraps an encrypted workbook ([MS-OFFCRYPTO] 2.3.4.4); directory names
 * are UTF-16LE ([MS-CFB] 2.6.1).
 */
const ENCRYPTION_STREAM = Buffer.from('EncryptionInfo', 'utf16le');

/** The stream of an old Word document ([MS-DOC] 2.1.1). */
const WORD_STREAM = Buffer.from('WordDocument', 'utf16le');

/** An OLE file is either an .xlsx under a password or an old .xls; neither can be read, and the sender is told which. */
export async function refuseOle(path: string): Promise<FileRefusal> {
  if (await contains(path, ENCRYPTION_STREAM)) {
    return encrypted('文件设有打开密码，无法读取；请在Excel或WPS中取消密码并保存，然后重新报送。');
  }
  if (await contains(path, WORD_STREAM)) {
    return unreadable('文件是Word文档，不是表格；请把表格复制到Excel，另存为.xlsx后报送。');
  }
  return unreadable(
    '文件是旧版Excel（.xls）格式，不能直接读取；请用Excel或WPS打开，另存为“Excel工作簿（*.xlsx）”后重新报送。',
  );
}

async function contains(path: string, wanted: Buffer): Promise<boolean> {
  let tail = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    const seen = Buffer.concat([tail, chunk as Buffer]);
    if (seen.includes(wanted)) return true;
    tail = seen.subarray(Math.max(0, seen.length - wanted.length + 1));
  }
  return false;
}
