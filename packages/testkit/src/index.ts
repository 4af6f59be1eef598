export { type MockLlm, startMockLlm } from "./mock-llm.ts";
export type { MockAnswer, MockError, MockReply, MockStep, MockToolCall, MockUsage } from "./mock-llm-reply.ts";
export type { MockEnd, MockLlmRequest, MockMatch } from "./mock-llm-request.ts";
export { blobStoreContract, type OpenedBlobs } from "./contracts/blob-store-contract.ts";
export { documentStoreContract, type OpenedDocuments } from "./contracts/document-store-contract.ts";
export { eventStoreContract } from "./contracts/event-store-contract.ts";
export type { OpenedStore, OpenStore } from "./contracts/event-store/opened-store.ts";
export {
  connectSocket,
  type SocketClient,
  type SocketClientOptions,
  type SocketClose,
  UpgradeRefused,
} from "./socket-client.ts";
export { type FakeRunner, type FakeRunnerOptions, startFakeRunner } from "./fake-runner.ts";
export { unreliableLiveBus } from "./unreliable-live-bus.ts";
export { liveBusContract } from "./contracts/live-bus-contract.ts";
export { workQueueContract } from "./contracts/work-queue-contract.ts";
export { type BadToken, badTokens, signedToken, type TokenRecipe } from "./bad-tokens.ts";
export { type ExpectedReply, modelProviderContract, type OpenedModel } from "./contracts/model-provider-contract.ts";
