import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { processCpuMs } from "../turn-overhead/process-cost.ts";
import type { OpenTarget, Operation } from "./target.ts";

export interface Load {
  readonly seconds: number;
  readonly connections: number;
}

export interface Sample {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Time the server's process had a processor, all its threads together. */
  readonly cpuUs: number;
}

/** wrk takes requests from a list in turns, and says at the end what came of them. */
const script = `
local requests = {}
local index = 0
function init(args)
  local file = io.open(args[1], "rb")
  for request in string.gmatch(file:read("*a"), "([^%z]+)") do requests[#requests + 1] = request end
  file:close()
  math.randomseed(os.time())
  index = math.random(#requests)
end
function request()
  index = index % #requests + 1
  return requests[index]
end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT {\\"requests\\": %d, \\"us\\": %d, \\"p50\\": %d, \\"p99\\": %d, \\"failed\\": %d}\\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
`;

/** Asks a target as fast as it answers. @throws when any answer is not a success. */
export async function runLoad(target: OpenTarget, operation: Operation, load: Load): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-load-"));
  try {
    const [lua, requests] = [join(folder, "load.lua"), join(folder, "requests")];
    await writeFile(lua, script);
    await writeFile(requests, target.requests[operation].join("\0"));
    const options = ["-t1", `-c${load.connections}`, `-d${load.seconds}s`, "--timeout", "10s", "-s", lua];
    const before = await processCpuMs(target.pid);
    const url = `http://127.0.0.1:${target.port}`;
    const { stdout } = await promisify(execFile)("wrk", [...options, url, "--", requests]);
    const cpuMs = (await processCpuMs(target.pid)) - before;
    const [, text = "{}"] = /RESULT (.*)/.exec(stdout) ?? [];
    const result = JSON.parse(text) as { requests: number; us: number; p50: number; p99: number; failed: number };
    if (!(result.requests > 0) || result.failed > 0) throw new Error(`${operation} failed: ${stdout}`);
    return {
      perSecond: result.requests / (result.us / 1e6),
      p50Ms: result.p50 / 1000,
      p99Ms: result.p99 / 1000,
      cpuUs: (cpuMs * 1000) / result.requests,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
