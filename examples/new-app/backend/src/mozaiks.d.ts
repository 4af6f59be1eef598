// Written by `mozaiks app dev` and `mozaiks app manifest`; changes are lost.
import "@mozaiks/core-runtime";

declare module "@mozaiks/core-runtime" {
  interface Collections {
    readonly notes: typeof import("./app.ts").notes;
  }
  interface Routes {
    // GET /api/summary: export its handler from ./app.ts to call it from a client
  }
}
