import { defineApp } from "@mozaiks/core-runtime";
import { notes } from "./notes.ts";
import { summary } from "./summary.ts";

export { notes };

export default defineApp({
  name: "notes-app",
  version: "0.1.0",
  collections: [notes],
  routes: { "GET /api/summary": summary },
});
