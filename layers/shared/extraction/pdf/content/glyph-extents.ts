/**
 * How far a character's ink reaches above and below its base line, in thousandths of an em, told from what character
 * it is: close enough to tell whether two pieces of text stand on one line, without reading the outlines of fonts.
 */
const CAPITAL = 720;
const X_HEIGHT = 530;
const DESCENDER = -210;
const IDEOGRAPH = { low: -120, high: 880 };

const X_HIGH = charactersOf('acegmnopqrsuvwxyzıµ«»~');
const DEEP = charactersOf('gjpqy()[]{}|/\\@$ŋçþýÿş§¶µ');

export function extentLow(code: number): number {
  if (code === 0x2c || code === 0x3b) return -150;
  if (code === 0x5f) return -130;
  if (isIdeograph(code)) return IDEOGRAPH.low;
  if (isRaised(code)) return 400;
  if (isDash(code)) return 200;
  return DEEP.has(code) ? DESCENDER : -10;
}

export function extentHigh(code: number): number {
  if (code === 0x2e || code === 0x2c || code === 0x2026) return 110;
  if (code === 0x5f) return -70;
  if (isIdeograph(code)) return IDEOGRAPH.high;
  if (isDash(code)) return 320;
  return X_HIGH.has(code) ? X_HEIGHT : CAPITAL;
}

function charactersOf(text: string): ReadonlySet<number> {
  return new Set([...text].map((character) => character.codePointAt(0) ?? 0));
}

const isIdeograph = (code: number): boolean =>
  (code >= 0x2e80 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xfaff) || code >= 0xff00;

const isDash = (code: number): boolean =>
  code === 0x2d || code === 0xad || (code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0xb7;

/** Quotation marks, superscripts and the like. */
const isRaised = (code: number): boolean =>
  code === 0x22 ||
  code === 0x27 ||
  code === 0x2a ||
  code === 0x60 ||
  (code >= 0xb0 && code <= 0xb4) ||
  code === 0xb9 ||
  (code >= 0x2018 && code <= 0x201f && code !== 0x201a && code !== 0x201e) ||
  code === 0x2122;
