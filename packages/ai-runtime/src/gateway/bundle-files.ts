import { makeZip } from "client-zip";
import type { ArtifactFile } from "../engine/core/artifact-files.ts";

/**
 * A ZIP archive as a stream: one file is in memory at a time. The same files make the same bytes, at any time and in any
 * time zone: their order is that of the map, and each has the date at which ZIP's calendar begins.
 */
export function bundleFiles(
  files: ReadonlyMap<string, ArtifactFile>,
  read: (file: ArtifactFile) => Promise<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array> {
  async function* entries(): AsyncGenerator<{ name: string; lastModified: Date; input: Uint8Array<ArrayBuffer> }> {
    for (const [name, file] of files) yield { name, lastModified: new Date(1980, 0, 1), input: await read(file) };
  }
  return makeZip(entries());
}
