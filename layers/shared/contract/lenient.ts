/**
 * Values as backends really send them. A serialiser writes "not set" as null, a form as an empty text, booleans and
 * numbers as texts; all of it means what it says, so none of it may cost a run. What means nothing is still refused.
 */
import * as z from 'zod';

/** A field that may be left out, or be null for the same. */
export const optional = <T extends z.ZodType>(schema: T) =>
  schema
    .nullable()
    .transform((value) => value ?? undefined)
    .optional();

/** A text whose blank form means "not set": ids, names, page lists. */
export const optionalText = () =>
  z
    .string()
    .nullable()
    .transform((value) => value?.trim() || undefined)
    .optional();

/** A text in which every character counts; the empty one means "not set". */
export const optionalExactText = () =>
  z
    .string()
    .nullable()
    .transform((value) => value || undefined)
    .optional();

/** `true`, `false`, or the same as a text; Python's `str` writes them with a capital. */
export const flag = () =>
  z
    .union([z.boolean(), z.enum(['true', 'false', 'True', 'False', '']), z.null()], {
      error: 'must be true or false',
    })
    .transform((value) => {
      if (typeof value === 'boolean') return value;
      return value ? value.toLowerCase() === 'true' : undefined;
    })
    .optional();

/** A whole number of at least `minimum`, or its digits as a text (form fields). */
export const count = (minimum: number) =>
  z
    .union([z.number(), z.string().regex(/^\d*$/), z.null()], { error: 'must be a whole number' })
    .transform((value) => (value === null || value === '' ? undefined : Number(value)))
    .pipe(z.int().min(minimum).optional())
    .optional();

/** One of `names`. */
export const choice = <const T extends readonly string[]>(names: T) =>
  z
    .enum([...names, ''])
    .nullable()
    .transform((value) => (value ? (value as T[number]) : undefined))
    .optional();

/** A number, or one as a text. */
export const optionalNumber = () =>
  z
    .union([z.number(), z.string().regex(/^(-?\d+(\.\d+)?)?$/), z.null()], { error: 'must be a number' })
    .transform((value) => (value === null || value === '' ? undefined : Number(value)))
    .optional();

/** A list of ids; a single one is a list of one, and empty ones are none. */
export const ids = () =>
  z
    .union([z.array(z.string().nullable()), z.string(), z.null()], { error: 'must be a list of texts' })
    .transform((value) => {
      const given = (Array.isArray(value) ? value : [value]).map((id) => id?.trim());
      const named = given.filter((id): id is string => Boolean(id));
      return named.length > 0 ? named : undefined;
    })
    .optional();
