import { pathToFileURL } from "node:url";
import type { MutantResult, ProofProgress, ProofReport, Violation } from "@mozaiks/core-runtime/prove";
import { loadAppProver } from "../../app/app-runtime.ts";
import { appOption, loadApp } from "../../app/load-app.ts";
import { isSet, textOf, usage } from "../../arguments.ts";
import type { Arguments, Command } from "../../command.ts";
import type { Io } from "../../io.ts";

/** Violations that are told at most; the first ones tell what is wrong. */
const shown = 10;

/** `mozaiks app prove`: what the app answers is what its rules say, and nothing of it is of another organization. */
export const command: Command = {
  name: "app prove",
  description:
    "Proves that the app leaks nothing: every operation, by every role of two organizations and by nobody, on own, others',\n" +
    "foreign, deleted and missing records, with the side ways of lists, cursors, references, batches and streams. Then each\n" +
    "rule and each tenant predicate is taken away, and the same must notice. It runs on made data in a store of its own.",
  positionals: [],
  options: {
    ...appOption,
    seed: { type: "string", value: "<number>", description: "make the same data as the proof that printed it" },
    json: { type: "boolean", description: "print one JSON object" },
  },
  examples: [
    { line: "mozaiks app prove", does: "in CI: fails when anything leaks, or a rule protects nothing" },
    { line: "mozaiks app prove --seed 42", does: "the proof that printed 42, again" },
  ],
  async run(args, io) {
    const { definition, file } = await loadApp(args, io);
    const { proveApp, openTemporaryEngine } = await loadAppProver(pathToFileURL(file).href);
    const isJson = isSet(args, "json");
    const report = await proveApp(definition, {
      ...seedOf(args),
      openEngine: () => openTemporaryEngine(),
      onProgress: (progress) => {
        if (!isJson) tellProgress(progress, io);
      },
    });
    if (isJson) io.print(JSON.stringify(report));
    else tell(report, io);
    return report.passed ? 0 : 1;
  },
};

function seedOf(args: Arguments): { readonly seed?: number } {
  const seed = textOf(args, "seed");
  if (seed === undefined) return {};
  if (/^\d{1,10}$/.test(seed) && Number(seed) < 2 ** 32) return { seed: Number(seed) };
  throw usage(`--seed is ${JSON.stringify(seed)}, and must be a number from 0 to ${2 ** 32 - 1}`);
}

function tellProgress(progress: ProofProgress, io: Io): void {
  if (progress.kind === "check")
    io.print(`${io.style("green", "·")} ${progress.check.padEnd(12)} ${count(progress.requests, "request")}`);
  else if (progress.caughtBy === null) io.print(survivor(progress, io));
}

function tell({ app, seed, passed, requests, durationMs, violations, mutants, gaps }: ProofReport, io: Io): void {
  for (const violation of violations.slice(0, shown)) io.print(problem(violation, io));
  if (violations.length > shown) io.print(`  and ${violations.length - shown} more; --json tells them all`);
  for (const gap of gaps) io.print(`${io.style("yellow", "?")} ${gap}`);
  const noticed = mutants.filter(({ caughtBy }) => caughtBy !== null).length;
  if (mutants.length > 0)
    io.print(`${noticed} of ${count(mutants.length, "protection")} taken away one by one and noticed`);
  const mark = passed ? io.style("green", "✓ proved") : io.style("red", "✗ not proved");
  io.print(`${mark}: ${app}, ${count(requests, "request")} in ${(durationMs / 1000).toFixed(1)} s, seed ${seed}`);
}

function problem({ check, kind, actor, request, expected, actual }: Violation, io: Io): string {
  const what = { leak: "leaks", write: "is changed", answer: "answers wrongly" }[kind];
  return [`${io.style("red", "✗")} ${check}: ${what}`, actor, request, `expected ${expected}`, `got ${actual}`].join(
    "\n  ",
  );
}

const survivor = ({ mutant }: MutantResult, io: Io): string =>
  `${io.style("red", "✗")} ${mutant} protects nothing: taken away, everything is answered as before`;

const count = (number: number, what: string): string =>
  `${number.toLocaleString("en-US")} ${what}${number === 1 ? "" : "s"}`;
