export { type MockLlm, startMockLlm } from "./mock-llm.ts";
export type { MockAnswer, MockError, MockReply, MockStep, MockToolCall, MockUsage } from "./mock-llm-reply.ts";
export type { MockEnd, MockLlmRequest, MockMatch } from "./mock-llm-request.ts";
