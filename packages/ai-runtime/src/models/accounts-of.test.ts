import { expect, it } from "vitest";
import { parseConfig } from "../config/parse-config.ts";
import { accountsOf } from "./accounts-of.ts";

const JWT_SECRET = "a-secret-of-at-least-thirty-two-bytes!";

it.each([
  [{}, {}],
  [{ OPENAI_API_KEY: "o" }, { openai: { apiKey: "o" } }],
  [{ OPENAI_API_BASE: "http://o/v1" }, { openai: { baseUrl: "http://o/v1" } }],
  [
    {
      OPENAI_API_KEY: "o",
      ANTHROPIC_API_KEY: "a",
      ANTHROPIC_API_BASE: "http://a/v1",
      AZURE_API_KEY: "z",
      AZURE_RESOURCE_NAME: "mine",
      GOOGLE_GENERATIVE_AI_API_KEY: "g",
    },
    {
      openai: { apiKey: "o" },
      anthropic: { apiKey: "a", baseUrl: "http://a/v1" },
      azure: { apiKey: "z", resourceName: "mine" },
      google: { apiKey: "g" },
    },
  ],
])("the environment %j has the accounts %j", (env, accounts) => {
  const { models } = parseConfig({ JWT_SECRET, ...env });
  expect(JSON.parse(JSON.stringify(accountsOf(models)))).toEqual(accounts);
});
