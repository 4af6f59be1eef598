import { createRoot } from "react-dom/client";
import { Gallery } from "./gallery.tsx";
import { connectFixtureRuntime } from "./stage/fixture-page.ts";

connectFixtureRuntime();
const element = document.querySelector("#gallery");
if (element) createRoot(element).render(<Gallery />);
