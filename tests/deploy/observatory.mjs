// What Mozilla's HTTP Observatory says of a site, as its own scan() says it, but of one
// at other ports, and offline: of who is preloaded by browsers it knows nobody.
import fs from "node:fs";

const read = fs.readFileSync;
fs.readFileSync = (path, ...options) =>
  String(path).endsWith("hsts-preload.json") ? "{}" : read(path, ...options);

const [at, hostname, httpPort, httpsPort] = process.argv.slice(2);
const { ALL_TESTS } = await import(`${at}/src/constants.js`);
const { retrieve } = await import(`${at}/src/retriever/retriever.js`);
const grader = await import(`${at}/src/grader/grader.js`);
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await import(`${at}/src/grader/charts.js`);

const answers = await retrieve(hostname, { httpPort, httpsPort });
if (!answers.responses.auto) throw new Error("The site seems to be down.");
const results = ALL_TESTS.map((test) => test(answers));
const worth = results.map((each) => grader.getScoreModifier(each.result));
const add = (sum, each) => sum + each;
const uncurved = worth.filter((each) => each < 0).reduce(add, 100);
const credited = worth.reduce(add, 100);
const score = uncurved >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? credited : uncurved;
console.log(
  JSON.stringify({
    ...grader.getGradeForScore(score),
    status: answers.responses.auto.status,
    tests: Object.fromEntries(
      results.map((each, at) => [each.constructor.name, [each.result, worth[at]]]),
    ),
  }),
);
