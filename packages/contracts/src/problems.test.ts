import { describe, expect, it } from "vitest";
import { closeCodes } from "./close-codes.ts";
import {
  closeCodeOf,
  isMozaiksError,
  MozaiksError,
  problems,
  publicDetail,
  toMozaiksError,
  type ProblemCode,
} from "./problems.ts";

const codes = Object.keys(problems) as ProblemCode[];

describe.each(codes)("the problem %s", (code) => {
  it("is named noun.kebab-case, has an HTTP error status and a title without a full stop", () => {
    expect(code).toMatch(/^(internal|[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*)$/);
    expect(problems[code].status).toBeGreaterThanOrEqual(400);
    expect(problems[code].status).toBeLessThan(600);
    expect(problems[code].title).toMatch(/^[A-Z].*[^.]$/);
  });

  it("is told in its title when it has no detail", () => {
    expect(new MozaiksError(code).message).toBe(problems[code].title);
  });
});

it.each(["message.malformed", "token.expired", "identity.mismatch", "session.not-found", "limit.messages"] as const)(
  "%s closes a socket with a documented code",
  (code) => {
    expect(Object.keys(closeCodes)).toContain(String(closeCodeOf(code)));
  },
);

it("derives the close code from the status unless the table says otherwise", () => {
  expect(closeCodeOf("token.expired")).toBe(4401);
  expect(closeCodeOf("session.workflow-mismatch")).toBe(4400);
  expect(closeCodeOf("reader.too-slow")).toBe(1013);
});

it("recognises an error of another copy of this package by its name and code", () => {
  const copy = Object.assign(new Error("gone"), { name: "MozaiksError", code: "session.not-found" });
  expect(isMozaiksError(copy)).toBe(true);
  expect(isMozaiksError(Object.assign(new Error("gone"), { name: "MozaiksError", code: "no.such-code" }))).toBe(false);
  expect(isMozaiksError({ name: "MozaiksError", code: "internal" })).toBe(false);
});

it("does not take inherited members of the table for codes", () => {
  expect(isMozaiksError(Object.assign(new Error("x"), { name: "MozaiksError", code: "constructor" }))).toBe(false);
});

it("wraps whatever else was thrown as internal, keeps it as the cause and its text private", () => {
  const thrown = new Error("password is hunter2");
  const error = toMozaiksError(thrown);
  expect(error.code).toBe("internal");
  expect(error.cause).toBe(thrown);
  expect(publicDetail(error)).toBe("Internal error");
  expect(toMozaiksError(error)).toBe(error);
});

it("tells people the detail of every other problem", () => {
  expect(publicDetail(new MozaiksError("model.unavailable", "openai answered 503"))).toBe("openai answered 503");
});
