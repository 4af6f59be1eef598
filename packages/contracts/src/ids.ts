import { z } from "zod";

/** What every id looks like: 1 to 128 of `A-Z a-z 0-9 . _ : @ -`. Queue subjects and blob paths encode ids base64url. */
export const idPattern = /^[A-Za-z0-9._:@-]{1,128}$/;

/** An opaque id of an app, user, chat, run, message or call. */
export const Id = z.string().regex(idPattern, "must be 1 to 128 of A-Z a-z 0-9 . _ : @ -");

/** UTC, ISO 8601. */
export const Timestamp = z.iso.datetime();

/** Any JSON value. */
export const Json = z.json();
export type Json = z.infer<typeof Json>;

/** A JSON object. */
export const JsonObject = z.record(z.string(), Json);
export type JsonObject = z.infer<typeof JsonObject>;
