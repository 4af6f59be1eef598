import X from "lucide-react/icons/x";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { useAllMessages } from "../use-all-messages.ts";
import { controlAttributes, type FieldControlProps } from "./control-attributes.ts";

/** A list of short texts: Enter or a comma adds one, Backspace in the empty box takes the last away. */
export function ListControl(props: FieldControlProps): ReactNode {
  const { field, value, onChange, onLeave } = props;
  const { uiTools: words } = useAllMessages();
  const items = Array.isArray(value) ? value.map(String) : [];
  const [typed, setTyped] = useState("");
  const add = () => {
    const text = typed.trim();
    if (text !== "") onChange([...items, text]);
    setTyped("");
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if ((event.key === "Enter" || event.key === ",") && typed.trim() !== "") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && typed === "") onChange(items.slice(0, -1));
  };
  return (
    <div className="mz-list-control">
      {items.map((item, index) => (
        <span key={index} className="mz-chip">
          {item}
          <button
            type="button"
            aria-label={words.remove(item)}
            onClick={() => onChange(items.filter((_, position) => position !== index))}
          >
            <X aria-hidden />
          </button>
        </span>
      ))}
      <input
        {...controlAttributes(props)}
        type="text"
        placeholder={field.placeholder ?? (items.length === 0 ? words.typeAndEnter : words.addAnother)}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={press}
        onBlur={() => {
          add();
          onLeave();
        }}
      />
    </div>
  );
}
