import { z } from "zod";

const hasControls = /[\p{Cc}\p{Cs}]/u;

/** Letters, digits and punctuation of the ASCII kind, so that no two addresses look the same; kept in lower case. */
export const Email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .transform((email) => email.toLowerCase())
  .meta({ format: "email" });

/** What people and organisations are called. */
export const DisplayName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((name) => !hasControls.test(name), "must not contain control characters");

const [minLength, maxLength] = [10, 128];

/** 10 to 128 code points, any (ASVS 5.0 V6.2.1, V6.2.9; nothing is cut and no kind of character is asked for). */
export const NewPassword = z
  .string()
  .refine((password) => {
    const { length } = Array.from(password);
    return password.isWellFormed() && length >= minLength && length <= maxLength;
  }, `has ${minLength} to ${maxLength} characters`)
  .meta({ minLength, maxLength });

/** A password somebody claims to have: as long as one can be. */
export const GivenPassword = z.string().max(512);

/** What somebody is called who did not say. */
export const nameInAddress = (email: string): string => email.slice(0, email.indexOf("@"));
