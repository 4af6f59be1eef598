import { useState } from "react";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icons.tsx";
import { Menu } from "./menu.tsx";
import { useSession } from "./session.tsx";
import { applyTheme, chosenTheme, nextTheme, type Theme } from "./theme.ts";
import { useAction } from "./use-action.ts";

const themeIcons = { system: "system", light: "sun", dark: "moon" } as const;
const themeNames: Readonly<Record<Theme, string>> = { system: "as the system", light: "light", dark: "dark" };

/** Who is signed in, how the page looks, and the way out. */
export function UserMenu() {
  const { client, user, change } = useSession();
  const [theme, setTheme] = useState(chosenTheme);
  const leave = useAction(async () => {
    await client.auth.signOut();
    change(null);
  });
  const turnTheme = () => {
    const next = nextTheme(theme);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <Menu
      className="user-menu"
      label="Account"
      trigger={
        <>
          <Avatar id={user.id} name={user.name} />
          <span className="menu-names">
            <strong className="ellipsis">{user.name}</strong>
            <small className="ellipsis">{user.email}</small>
          </span>
          <Icon name="chevrons" />
        </>
      }
    >
      {() => (
        <ul className="menu-list">
          <li>
            <button type="button" className="menu-item" onClick={turnTheme}>
              <Icon name={themeIcons[theme]} />
              Looks: {themeNames[theme]}
            </button>
          </li>
          <li>
            <button type="button" className="menu-item" disabled={leave.isBusy} onClick={() => void leave.run()}>
              <Icon name="signOut" />
              Sign out
            </button>
          </li>
        </ul>
      )}
    </Menu>
  );
}
