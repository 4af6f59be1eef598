/** 128 random bits. `crypto.randomUUID` is only there on https, and apps are tried out on a local network without. */
export const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
