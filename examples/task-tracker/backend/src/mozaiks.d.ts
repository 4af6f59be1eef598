// Written by `mozaiks app dev` and `mozaiks app manifest`; changes are lost.
import "@mozaiks/core-runtime";

declare module "@mozaiks/core-runtime" {
  interface Collections {
    readonly projects: typeof import("./app.ts").projects;
    readonly tasks: typeof import("./app.ts").tasks;
  }
  interface Routes {
    readonly "POST /api/quick-add": typeof import("./app.ts").quickAdd;
  }
}
