import type { ReactNode } from "react";
import { defineUITool } from "../../../ui-tools/define-ui-tool.ts";
import { ChartPayload } from "../../../ui-tools/payloads/chart-payload.ts";
import type { UIToolProps } from "../../../ui-tools/ui-tool-props.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { AxisChart } from "../parts/axis-chart.tsx";
import { formatWithUnit } from "../parts/chart-scale.ts";
import { EmptyLine } from "../parts/empty-line.tsx";
import { PieChart } from "../parts/pie-chart.tsx";
import { ReadBar, type Acknowledged } from "../parts/read-bar.tsx";
import { streamed } from "../parts/streamed.tsx";
import { useWidth } from "../parts/use-width.ts";

function ChartView(props: UIToolProps<ChartPayload, Acknowledged>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { input, locale } = props;
  const [width, measured] = useWidth(480);
  const { type, labels, series } = input;
  const hasNumbers = series.some(({ values }) => values.some((value) => value !== null)) && labels.length > 0;
  const keys = type === "pie" ? labels.map(String) : series.map(({ name }) => name);
  const Drawing = type === "pie" ? PieChart : AxisChart;
  return (
    <div className="mz-form mz-chart">
      {hasNumbers ? (
        <>
          <figure ref={measured}>
            {input.y_label !== undefined && type !== "pie" && <p className="mz-muted">{input.y_label}</p>}
            <svg
              width={width}
              height={240}
              viewBox={`0 0 ${width} 240`}
              role="img"
              aria-label={words.chartAbout(words.chartKinds[type], series.map(({ name }) => name).join(", "))}
            >
              <Drawing input={input} width={width} locale={locale} />
            </svg>
            {input.x_label !== undefined && type !== "pie" && <p className="mz-muted mz-x-label">{input.x_label}</p>}
            <Legend keys={keys} />
          </figure>
          <details className="mz-numbers">
            <summary>{words.showNumbers}</summary>
            <Numbers input={input} locale={locale} />
          </details>
        </>
      ) : (
        <EmptyLine>{words.noData}</EmptyLine>
      )}
      <ReadBar props={props} label={input.submit_label} />
    </div>
  );
}

function Legend({ keys }: { keys: readonly string[] }): ReactNode {
  return (
    <ul className="mz-legend">
      {keys.map((key, index) => (
        <li key={index} data-series={index % 8}>
          <i aria-hidden />
          {key}
        </li>
      ))}
    </ul>
  );
}

/** The numbers of the chart for those who want or need them. */
function Numbers({ input, locale }: { input: ChartPayload; locale: string }): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { labels, series, unit, x_label: heading = words.category } = input;
  return (
    <div className="mz-data" role="region" tabIndex={0} aria-label={words.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {series.map(({ name }, index) => (
              <th key={index} scope="col" data-align="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, row) => (
            <tr key={row}>
              <th scope="row">{label}</th>
              {series.map(({ values }, index) => {
                const value = values[row] ?? undefined;
                return (
                  <td key={index} data-align="end">
                    {value === undefined ? "–" : formatWithUnit(value, unit, locale)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `core.chart`: numbers drawn, with the numbers themselves beside it. */
export const chartTool = defineUITool<ChartPayload, Acknowledged>({
  name: "core.chart",
  input: ChartPayload,
  streams: true,
  render: streamed(ChartPayload, ChartView),
  answered: () => "",
});
