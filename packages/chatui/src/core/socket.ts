/** The part of `WebSocket` that a connection uses. */
export interface Socket {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
}

/** `WebSocket`, or something that behaves like it. */
export type SocketConstructor = new (url: string, protocols: string[]) => Socket;
