export { openApp, type AppParts, type OpenApp } from "./open-app.ts";
