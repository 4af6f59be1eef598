import type { Frame } from "@mozaiks/contracts/fold";
import { recordedStreams } from "./generated/recorded-streams.ts";
import { toGoldenStream, type GoldenStream } from "./golden-stream.ts";
import { artifactWork, severalRequests, unknownAndMalformed } from "./written-streams.ts";

/** Every golden stream: the conformance streams of `@mozaiks/contracts` that are whole sessions, and some more. */
export function loadGoldenStreams(): readonly GoldenStream[] {
  const recorded = Object.entries(recordedStreams).map(([name, lines]) =>
    toGoldenStream(
      name,
      lines.map((line): Frame => JSON.parse(line)),
    ),
  );
  return [...recorded, severalRequests(), artifactWork(), unknownAndMalformed()];
}

/**
 * The golden stream of that name.
 * @throws Error that lists the names when there is none.
 */
export function goldenStream(name: string): GoldenStream {
  const streams = loadGoldenStreams();
  const found = streams.find((stream) => stream.name === name);
  if (!found) throw new Error(`no golden stream ${name}; there are ${streams.map((each) => each.name).join(", ")}`);
  return found;
}
