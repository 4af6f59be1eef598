import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ServedRequest } from "../http/exchange.ts";

/** What Prometheus scrapes of one app; labels have few values, and none names a user or an organisation. */
export interface Metrics {
  served(request: ServedRequest): void;
  exposition(): Promise<string>;
  readonly contentType: string;
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** In a registry of its own, so that two apps in one process do not share it. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const seconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time until an answer began.",
    labelNames: ["method", "operation", "status"],
    buckets,
    registers,
  });
  const refused = new Counter({
    name: "http_problems_total",
    help: "Answers that were problems, by code.",
    labelNames: ["code"],
    registers,
  });
  gauge("process_resident_memory_bytes", "Memory the process holds.", () => process.memoryUsage.rss());
  gauge("process_cpu_seconds_total", "Processor time used.", () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000_000;
  });
  gauge("process_start_time_seconds", "When the process began.", () => Date.now() / 1000 - process.uptime());

  function gauge(name: string, help: string, read: () => number): void {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read()) });
  }

  return {
    served({ method, operation, status, durationMs, code }) {
      seconds.observe({ method: knownMethods.has(method) ? method : "other", operation, status }, durationMs / 1000);
      if (code !== undefined) refused.inc({ code });
    },
    exposition: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** A client may make methods up. */
const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
