/** A page of right-to-left text: paragraphs and the rows of a table, as a person reads them. */
export type RightToLeftPage = {
  id: string;
  language: 'ar' | 'he' | 'fa';
  title: string;
  paragraphs: readonly string[];
  table: readonly (readonly string[])[];
};

/** Numbers, dates, brackets, Latin names and addresses stand in them, for these are what goes wrong. */
export const RIGHT_TO_LEFT_PAGES: readonly RightToLeftPage[] = [
  {
    id: 'hebrew',
    language: 'he',
    title: 'דוח רבעוני של החברה',
    paragraphs: [
      'החברה הודיעה כי ההכנסות ברבעון השלישי (יולי עד ספטמבר) עלו ב-12.5% לעומת התקופה המקבילה אשתקד, והגיעו ל-1,250,000 שקלים חדשים.',
      'הגרסה החדשה של Windows 11 תותקן בכל המחשבים עד ליום 31/12/2025, כך נמסר מחברת Microsoft Corporation בכנס שנערך בתל אביב.',
      'לפרטים נוספים ניתן לפנות אל המזכירות בטלפון 03-555-1234 או בכתובת info@example.com.',
    ],
    table: [
      ['סעיף', 'כמות', 'סכום'],
      ['עטים כחולים', '12', '48.00'],
      ['מחברות', '5', '75.50'],
      ['סך הכול', '17', '123.50'],
    ],
  },
  {
    id: 'arabic',
    language: 'ar',
    title: 'التقرير السنوي للشركة',
    paragraphs: [
      'أعلنت الشركة أن الإيرادات ارتفعت خلال الربع الثالث (من يوليو إلى سبتمبر) بنسبة 12.5% مقارنة بالفترة نفسها من العام الماضي، وبلغت 1,250,000 ريال.',
      'سيتم تثبيت الإصدار الجديد من Windows 11 على جميع الأجهزة قبل 31/12/2025، وفقا لما ذكرته شركة Microsoft Corporation في المؤتمر الذي عقد في القاهرة.',
      'لمزيد من المعلومات يرجى الاتصال على الرقم 966 11 234 5678 أو الكتابة إلى العنوان info@example.com.',
    ],
    table: [
      ['البند', 'الكمية', 'المبلغ'],
      ['أقلام زرقاء', '12', '48.00'],
      ['دفاتر', '5', '75.50'],
      ['الإجمالي', '17', '123.50'],
    ],
  },
  {
    id: 'persian',
    language: 'fa',
    title: 'گزارش سالانهٔ کتابخانه',
    paragraphs: [
      'در این پژوهش دیدگاه کتابداران و اعضای هیئت علمی دانشگاه دربارهٔ شبکه بررسی شد و نتیجه در نمایهٔ LISA و SCOPUS آمده است.',
      'شمار کاربران از ۱۳۸۷ تا ۱۳۹۰ دو برابر شد (از ۲۴ به ۴۸ نفر) و هزینهٔ آن به 3,600 دلار رسید.',
      'نشانی پژوهشگاه برای پرسش‌های بیشتر www.example.org است.',
    ],
    table: [
      ['عنوان', 'تعداد', 'بها'],
      ['کتاب', '12', '48.00'],
      ['مجله', '5', '75.50'],
    ],
  },
];

export const textOf = ({ title, paragraphs, table }: RightToLeftPage): string =>
  [title, ...paragraphs, ...table.map((row) => row.join(' '))].join('\n');

export function htmlOf({ language, title, paragraphs, table }: RightToLeftPage): string {
  const rows = table.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return (
    `<!doctype html><html lang="${language}" dir="rtl"><meta charset="utf-8">` +
    `<style>body { font: 12pt sans-serif } td { padding: 2pt 24pt }</style><body><h1>${title}</h1>` +
    `${paragraphs.map((text) => `<p>${text}</p>`).join('')}<table>${rows.join('')}</table></body></html>`
  );
}
