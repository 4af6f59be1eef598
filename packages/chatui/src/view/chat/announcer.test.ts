import { expect, it } from "vitest";
import { toSentences } from "./announcer.tsx";

it("gives each piece one full stop and keeps the marks it has", () => {
  expect(toSentences(["Planner says: It takes 20 minutes.", "Finished"])).toBe(
    "Planner says: It takes 20 minutes. Finished.",
  );
  expect(toSentences(["Ada says: Really?", 'Bob says: "Yes!"', "Connected"])).toBe(
    'Ada says: Really? Bob says: "Yes!" Connected.',
  );
  expect(toSentences([])).toBe("");
});
