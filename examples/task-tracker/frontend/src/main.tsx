import { createClient } from "@mozaiks/core-runtime/client";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { applyTheme } from "./theme.ts";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/entrance.css";
import "./styles/workspace.css";
import "./styles/sidebar.css";
import "./styles/tasks.css";
import "./styles/task-dialog.css";
import "./styles/people.css";

applyTheme();
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App client={createClient()} />
    </StrictMode>,
  );
