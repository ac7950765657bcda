import { encrypted, type FileRefusal, unreadable } from './refusal.ts';
import type { Container } from './sniff.ts';

const SAVE_AS = '请用Excel或WPS打开，另存为“Excel工作簿（*.xlsx）”或CSV后重新报送';

/** The refusal for a file that is no table we read; null when it is one. */
export function refuseForeign(container: Container): FileRefusal | null {
  switch (container) {
    case 'empty':
      return unreadable('文件是空的，没有任何内容；请检查导出是否完成，然后重新报送。');
    case 'locked':
      return encrypted('文件被文档加密软件加密，无法读取；请先在本单位解密，再重新报送。');
    case 'web-page':
      return unreadable(`文件扩展名虽是表格，内容却是网页（HTML）；${SAVE_AS}。`);
    case 'xml':
      return unreadable(`文件是XML表格（如“XML 表格 2003”），不能直接读取；${SAVE_AS}。`);
    case 'foreign':
      return unreadable('文件不是表格（可能是PDF、图片或压缩包）；请报送.xlsx或CSV格式的表格，压缩包请先解压。');
    case 'zip':
    case 'ole':
    case 'text':
      return null;
  }
}
