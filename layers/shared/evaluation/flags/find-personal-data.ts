import { findEmails } from '../../values/parse-email.ts';
import { leavesOf } from '../leaves.ts';

export type PersonalData =
  | 'email address'
  | 'phone number'
  | 'social security number'
  | 'card number'
  | 'bank account';

const PHONE =
  /(?<![\w.])(?:\+\d{1,3}[\s./-]?(?:\(?\d{1,4}\)?[\s./-]?){2,5}\d{2,4}|\(\d{2,4}\)[\s./-]?\d{3,4}[\s./-]?\d{3,4}|\d{3}[-.]\d{3}[-.]\d{4})(?![\w])/;
const US_SOCIAL_SECURITY = /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/;
const CARD = /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/g;
const IBAN = /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)/g;

/**
 * Kinds of personal data that stand in an answer, by patterns and check digits. Names and postal addresses have no
 * pattern and are not looked for.
 */
export function findPersonalData(answer: unknown): PersonalData[] {
  const found = new Set<PersonalData>();
  for (const leaf of leavesOf(answer)) {
    const text = String(leaf);
    if (findEmails(text).length > 0) found.add('email address');
    if (PHONE.test(text)) found.add('phone number');
    if (US_SOCIAL_SECURITY.test(text)) found.add('social security number');
    if ((text.match(CARD) ?? []).some(hasLuhnDigit)) found.add('card number');
    if ((text.match(IBAN) ?? []).some(hasIbanDigits)) found.add('bank account');
  }
  return [...found].sort();
}

/** Luhn's check digit, ISO/IEC 7812. */
function hasLuhnDigit(number: string): boolean {
  const digits = [...number.replace(/\D/g, '')].map(Number).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 && new Set(digits).size > 1;
}

/** ISO 13616: the first four characters moved to the end, letters as 10 to 35, leave 1 by 97. */
function hasIbanDigits(iban: string): boolean {
  const compact = iban.replaceAll(' ', '');
  const digits = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n;
}
