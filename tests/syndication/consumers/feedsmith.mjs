/* What feedsmith makes of feeds. Reads {name: text} and writes {name: parsed}, in JSON. */
import { parseFeed } from "feedsmith";

let input = "";
for await (const part of process.stdin) input += part;
const parsed = Object.entries(JSON.parse(input)).map(([name, text]) => [name, parseFeed(text)]);
process.stdout.write(JSON.stringify(Object.fromEntries(parsed)));
