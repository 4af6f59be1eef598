/** A WebSocket that also hands every text frame it receives to `onFrame`, as it came. */
export function tapFrames(onFrame: (frame: string) => void): typeof WebSocket {
  return class extends WebSocket {
    constructor(...[url, protocols]: ConstructorParameters<typeof WebSocket>) {
      super(url, protocols);
      this.addEventListener("message", ({ data }) => {
        if (typeof data === "string") onFrame(data);
      });
    }
  };
}
