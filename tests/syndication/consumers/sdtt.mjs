/* What structured-data-testing-tool finds wrong with pages, or warns of.

   Reads {name: html} and writes {name: {schemas, faults}}, both JSON. */
import tool from "structured-data-testing-tool";
import presets from "structured-data-testing-tool/presets.js";

let input = "";
for await (const part of process.stdin) input += part;
const found = {};
for (const [name, html] of Object.entries(JSON.parse(input))) {
  const result = await tool
    .structuredDataTestHtml(html, { presets: [presets.Google, presets.SocialMedia] })
    .catch((error) => error.res ?? Promise.reject(error));
  const faults = [...result.failed, ...result.warnings].map(({ test }) => test);
  found[name] = { schemas: result.schemas, faults };
}
process.stdout.write(JSON.stringify(found));
