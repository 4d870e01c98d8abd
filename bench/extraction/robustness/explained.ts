/** Outcomes other than the set expects, and why they are right or as good as can be. */
export const EXPLAINED: Record<string, string> = {
  'pdf.js__bug1782186.pdf': 'PDFium does not open it by the password that the set names; why is not known.',
  'ok__big-uncompressed.zip':
    'Its only file is a megabyte of one byte, no document: the entry is listed and unpacked.',
  'ok__everything.zip': 'None of its files is a document; the first that is unpacked is named.',
  'ok__unicode.zip': 'Its files are empty; the names are read rightly.',
  'unstructured__empty.eml': 'It holds nothing but blanks.',
};
