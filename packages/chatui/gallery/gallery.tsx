import { useEffect, type ReactNode } from "react";
import { useLocaleMessages } from "./locale-messages.ts";
import { sections } from "./sections.ts";
import { changeSetting, choices, useSettings, type Setting } from "./settings.ts";
import { Stage } from "./stage/stage.tsx";
import { MessagesContext } from "../src/view/use-messages.ts";

/** Every component in every state, one section at a time. */
export function Gallery(): ReactNode {
  const settings = useSettings();
  const messages = useLocaleMessages(settings.locale);
  const section = sections.find(({ name }) => name === settings.section) ?? sections[0];
  const direction = settings.dir === "locale" ? (messages?.direction ?? "ltr") : settings.dir;
  useEffect(() => {
    document.documentElement.lang = messages?.locale ?? "en";
  }, [messages]);
  if (!messages || !section) return null;
  const shown = { ...messages, direction };
  return (
    <div className="gallery" data-theme={settings.theme} data-width={settings.width}>
      <nav className="gallery-bar" aria-label="Gallery" lang="en" dir="ltr">
        <Choice name="section" value={section.name} options={sections.map(({ name }) => name)} />
        {(Object.keys(choices) as Setting[]).map((name) => (
          <Choice key={name} name={name} value={settings[name]} options={choices[name]} />
        ))}
      </nav>
      <MessagesContext value={shown}>
        <main className="gallery-states" data-section={section.name} key={JSON.stringify(settings)}>
          <h1 className="gallery-title" lang="en">
            {section.name}
          </h1>
          {section.states.map((state) =>
            state.isPage === true ? (
              <div key={state.name} className="gallery-page">
                {state.show()}
              </div>
            ) : (
              <Stage key={state.name} name={state.name} session={state.session} isTall={state.isTall === true}>
                {state.show()}
              </Stage>
            ),
          )}
        </main>
      </MessagesContext>
    </div>
  );
}

function Choice({ name, value, options }: { name: string; value: string; options: readonly string[] }): ReactNode {
  return (
    <label>
      {name}{" "}
      <select value={value} onChange={(event) => changeSetting(name, event.target.value)}>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}
