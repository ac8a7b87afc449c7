import { IANAZone } from 'luxon';
import { z } from 'zod/v4';

/** What keys of the program file are made of. */

export const PARTNER_KINDS = ['strategic', 'technology', 'services', 'community', 'client'] as const;

export const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'use small letters, digits, - and _ (at most 63 characters)');

export const name = z.string().trim().min(1, 'must not be empty').max(120);

export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use HH:MM, 24 hours');

/** The same, or the end of the day. */
export const closingTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'use HH:MM, 24 hours, at most 24:00');

export const zone = z
  .string()
  .refine((value) => IANAZone.isValidZone(value), 'is not an IANA time zone such as Europe/Berlin');

/** A day as people write it, without a time: `2026-12-24`. */
export const date = z.iso.date();

export const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'is not a domain such as example.com');

/** Country (ISO 3166-1) and region (ISO 3166-2 without the country) of the public holidays. */
export const holidays = z.strictObject({ country: z.string().length(2), region: z.string().optional() });

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const weekday = z.enum(WEEKDAYS);

/** Somebody or something that is no more: kept, since records name it. */
export const ended = z.boolean().default(false);
