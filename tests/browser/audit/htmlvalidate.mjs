/* What `make audit` holds the HTML of every page type to. */
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Only what comes from another origin can be other than what was meant.
    "require-sri": ["error", { target: "crossorigin" }],
    // Where a template has a tag on a line of its own, it leaves the line's indent.
    "no-trailing-whitespace": "off",
    // An aside within an article is no landmark; axe judges those as browsers make them.
    "unique-landmark": "off",
    // A box that scrolls is named for whoever reaches it by keyboard: no section of text.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    // A headline may be longer than what a search engine shows of it.
    "long-title": "off",
    // Every button in the HTML stands in a form and submits it, as the standard has it.
    "no-implicit-button-type": "off",
  },
};
