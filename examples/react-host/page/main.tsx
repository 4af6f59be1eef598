import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Acme } from "./acme.tsx";

const place = document.querySelector("#acme");
const { runtimeUrl } = (await (await fetch("/config.json")).json()) as { runtimeUrl: string };
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Acme runtimeUrl={runtimeUrl} />
    </StrictMode>,
  );
}
