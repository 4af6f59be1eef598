import type { Tenant } from "./tenant.ts";

/**
 * Keeps what is too big for a log: states of artifacts and what people upload. By content, within one chat: the same
 * bytes of a chat are kept once, and nothing of another chat or tenant is ever reached by a hash.
 */
export interface BlobStore extends AsyncDisposable {
  /**
   * Keeps the bytes, durably, and resolves to their SHA-256 (lower-case hex). Putting them again changes nothing, but
   * makes bytes permanent that were `temporary`, which `sweep` erases.
   */
  put(tenant: Tenant, chatId: string, bytes: Uint8Array, options?: { temporary?: boolean }): Promise<string>;
  /** Makes temporary bytes permanent. Resolves to whether the chat has them. */
  keep(tenant: Tenant, chatId: string, hash: string): Promise<boolean>;
  /** Erases what is still temporary and was put before a time, of all chats. Resolves to how much that was. */
  sweep(before: Date): Promise<number>;
  /** Resolves to undefined when the chat has no such bytes. */
  get(tenant: Tenant, chatId: string, hash: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  has(tenant: Tenant, chatId: string, hash: string): Promise<boolean>;
  /** Keeps all that is permanent in one chat for another chat as well. */
  copy(tenant: Tenant, fromChatId: string, toChatId: string): Promise<void>;
  /** Erases one blob of a chat, if it is there. */
  remove(tenant: Tenant, chatId: string, hash: string): Promise<void>;
  /** Erases all that a chat has, if anything. */
  erase(tenant: Tenant, chatId: string): Promise<void>;
}
