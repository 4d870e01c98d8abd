import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '#shared/extraction/plain/html-to-text.ts';

const textOf = (html: string): string =>
  htmlToText(html)
    .pages.flatMap(({ lines }) => lines.map(({ text }) => text))
    .join('\n');

describe('HTML as text', () => {
  it('has its blocks, breaks, entities and blanks as a browser shows them', () => {
    expect(textOf('<p>One <b>bo</b>ld &amp; &uuml;\n  more<br>second</p><div>third</div>fourth')).toBe(
      'One bold & ü more\nsecond\n\nthird\nfourth',
    );
    expect(textOf('<pre>a\n  b\tc</pre>')).toBe('a\n  b     c');
    expect(textOf('<q>so</q> it is')).toBe('“so” it is');
  });

  it('has lists with their markers, one within the other', () => {
    expect(textOf('<ul><li>one<ol start=3><li>three<li>four</ol><li>two</ul>end')).toBe(
      '- one\n  3. three\n  4. four\n- two\n\nend',
    );
  });

  it('leaves out what is hidden', () => {
    const hidden =
      '<p style="color:red; display : none">a</p><b hidden>b</b><script>c</script><template>d</template>';
    expect(textOf(`<head><title>t</title></head>${hidden}<input type=hidden value=e>seen`)).toBe('seen');
  });

  it('shows what a form holds', () => {
    const form =
      '<input type=checkbox checked>Yes <input type=radio>No <input value="5 &euro;"><select><option>a<option selected>b</select><textarea>x\ny</textarea>';
    expect(textOf(form)).toBe('[X] Yes [ ] No 5 € b x\ny');
  });

  it('aligns tables: numbers right, spans over their columns, lines of a cell below each other', () => {
    expect(
      textOf(
        '<table><tr><th>Item<th colspan=2>Amount<tr><td>Bolt<td>$<td>1,200.00<tr><td>Nut<td>$<td>5.00</table>',
      ),
    ).toBe('Item  Amount\nBolt  $  1,200.00\nNut   $      5.00');
    expect(textOf('<table><tr><td>From:<br>Ada<td>To:<br>Bob</table>')).toBe('From:  To:\nAda    Bob');
    expect(textOf('<table><tr><td rowspan=2>A<td>b<tr><td>c</table>')).toBe('A  b\n   c');
    expect(textOf('<table><tr><td><table><tr><td>x<td>1<tr><td>yy<td>22</table></table>')).toBe(
      'x    1\nyy  22',
    );
  });

  it('reads rows that stand outside of their table', () => {
    expect(textOf('<center><table></center><tr><td>a<td>b</tr><tr><td>cc<td>d</tr></table>after')).toBe(
      'a   b\ncc  d\nafter',
    );
  });

  it('is read in time that grows with it, however it spans', () => {
    const rows = textOf(`<table>${'<tr><td>a</td><td>12</td></tr>'.repeat(60_000)}</table>`);
    expect(rows.split('\n')).toHaveLength(60_000);
    const spans = textOf(`<table>${'<tr><td colspan=100000 rowspan=100000>a'.repeat(1000)}</table>`);
    expect(spans.match(/a/g)).toHaveLength(1000);
  });

  it('that would become enormous by being aligned says so', () => {
    const wide = `<tr>${`<td>${'x'.repeat(60)}`.repeat(400)}`;
    const { warnings } = htmlToText(`<table>${wide}${'<tr><td>a<td>b'.repeat(5000)}</table>`);
    expect(warnings).toEqual([expect.stringContaining('too large to be aligned')]);
  });

  it('never throws', () => {
    const tag = fc.constantFrom(
      ...'table,tr,td,th,/td,/tr,/table,ul,li,/ul,ol,p,/p,br,pre,/pre,select,option,/select,div,/div,script,svg,td colspan=3 rowspan=2'
        .split(',')
        .map((name) => `<${name}>`),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
        for (const { text } of htmlToText(parts.join('')).pages[0]?.lines ?? [])
          expect(text).not.toContain('\n');
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});
