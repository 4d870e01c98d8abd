import { describe, expect, it } from 'vitest';
import { read } from '../support/read.ts';
import { POWERPOINT, pptx, shape } from './support/packages.ts';
import { readHere } from './support/read-here.ts';

const placeholder = (type: string) => `<p:ph type="${type}"/>`;
const frame = (content: string, y = 0) =>
  `<p:graphicFrame><p:xfrm><a:off x="0" y="${y}"/><a:ext cx="100" cy="50"/></p:xfrm><a:graphic><a:graphicData>${content}</a:graphicData></a:graphic></p:graphicFrame>`;

describe('a PowerPoint presentation', () => {
  it('gives a page a slide, its shapes in reading order, title first, foot last', async () => {
    const shapes =
      shape(0, 900, ['Company'], placeholder('ftr')) +
      shape(200, 300, ['right below']) +
      shape(0, 300, ['left below']) +
      shape(0, 100, ['left column', 'goes on']) +
      shape(0, 500, ['Title'], placeholder('title'));
    const document = await read(pptx([shapes, shape(0, 0, ['Second'])]), 'a.pptx');
    expect(document.text).toBe('Title\n\nleft column\ngoes on\n\nleft below\nright below\nCompany\n\fSecond');
    expect(document.lines.lines.at(-2)).toMatchObject({ role: 'footer', place: 'slide 1' });
    expect(document.lines.pages[1]).toMatchObject({ page: 2, name: 'Slide 2' });
  });

  it('reads bullets, numbers, levels and line breaks', async () => {
    const item = (properties: string, text: string) =>
      `<a:pPr ${properties}</a:pPr><a:r><a:t>${text}</a:t></a:r>`;
    const paragraphs = [
      item('><a:buAutoNum type="arabicParenR"/>', 'one'),
      item('lvl="1"><a:buChar char="•"/>', 'sub'),
      item('><a:buAutoNum type="arabicParenR"/>', 'two'),
      '<a:r><a:t>broken</a:t></a:r><a:br/><a:r><a:t>line</a:t></a:r>',
    ];
    expect((await readHere(pptx([shape(0, 0, paragraphs)]), 'pptx')).text).toBe(
      '1) one\n  • sub\n2) two\nbroken\nline',
    );
  });

  it('reads tables, groups, charts and the places that a layout gives', async () => {
    const cell = (text: string, attributes = '') =>
      `<a:tc ${attributes}><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`;
    const table = `<a:tbl><a:tr>${cell('over both', 'gridSpan="2"')}${cell('', 'hMerge="1"')}</a:tr><a:tr>${cell('a')}${cell('10')}</a:tr><a:tr>${cell('b')}${cell('9')}</a:tr></a:tbl>`;
    const group = `<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="200"/><a:ext cx="10" cy="10"/></a:xfrm></p:grpSpPr>${shape(0, 9, ['below'])}${shape(0, 1, ['above'])}</p:grpSp>`;
    const chart = `<c:chartSpace ${POWERPOINT}><c:chart><c:plotArea><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Sales</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>2024</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>7.5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:plotArea></c:chart></c:chartSpace>`;
    const layout = `<p:sldLayout ${POWERPOINT}><p:cSld><p:spTree>${shape(0, 900, ['prompt'], '<p:ph idx="4"/>')}</p:spTree></p:cSld></p:sldLayout>`;
    const inherited =
      '<p:sp><p:nvSpPr><p:nvPr><p:ph idx="4"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:p><a:r><a:t>placed by the layout</a:t></a:r></a:p></p:txBody></p:sp>';
    const slide = {
      shapes: inherited + frame('<c:chart r:id="r1"/>', 400) + group + frame(table),
      related: {
        r1: ['chart', '../charts/chart1.xml'],
        r2: ['slideLayout', '../slideLayouts/l.xml'],
      } satisfies Record<string, [string, string]>,
    };
    const { text } = await readHere(
      pptx([slide], { 'ppt/charts/chart1.xml': chart, 'ppt/slideLayouts/l.xml': layout }),
      'pptx',
    );
    expect(text).toBe(
      [
        'over both',
        'a      10',
        'b       9',
        '',
        'above',
        'below',
        '',
        '      Sales',
        '2024    7.5',
        '',
        'placed by the layout',
      ].join('\n'),
    );
  });

  it('marks notes and tells of hidden slides', async () => {
    const notes = `<p:notes ${POWERPOINT}><p:cSld><p:spTree>${shape(0, 0, ['1'], placeholder('sldNum'))}${shape(0, 0, ['Say hello.'], placeholder('body'))}</p:spTree></p:cSld></p:notes>`;
    const document = await readHere(
      pptx(
        [{ shapes: shape(0, 0, ['Hi']), show: '0', related: { n: ['notesSlide', '../notesSlides/n.xml'] } }],
        {
          'ppt/notesSlides/n.xml': notes,
        },
      ),
      'pptx',
    );
    expect(document.text).toBe('Hi\n\nNotes:\nSay hello.');
    expect(document.lines.lines.at(-1)?.place).toBe('slide 1 notes');
    expect(document.warnings).toEqual([expect.stringContaining('Slide 1 is hidden')]);
  });

  it('loses of a damaged slide only what stands behind the damage', async () => {
    const document = await readHere(pptx([`${shape(0, 0, ['kept'])}<p:sp>`, shape(0, 0, ['whole'])]), 'pptx');
    expect(document.text).toBe('kept\n\fwhole');
    expect(document.warnings).toEqual([expect.stringContaining('Slide 1 is damaged')]);
  });
});
