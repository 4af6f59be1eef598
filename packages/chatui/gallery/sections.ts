import type { GalleryState } from "./gallery-state.ts";
import { sectionNames, type SectionName } from "./section-names.ts";
import { approvals } from "./sections/approvals.tsx";
import { artifacts } from "./sections/artifacts.tsx";
import { chats } from "./sections/chats.tsx";
import { components } from "./sections/components.tsx";
import { composers } from "./sections/composers.tsx";
import { home } from "./sections/home.tsx";
import { lines } from "./sections/lines.tsx";
import { messages } from "./sections/messages.tsx";
import { questions } from "./sections/questions.tsx";
import { launcher, overlay, picker, widget } from "./sections/surfaces.tsx";
import { tools } from "./sections/tools.tsx";

const states: Readonly<Record<SectionName, readonly GalleryState[]>> = {
  launcher,
  widget,
  overlay,
  picker,
  home,
  chats,
  messages,
  tools,
  questions,
  components,
  approvals,
  lines,
  composers,
  artifacts,
};

export const sections = sectionNames.map((name) => ({ name, states: states[name] }));
