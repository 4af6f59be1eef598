#!/usr/bin/env node
// Plain JavaScript that Node 18 can parse: finds a Node that runs the rest, then the rest.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";

const source = new URL("../src/main.ts", import.meta.url);
const isInstalled = import.meta.url.includes("/node_modules/");
/** From source in the repository, from `dist` where the package is installed. */
const useSource = !isInstalled && existsSync(source) && !process.env.MOZAIKS_USE_DIST;
/** Sources are full of `using`, which plain Node parses from 24 on. */
const wanted = useSource ? [24, 0] : [22, 18];
const launchedBy = "MOZAIKS_LAUNCHED_BY";

if (process.env.npm_lifecycle_event) stopWithNpm();
if (isNewEnough(process.versions.node)) await runHere();
else runWith(pinnedNode());

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);
}

async function runHere() {
  if (process.env[launchedBy] === String(process.ppid)) dieWithLauncher();
  delete process.env[launchedBy];
  silenceExperimentalWarnings();
  nodeModule.enableCompileCache?.();
  if (useSource) resolvePackagesToSource();
  const { main } = await import(useSource ? source.href : new URL("../dist/main.js", import.meta.url).href);
  await main(process);
}

/**
 * npm passes a SIGTERM to the shell between it and this process only. The shell dies of it, and this process would go
 * on as an orphan that keeps the port and the data folder.
 */
function stopWithNpm() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}

/**
 * Makes `@mozaiks/*` resolve to TypeScript sources, which Node runs by stripping the types. Same thread only: workers use
 * relative imports.
 */
function resolvePackagesToSource() {
  nodeModule.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, "@mozaiks/source"] }),
  });
}

function silenceExperimentalWarnings() {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (warning, ...rest) => {
    const type = typeof rest[0] === "string" ? rest[0] : rest[0]?.type;
    if (type !== "ExperimentalWarning") emitWarning(warning, ...rest);
  };
}

/** The channel closes when the launcher dies, however it dies. */
function dieWithLauncher() {
  if (!process.channel) return;
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  process.channel.unref();
}

/** The Node that npm installed beside this package, if it did. */
function pinnedNode() {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const file = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  try {
    return nodeModule.createRequire(import.meta.url).resolve(`${name}/${file}`);
  } catch {
    return undefined;
  }
}

/** Runs this file again with another Node and is nothing but its shadow: same streams, signals and exit code. */
function runWith(node) {
  if (!node) {
    console.error(
      `mozaiks: node.too-old This is Node ${process.versions.node}; mozaiks needs ${wanted.join(".")} or newer.`,
    );
    console.error(
      "  fix: install Node 24 from https://nodejs.org, or run npm install here with optional dependencies.",
    );
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, [launchedBy]: String(process.pid) },
  });
  // A terminal sends Ctrl-C to both processes already.
  const isTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  process.on("SIGINT", () => isTerminal || child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
  child.on("error", (error) => {
    console.error(`mozaiks: node.failed ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
