/** Everything that markdown of an answer can be. */
export const longAnswer = `# Three days in Lisbon

An *easy* pace, with **one** thing a morning. \`Tram 28\` is full by ten; ~~take it~~ walk instead. More at [the city's page](https://example.com/lisbon).

## Where you sleep

1. Casa do Rio
   - garden, quiet street
   - 137 € a night
2. Alfama House

> The bells of the church next door ring at seven.

### What it costs

| What | Each | For three days |
| :--- | ---: | :---: |
| Room | 137 € | 411 € |
| Trains and trams, with the airport | 6,80 € | 20,40 € |

- [x] room asked for
- [ ] table on Friday

\`\`\`ts
const nights = 3;
export const total = nights * 137 + 20.4; // a line that is so long that it does not fit into a narrow column at all
\`\`\`

---

That is all.`;
