/** What the example invoice bills, invented. */
export type Item = {
  article: string;
  description: string;
  quantity: number;
  unit: string;
  price: number;
  tax: 7 | 19;
};

export const ITEMS: readonly Item[] = [
  {
    article: 'AX-2040',
    description: 'Rail-mounted controller, 24 V DC',
    quantity: 4,
    unit: 'pcs',
    price: 289.5,
    tax: 19,
  },
  {
    article: 'AX-2041',
    description: 'Expansion module, 16 digital inputs',
    quantity: 8,
    unit: 'pcs',
    price: 112,
    tax: 19,
  },
  {
    article: 'AX-2055',
    description: 'Expansion module, 8 relay outputs',
    quantity: 6,
    unit: 'pcs',
    price: 134.25,
    tax: 19,
  },
  {
    article: 'CB-0310',
    description: 'Shielded cable, 4 × 0.5 mm², grey',
    quantity: 250,
    unit: 'm',
    price: 1.85,
    tax: 19,
  },
  {
    article: 'CB-0322',
    description: 'Patch cable Cat. 6A, 2 m, blue',
    quantity: 30,
    unit: 'pcs',
    price: 6.4,
    tax: 19,
  },
  {
    article: 'SN-1107',
    description: 'Temperature sensor PT1000, IP67',
    quantity: 18,
    unit: 'pcs',
    price: 41.9,
    tax: 19,
  },
  {
    article: 'SN-1130',
    description: 'Differential pressure sensor, 0–500 Pa',
    quantity: 5,
    unit: 'pcs',
    price: 187,
    tax: 19,
  },
  {
    article: 'EN-0900',
    description: 'Enclosure, sheet steel, 600 × 400 × 200 mm',
    quantity: 2,
    unit: 'pcs',
    price: 215.8,
    tax: 19,
  },
  {
    article: 'PS-0124',
    description: 'Power supply 24 V, 10 A',
    quantity: 3,
    unit: 'pcs',
    price: 98.6,
    tax: 19,
  },
  { article: 'SV-0001', description: 'Commissioning on site', quantity: 14, unit: 'h', price: 118, tax: 19 },
  {
    article: 'SV-0004',
    description: 'Operator training, half a day',
    quantity: 2,
    unit: 'days',
    price: 640,
    tax: 19,
  },
  {
    article: 'DC-0002',
    description: 'Printed manual, English and German',
    quantity: 5,
    unit: 'pcs',
    price: 24,
    tax: 7,
  },
];

export const amount = (item: Item): number => Math.round(item.quantity * item.price * 100) / 100;
export const sum = (numbers: readonly number[]): number =>
  Math.round(numbers.reduce((a, b) => a + b, 0) * 100) / 100;
export const money = (value: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
