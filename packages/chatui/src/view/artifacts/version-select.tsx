import type { ReactNode } from "react";
import { useAllMessages } from "../use-all-messages.ts";
import type { useVersions } from "./use-versions.ts";

export interface VersionSelectProps {
  readonly label: string;
  readonly versions: ReturnType<typeof useVersions>;
  readonly newest: number;
  readonly value: number;
  readonly onChange: (version: number) => void;
}

/** A version to look at: its number, when it was made and by whom. The newest stands first. */
export function VersionSelect({ label, versions, newest, value, onChange }: VersionSelectProps): ReactNode {
  const { artifacts: words, locale } = useAllMessages();
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <select
      className="mz-version"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      {versions.toReversed().map(({ version, timestamp, by }) => {
        const name = words.versionName(version);
        const known = [
          by === undefined ? words.byAgent : words.byPerson(by),
          time.format(Date.parse(timestamp ?? "") || 0),
        ];
        return (
          <option key={version} value={version}>
            {[version === newest ? words.newest(name) : name, ...(timestamp === undefined ? [] : known)].join(" · ")}
          </option>
        );
      })}
    </select>
  );
}
