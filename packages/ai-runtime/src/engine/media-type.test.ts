import { expect, it } from "vitest";
import { isTextType, mediaTypeOf } from "./media-type.ts";

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

it.each([
  ["a PNG", bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0), "text/plain", "image/png"],
  ["a JPEG", bytes(0xff, 0xd8, 0xff, 0xe0), "", "image/jpeg"],
  ["a GIF", text("GIF89a"), "image/gif", "image/gif"],
  ["a WebP", bytes(...text("RIFF"), 1, 2, 3, 4, ...text("WEBPVP8 ")), "", "image/webp"],
  ["a PDF", text("%PDF-1.7"), "text/html", "application/pdf"],
  ["text that is said to be an image", text("hello"), "image/png", "text/plain"],
  ["Markdown", text("# Hi"), "text/markdown; charset=utf-8", "text/markdown"],
  ["JSON", text("{}"), "application/json", "application/json"],
  ["a page", text("<script>alert(1)</script>"), "text/html", "text/plain"],
  ["a drawing with a script", text("<svg onload='x'/>"), "image/svg+xml", "text/plain"],
  ["nothing", bytes(), "image/png", "text/plain"],
  ["bytes with a zero", bytes(65, 0, 66), "text/plain", "application/octet-stream"],
  ["bytes that are no UTF-8", bytes(0xc3, 0x28), "text/plain", "application/octet-stream"],
])("takes %s for what it is", (_what, content, declared, type) => {
  expect(mediaTypeOf(content, declared)).toBe(type);
});

it("lets models read texts only", () => {
  expect(["text/plain", "application/json", "application/pdf", "image/png"].map(isTextType)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
