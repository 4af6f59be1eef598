import { parentPort, workerData } from "node:worker_threads";
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from "quickjs-emscripten-core";
import { prelude } from "./prelude.ts";
import type { WorkerCall, WorkerMessage } from "./worker-messages.ts";

const port = parentPort;
if (!port) throw new Error("an isolate runs in a thread");
const send = (message: WorkerMessage): void => port.postMessage(message);

const memoryBytes = 67_108_864;
const stackBytes = 262_144;
const computingMs = 2_000;
const maxOutput = 1_048_576;
const maxLogs = 100;

/** Runs one call and ends. Only texts cross the border of the isolate; nothing of this thread is reachable from inside. */
async function main(call: WorkerCall): Promise<void> {
  const module = await newQuickJSWASMModuleFromVariant(import("@jitl/quickjs-wasmfile-release-sync"));
  const runtime = module.newRuntime();
  runtime.setMemoryLimit(memoryBytes);
  runtime.setMaxStackSize(stackBytes);
  const until = performance.now() + computingMs;
  let interrupted = false;
  runtime.setInterruptHandler(() => (interrupted ||= performance.now() > until));
  try {
    send({ kind: "done", text: run(runtime, runtime.newContext(), call) });
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    send({ kind: "failed", message: interrupted ? "it took more than 2 s of computing time" : message });
  }
}

function run(runtime: QuickJSRuntime, vm: QuickJSContext, { code, name, input }: WorkerCall): string {
  const start = check(vm, vm.evalCode(prelude, "prelude.js"));
  check(vm, vm.evalCode(code, "workflow.js"));
  const promise = check(
    vm,
    vm.callFunction(
      start,
      vm.undefined,
      vm.getProp(vm.global, "workflow"),
      vm.newString(name),
      vm.newString(input),
      logger(vm),
    ),
  );
  const jobs = runtime.executePendingJobs();
  if (jobs.error) throw new Error(messageOf(vm, jobs.error));
  const state = vm.getPromiseState(promise);
  if (state.type === "pending") throw new Error("it waits for something that never comes: there are no timers");
  if (state.type === "rejected") throw new Error(messageOf(vm, state.error));
  const length = vm.getNumber(vm.getProp(state.value, "length"));
  if (vm.typeof(state.value) !== "string" || length > maxOutput) throw new Error("the result is larger than 1 MiB");
  return vm.getString(state.value);
}

function logger(vm: QuickJSContext): QuickJSHandle {
  let lines = 0;
  return vm.newFunction("log", (level, said) => {
    lines += 1;
    if (lines > maxLogs || vm.getNumber(vm.getProp(said, "length")) > 10_000) return;
    send({ kind: "log", level: vm.getString(level) === "warn" ? "warn" : "info", said: vm.getString(said) });
  });
}

function check(
  vm: QuickJSContext,
  result: { readonly value: QuickJSHandle; readonly error?: undefined } | { readonly error: QuickJSHandle },
): QuickJSHandle {
  if (result.error) throw new Error(messageOf(vm, result.error));
  return result.value;
}

/** The message of something thrown inside, as far as it is a text. */
function messageOf(vm: QuickJSContext, thrown: QuickJSHandle): string {
  const message = vm.typeof(thrown) === "object" ? vm.getProp(thrown, "message") : thrown;
  return vm.typeof(message) === "string"
    ? vm.getString(message).slice(0, 1_000)
    : "it threw something that is no error";
}

await main(workerData as WorkerCall);
