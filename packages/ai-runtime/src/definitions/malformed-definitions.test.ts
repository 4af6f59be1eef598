import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { malformedDefinitions } from "../../test/definitions/malformed/malformed-definitions.ts";
import { temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { loadWorkflow } from "./load-workflow.ts";

describe("a definition with one mistake", () => {
  it.each(malformedDefinitions)(
    "is rejected where the mistake stands: $what ($error)",
    async ({ files, error, says }) => {
      await using folder = await temporaryWorkflow(files);
      const load = await loadWorkflow(folder.path);
      const errors = load.diagnostics.filter(({ severity }) => severity === "error");
      const shown = errors.map(
        ({ file, line, column, code }) => `${relative(folder.path, file)}:${line}:${column} ${code}`,
      );
      expect(shown).toEqual([error]);
      const [only] = errors;
      expect(`${only?.message} ${only?.fix}`).toContain(says);
      expect(`${only?.message} ${only?.fix}`).not.toMatch(/\n|undefined|\[object|    at /);
      expect(load.ok).toBe(false);
    },
  );
});
