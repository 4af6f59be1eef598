/** The images that models and browsers know. */
const images: readonly (readonly [type: string, begins: (bytes: Uint8Array) => boolean])[] = [
  ["image/png", (bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ["image/jpeg", (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff])],
  ["image/gif", (bytes) => startsWith(bytes, [0x47, 0x49, 0x46, 0x38])],
  [
    "image/webp",
    (bytes) => startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]),
  ],
  ["application/pdf", (bytes) => startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])],
];

const texts = ["text/plain", "text/markdown", "text/csv", "application/json", "application/yaml"];

/**
 * What bytes are: an image or a PDF by how they begin, text when they are UTF-8, else `application/octet-stream`. What the
 * client says only chooses between kinds of text; markup and scripts count as plain text.
 */
export function mediaTypeOf(bytes: Uint8Array, declared: string): string {
  const known = images.find(([, begins]) => begins(bytes));
  if (known) return known[0];
  if (!isText(bytes)) return "application/octet-stream";
  const [type = ""] = declared.toLowerCase().split(";");
  return texts.find((text) => text === type.trim()) ?? "text/plain";
}

/** True for what a model can read as text. */
export function isTextType(mediaType: string): boolean {
  return texts.includes(mediaType);
}

export function isImageType(mediaType: string): boolean {
  return mediaType.startsWith("image/");
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte);
}

function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).includes("\0");
  } catch {
    return false;
  }
}
