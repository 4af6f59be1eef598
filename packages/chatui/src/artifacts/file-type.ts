const images = new Map([
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["gif", "image/gif"],
  ["webp", "image/webp"],
  ["avif", "image/avif"],
  ["svg", "image/svg+xml"],
]);

/** The name that code in a file is coloured by: its extension, or its whole name where it has none. */
export function languageOf(path: string): string {
  const name = path.split("/").at(-1) ?? "";
  return (/\.([^.]+)$/.exec(name)?.[1] ?? name).toLowerCase();
}

/** The media type of a picture, or undefined for any other file. */
export function imageTypeOf(path: string): string | undefined {
  return images.get(languageOf(path));
}

/** Whether a file reads best as a page of text. */
export function isMarkdown(path: string): boolean {
  return /^(md|markdown)$/.test(languageOf(path));
}
