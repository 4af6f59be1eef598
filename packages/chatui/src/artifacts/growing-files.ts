/** What a call is writing: a file of an artifact, or a text without a name. */
export interface GrowingFile {
  readonly path: string | undefined;
  readonly text: string;
  readonly isWhole: boolean;
}

const pathNames = new Set(["path", "file", "file_path", "filename"]);
const textNames = new Set(["content", "text", "body", "code", "markdown"]);

/** A member with a text, of which the end may be missing. */
const member = /"([^"\\]*(?:\\.[^"\\]*)*)"\s*:\s*"([^"\\]*(?:\\.[^"\\]*)*)("?)/gs;

/**
 * The files in the arguments of a call as far as they have come: `{ path, content }`, or a map `files` from path to text.
 * The JSON is cut off somewhere; what cannot be read yet is left out.
 */
export function readGrowingFiles(json: string): readonly GrowingFile[] {
  const mapStart = /"files"\s*:\s*\{/.exec(json)?.index ?? Number.POSITIVE_INFINITY;
  const files: GrowingFile[] = [];
  let path: string | undefined;
  for (const { 1: key = "", 2: raw = "", 3: end, index } of json.matchAll(member)) {
    const name = unescape(key);
    if (index > mapStart) files.push({ path: name, text: unescape(raw), isWhole: end === '"' });
    else if (pathNames.has(name) && end === '"') path = unescape(raw);
    else if (textNames.has(name)) files.push({ path: undefined, text: unescape(raw), isWhole: end === '"' });
  }
  return files.map((file) => (file.path === undefined && path !== undefined ? { ...file, path } : file));
}

/** What a piece of a JSON string says; an escape that is cut off is left out. */
function unescape(raw: string): string {
  const whole = raw.replace(/(?<!\\)((?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$/, "$1");
  try {
    return JSON.parse(`"${whole}"`) as string;
  } catch {
    return whole;
  }
}
