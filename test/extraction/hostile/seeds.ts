import { makePdf, put } from '../support/make-pdf.ts';
import { docx, odf, pptx, WORD, xlsx } from './bombs/office-files.ts';
import { packedZip, repeatedEntry } from './bombs/packed-zip.ts';
import { png, tiff } from './bombs/picture-files.ts';

/** A word that stands in every seed's text, and may stand in no message. */
export const SECRET = 'Zebrafink';

/** A small document of each kind, made from its inner text, which may be spoilt before it is packed. */
export type Seed = { fileName: string; inner: string | undefined; make(inner: string): Promise<Uint8Array> };

const packed = (fileName: string, inner: string, make: (inner: string) => Uint8Array): Seed => ({
  fileName,
  inner,
  make: async (spoilt) => make(spoilt),
});

const plain = (fileName: string, make: () => Promise<Uint8Array> | Uint8Array): Seed => ({
  fileName,
  inner: undefined,
  make: async () => make(),
});

const HTML = `<html><head><meta charset="utf-8"><title>a</title></head><body><h1>${SECRET}</h1>
<table border="1"><tr><td colspan="2">${SECRET} one<td rowspan=3>2</tr><tr><td>3</table><ul><li>a<li>b</ul>
<p>&euro; 12,50 &#x41; <a href="x">there</a></body></html>`;

const MAIL = `From: ${SECRET} <a@example.com>
To: =?utf-8?B?WsO8cmljaA==?= <b@example.com>
Subject: =?iso-8859-1?Q?Gr=FC=DFe?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

${SECRET} =C3=A4=
 goes on
--x
Content-Type: text/html
Content-Disposition: attachment; filename="a.html"
Content-Transfer-Encoding: base64

${Buffer.from(HTML).toString('base64')}
--x--
`;

const RTF = `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}{\\*\\generator x;}\\f0 ${SECRET} \\'e4 \\u8364 ?\\par
\\trowd\\cellx2000\\cellx4000 a\\intbl\\cell ${SECRET}\\cell\\row\\pard {\\b bold} {\\pict\\pngblip 89504e47}\\par}`;

const TABLE =
  `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>${SECRET}</w:t></w:r></w:p></w:tc>` +
  '<w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>';

export const SEEDS: readonly Seed[] = [
  plain('seed.pdf', () =>
    makePdf(
      (pdf) => {
        for (let row = 0; row < 6; row++) put(pdf, `${SECRET} ${row}`, 30 + row, 30 + 20 * row);
        pdf.rect(20, 20, 200, 100).stroke();
      },
      { compress: false },
    ),
  ),
  plain('packed.pdf', () => makePdf((pdf) => put(pdf, SECRET, 30, 30))),
  packed(
    'seed.docx',
    `<w:document ${WORD}><w:body><w:p><w:r><w:t>${SECRET}</w:t><w:tab/></w:r></w:p>${TABLE}</w:body></w:document>`,
    (inner) => docx([[inner, 1]]),
  ),
  packed(
    'seed.xlsx',
    `<row r="1"><c r="A1" t="inlineStr"><is><t>${SECRET}</t></is></c><c r="C1" s="0"><v>44000.5</v></c></row>` +
      '<row r="3"><c r="B3" t="b"><v>1</v></c><c t="str"><f>A1</f><v>x</v></c></row>',
    (inner) => xlsx([[inner, 1]]),
  ),
  packed('seed.pptx', SECRET, (inner) => pptx(2, inner)),
  packed(
    'seed.odt',
    `<text:p>${SECRET}<text:s text:c="3"/><text:tab/>b</text:p><table:table><table:table-row table:number-rows-repeated="2">` +
      '<table:table-cell table:number-columns-repeated="2"><text:p>c</text:p></table:table-cell></table:table-row></table:table>',
    (inner) => odf('text', [[inner, 1]]),
  ),
  packed(
    'seed.ods',
    `<table:table table:name="One"><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string">` +
      `<text:p>${SECRET}</text:p></table:table-cell></table:table-row></table:table>`,
    (inner) => odf('spreadsheet', [[inner, 1]]),
  ),
  packed('seed.zip', `${SECRET},1\n2,3\n`, (inner) =>
    packedZip([repeatedEntry('a.csv', [[inner, 1]]), repeatedEntry('b/c.html', [[HTML, 1]])]),
  ),
  plain('seed.eml', () => Buffer.from(MAIL.replaceAll('\n', '\r\n'))),
  plain('seed.rtf', () => Buffer.from(RTF)),
  plain('seed.html', () => Buffer.from(HTML)),
  plain('seed.csv', () => Buffer.from(`a;"b ""c""";${SECRET}\n1;2,5;x\n"d\ne";;\n`)),
  plain('seed.png', () => png(20, 10, 210)),
  plain('seed.tif', () => tiff(20, 1, Buffer.alloc(400))),
];
