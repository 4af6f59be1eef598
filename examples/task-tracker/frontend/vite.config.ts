import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// oxlint-disable-next-line import/no-default-export -- Vite looks for it
export default defineConfig({
  plugins: [react()],
  // The repository's packages are bundled from source; the published ones need no condition.
  resolve: { conditions: ["@mozaiks/source", "module", "browser", "development|production"] },
  // While the page is being written: `npx vite frontend`, beside the running app.
  server: { proxy: { "/api": { target: "http://localhost:8080" } } },
});
