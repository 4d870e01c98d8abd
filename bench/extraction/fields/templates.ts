/** How a field's text is compared with the truth's value. */
export type Kind = 'text' | 'amount' | 'date';
export type FieldTemplate = { name: string; kind: Kind; pattern: RegExp };
/** `lines`: a pattern with named groups for each item. */
export type Template = { fields: readonly FieldTemplate[]; lines?: RegExp };

const field = (name: string, kind: Kind, pattern: RegExp): FieldTemplate => ({ name, kind, pattern });

/**
 * Templates in the way of invoice2data's: regular expressions over layout text, which expect a label and its value, or
 * the cells of a row, on one line, and a value below its heading.
 */
export const TEMPLATES: Readonly<Record<string, Template>> = {
  AmazonWebServices: {
    fields: [
      field('invoice_number', 'text', /Invoice Number:\s+(\d+)/),
      field('date', 'date', /Invoice Date: +(\w+ \d+ ?, \d{4})/),
      field('amount', 'amount', /TOTAL AMOUNT DUE ON [^$\n]*\$(\d+\.\d\d)/),
      field('amount_untaxed', 'amount', /AWS Service Charges +\$(\d+\.\d\d)/),
      field('partner_website', 'text', /visit (aws\.amazon\.com)/),
      field('partner_name', 'text', / {2,}(Amazon Web Services, Inc\.)$/m),
    ],
    lines: /^ *(?<name>A[^$\n]*?) {2,}\$(?<price_unit>\d+\.\d\d)\n\s*Charges +\$[\d.]+\n\s*VAT \*\* /gm,
  },
  free_fiber: {
    fields: [
      field('invoice_number', 'text', /Facture n°(\d+) du/),
      field('date', 'date', /Facture n°\d+ du (\d+ \p{L}+ \d{4})/u),
      field('date_due', 'date', /limite de paiement le (\d+ \p{L}+ \d{4})/u),
      field('amount', 'amount', /limite de paiement le .* {2,}(\d+\.\d\d) € TTC/),
      field('amount_untaxed', 'amount', /Total facture +(\d+\.\d\d) +\d+\.\d\d +\d+\.\d\d/),
      field('vat', 'text', /intra communautaire ?: (FR [\d ]+)/),
      field('siren', 'text', /B (\d{3} \d{3} \d{3}) RCS/),
      field('line_number', 'text', /Numéro de ligne +Id\.client .*\n\s*(FO\d+) +\d+/),
      field('client_id', 'text', /Numéro de ligne +Id\.client .*\n\s*FO\d+ +(\d+)/),
      field('date_end', 'date', /Haut Débit du 1er au (\d+ \p{L}+ \d{4}) +\d/u),
    ],
  },
  oyo: {
    fields: [
      field('amount', 'amount', /Grand Total +Rs (\d+)/),
      field('date', 'date', /Guest Name: .* {2,}Date: (\d+\/\d+\/\d{4})/),
      field('invoice_number', 'text', /Booking ID +Payment Mode\n\s*.*?(\w+) {2,}Cash/),
      field('booking_id', 'text', /Booking ID +Payment Mode\n\s*.*?(\w+) {2,}Cash/),
      field('payment_method', 'text', /Booking ID +Payment Mode\n\s*.*?\w+ {2,}(Cash .*)$/m),
      field('hotel_details', 'text', /Hotel Details +Check In +Check Out +Rooms\n+ *(.*?),? {2,}\d/),
      field('date_check_in', 'date', /Check Out +Rooms\n+.*? {2,}(\d+\/\d+\/\d{4}) +\d+\/\d+\/\d{4} +\d/),
      field('date_check_out', 'date', /Check Out +Rooms\n+.*? {2,}\d+\/\d+\/\d{4} +(\d+\/\d+\/\d{4}) +\d/),
      field('amount_rooms', 'amount', /Check Out +Rooms\n+.*? {2,}\d+\/\d+\/\d{4} +\d+\/\d+\/\d{4} +(\d+)/),
      field('gstin', 'text', /GSTIN +CIN\n+ *(\w{15}) /),
      field('cin', 'text', /GSTIN +CIN\n+ *\w{15} +(\w{21})/),
    ],
  },
  saeco: {
    fields: [
      field('amount', 'amount', /Factuur totaal EUR +(\d+,\d\d)/),
      field('amount_untaxed', 'amount', /BTW % +Grondslag +BTW bedrag +Totaal\n+ *21 ?% +(\d+,\d\d) /),
      field('amount_tax', 'amount', /BTW % +Grondslag +BTW bedrag +Totaal\n+ *21 ?% +\d+,\d\d +(\d+,\d\d) /),
      field('date', 'date', /Klant +Order +Factuur ?datum .*\n\s*\w+ +\w+ +(\d+-\d+-\d{4}) /),
      field('date_due', 'date', /Klant +Order .*Vervaldatum\n\s*\w+ +\w+ +\S+ +\w+ +(\d+-\d+-\d{4})/),
      field('invoice_number', 'text', /Klant +Order .*Factuur .*\n\s*\w+ +\w+ +\S+ +(\w+) /),
      field('payment_method', 'text', /vooruitbetaald met (.*)\./),
    ],
    lines:
      /^ *(?<code>E\d{6}) {2,}(?<name>.*?) {2,}(?<price_unit>\d+,\d\d) +(?<taxpercent>\d+) ?% +(?<qty>\d+) (?<uom>\w+) +(?<price_subtotal>\d+,\d\d)$/gm,
  },
};
