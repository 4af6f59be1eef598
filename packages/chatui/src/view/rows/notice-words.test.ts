import { expect, it } from "vitest";
import { en } from "../../locales/en.ts";
import { noticeWords } from "./notice-words.ts";

it.each(["expression.failed", "guardrail.hit", "manager.undecided", "model.fallback", "speaker.choose"])(
  "has words for %s, beside what the runtime says about the case",
  (code) => {
    const { title, detail } = noticeWords({ code, detail: "handoffs.yaml:4" }, en.rows);
    expect(title).toMatch(/^[A-Z][a-z ,]+$/);
    expect(detail).toBe("handoffs.yaml:4");
  },
);

it("says what the runtime says where it has no words of its own", () => {
  expect(noticeWords({ code: "grant.dropped", detail: "look_up is gone" }, en.rows)).toEqual({
    title: "look_up is gone",
  });
  expect(noticeWords({ code: "grant.dropped" }, en.rows)).toEqual({ title: "Grant dropped" });
  expect(noticeWords({ code: "constructor" }, en.rows)).toEqual({ title: "Constructor" });
});
