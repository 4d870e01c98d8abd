import type { Kind } from './embedded-reader-kinds.ts';

/** A thing that documents name in many ways. */
export type Concept = {
  name: string;
  /** What a question about it says; matched against the prompt and the output's name, in lower case, as words. */
  asked: RegExp;
  /** What documents write in front of, above or beside it, best first. Compared as words, so without punctuation. */
  labels: string[];
  kind: Kind;
};

const list = (labels: string): string[] => labels.split(' | ');

/**
 * Ordered: the first concept that a question asks for is taken, so the special ones ("due date") stand before the
 * general ones ("date"). Labels are English, German, French, Dutch and Malay usage on invoices, receipts and letters.
 */
export const CONCEPTS: readonly Concept[] = [
  {
    name: 'due_date',
    asked:
      /\b(?:due date|date due|payment date|pay by|deadline|when is (?:it|the \w+|payment) due|when (?:must|should) \w+ (?:be )?pa(?:id|y)|due on|fällig\w*|échéance)\b/,
    labels: list(
      'due date | payment due date | payment due | date due | due on | pay by | ' +
        'fälligkeitsdatum | fällig am | fälligkeit | zahlbar bis | date d échéance | echéance | ' +
        'échéance | vervaldatum | due',
    ),
    kind: 'date',
  },
  {
    name: 'delivery_date',
    asked: /\b(?:delivery date|date of delivery|delivered on|lieferdatum|date de livraison)\b/,
    labels: list(
      'delivery date | date of delivery | delivered on | lieferdatum | leistungsdatum | ' +
        'date de livraison | leverdatum',
    ),
    kind: 'date',
  },
  {
    name: 'date',
    asked:
      /\b(?:invoice date|date of (?:the )?(?:invoice|receipt|issue)|issue date|receipt date|bill date|document date|rechnungsdatum|date de (?:la )?facture|when was (?:it|the \w+) (?:issued|dated|made))\b|^(?:what is )?(?:the )?date\b|\bdatum\b|\bdate of purchase\b/,
    labels: list(
      'invoice date | date of invoice | issue date | date of issue | bill date | ' +
        'receipt date | rechnungsdatum | belegdatum | date de facture | date de facturation | ' +
        'date d émission | factuurdatum | tarikh | date | datum | dated | date time',
    ),
    kind: 'date',
  },
  {
    name: 'invoice_number',
    asked:
      /\b(?:invoice (?:number|no|id|#)|number of the invoice|(?:bill|receipt|document) (?:number|no|id)|rechnungs ?(?:nummer|nr)|numéro de facture)\b/,
    labels: list(
      'invoice number | invoice no | invoice # | invoice id | inv no | invoice nr | ' +
        'rechnungsnummer | rechnungs nr | rechnung nr | handelsrechnung nr | handelsrechnung | ' +
        'factuur | rechnungsnr | numéro de facture | facture n | facture no | n facture | ' +
        'factuurnummer | bill number | bill no | receipt number | receipt no | receipt # | ' +
        'document no | doc no | belegnummer | tax invoice no | invoice | rechnung',
    ),
    kind: 'id',
  },
  {
    name: 'purchase_order',
    asked: /\b(?:purchase order|po (?:number|no)|order (?:number|no|id)|bestellnummer|customer order)\b/,
    labels: list(
      'purchase order | purchase order number | purchase order no | po number | po no | ' +
        'po # | your order | order number | order no | order id | bestellnummer | bestell nr | ' +
        'auftragsnummer | commande | po',
    ),
    kind: 'id',
  },
  {
    name: 'customer_number',
    asked: /\b(?:customer|client|account|kunden) ?(?:number|no|id|nummer|nr)\b/,
    labels: list(
      'customer number | customer no | customer id | client number | client no | ' +
        'account number | account no | kundennummer | kunden nr | klantnummer | numéro client',
    ),
    kind: 'id',
  },
  {
    name: 'tax_id',
    asked:
      /\b(?:(?:vat|gst|tax) (?:id|number|no|registration)|ust ?id\w*|umsatzsteuer ?id\w*|(?:numéro|no?) de tva|siren|siret|gstin|ein|tin)\b/,
    labels: list(
      'vat id | vat number | vat no | vat reg no | gst reg no | gst id | gst no | ' +
        'gst registration no | gstin | tax id | tax number | ust idnr | ust id | ust id nr | ' +
        'steuernummer | n tva | tva intracommunautaire | btw nummer',
    ),
    kind: 'tax-id',
  },
  {
    name: 'subtotal',
    asked:
      /\b(?:sub ?total|net (?:amount|total)|total (?:before|excluding|without|excl) (?:tax|vat|gst)|untaxed|zwischensumme|nettobetrag|taxable)\b/,
    labels: list(
      'subtotal | sub total | net amount | net total | total net | total excl | ' +
        'total excluding | total ht | amount excl | nettobetrag | rechnungssumme ohne ust | ' +
        'summe ohne ust | gesamtbetrag ohne ust | montant ht | grondslag | summe netto | ' +
        'zwischensumme | netto | subtotaal | taxable amount | total before tax',
    ),
    kind: 'money',
  },
  {
    name: 'tax',
    asked:
      /\b(?:tax amount|amount of (?:tax|vat|gst)|total tax|sales tax|(?:vat|gst|tax) total|how much (?:tax|vat|gst)|what is the (?:tax|vat|gst)$|mehrwertsteuer|tva)\b|^(?:tax|vat|gst)$/,
    labels: list(
      'total tax | steuerbetrag | gesamtbetrag ust | montant tva | btw bedrag | tax amount | ' +
        'sales tax | total vat | vat | gst | total gst | tax | mwst | umsatzsteuer | ust | ' +
        'total tva | tva | btw',
    ),
    kind: 'money',
  },
  {
    name: 'total',
    asked:
      /\b(?:total|amount (?:due|payable|owed|to pay)|balance(?: due)?|how much|gesamtbetrag|gesamtsumme|rechnungsbetrag|zu zahlen|montant total|à payer|combien|sum|price in all|cost in all)\b/,
    labels: list(
      'total due | amount due | rounded total | total rounded | total after rounding | ' +
        'total amount after rounding | grand total | total amount due | balance due | ' +
        'total payable | amount payable | invoice total | total amount | ' +
        'total sales inclusive of gst | total inclusive of gst | total incl gst | ' +
        'total inclusive gst | total with gst | total incl | nett total | net total | ' +
        'bruttosumme | somme à payer | montant ttc | factuur totaal | gesamtbetrag | ' +
        'rechnungsbetrag | zahlbetrag | gesamtsumme | total ttc | total à payer | ' +
        'montant total | net à payer | totaalbedrag | totaal | total | gesamt | summe | ' +
        'jumlah | total rm | amount',
    ),
    kind: 'money',
  },
  { name: 'iban', asked: /\biban\b/, labels: list('iban'), kind: 'iban' },
  {
    name: 'bic',
    asked: /\b(?:bic|swift)\b/,
    labels: list('bic | swift | swift code | swift bic'),
    kind: 'bic',
  },
  {
    name: 'email',
    asked: /\be ?mail\b/,
    labels: list('email | e mail | mail | email address | contact'),
    kind: 'email',
  },
  {
    name: 'phone',
    asked: /\b(?:phone|telephone|telefon|téléphone|tel|mobile|fax)\b/,
    labels: list('phone | telephone | tel | tel no | mobile | telefon | téléphone | fax'),
    kind: 'phone',
  },
  {
    name: 'website',
    asked: /\b(?:website|web site|url|homepage|web address)\b/,
    labels: list('website | web | url'),
    kind: 'url',
  },
  {
    name: 'address',
    asked:
      /\b(?:address|anschrift|adresse|where is (?:the )?(?:company|vendor|seller|shop|store) (?:located|based))\b/,
    labels: [],
    kind: 'text',
  },
  {
    name: 'customer',
    asked:
      /\b(?:customer|client|buyer|kunde|käufer|empfänger|acheteur|destinataire|bill(?:ed)? to|purchaser|recipient|invoiced to|sold to|who (?:was|is) (?:billed|invoiced))\b/,
    labels: list(
      'bill to | billed to | invoice to | invoiced to | sold to | customer | customer name | ' +
        'client | client name | buyer | recipient | rechnung an | kunde | empfänger | käufer | ' +
        'destinataire | facturé à | factuuradres | rechnungsempfänger | leistungsempfänger',
    ),
    kind: 'name',
  },
  {
    name: 'vendor',
    asked:
      /\b(?:vendor|seller|supplier|merchant|issuer|company|shop|store|biller|issued (?:the|this|by)|who (?:is it|sent|made)|from whom|lieferant|verkäufer|fournisseur)\b/,
    labels: list(
      'vendor | vendor name | seller | supplier | sold by | merchant | issued by | ' +
        'lieferant | verkäufer | fournisseur | vendeur',
    ),
    kind: 'name',
  },
];
