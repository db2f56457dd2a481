// What /following/ and /saved/ have in common: parts by name, dates, a list as a file.
// Text is set as text, and addresses are paths on this site.
import { MOST, keeps } from "./keeping.js";

const LARGEST = 1_000_000;

/** An element with properties and children, its text set as text. */
export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** The part of `page` that its HTML names so. */
export const part = (page, name) => page.querySelector(`[data-part="${name}"]`);

/** Shows one of: the list, what to do while it is empty, that nothing is kept here. */
export function showState(page, isEmpty) {
  const refused = !keeps();
  part(page, "refused").hidden = !refused;
  part(page, "empty").hidden = refused || !isEmpty;
  part(page, "tools").hidden = refused;
  part(page, "export").hidden = isEmpty;
}

const inZone = (zone, locale, options) =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
export const dayOf = (date, zone) =>
  inZone(zone, "en-US", { year: "numeric", month: "long", day: "numeric" }).format(date);
const clockOf = (date, zone) =>
  inZone(zone, "en-GB", { hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(date);
const isToday = (date, zone) => dayOf(date, zone) === dayOf(new Date(), zone);

/** A `<time>` as the server writes them: 'January 7, 2026', today's with time and zone. */
export function shownDate(date, zone) {
  const clock = isToday(date, zone) ? `, ${clockOf(date, zone)}` : "";
  return make("time", { dateTime: date.toISOString(), textContent: dayOf(date, zone) + clock });
}

/** 'Tuesday' of the last six days, today's time, or else the day. */
export function since(date, zone) {
  if (isToday(date, zone)) return clockOf(date, zone);
  const recent = Date.now() - date < 6 * 24 * 3600 * 1000;
  return recent ? inZone(zone, "en-US", { weekday: "long" }).format(date) : dayOf(date, zone);
}

/** Offers `list()` as a file, and adds what a file holds if every entry of it is `as` says. */
export function offerFile(page, { name, list, as, add }) {
  const told = part(page, "told");
  part(page, "export").addEventListener("click", () => {
    const text = JSON.stringify({ newsclip: name, entries: list() }, null, 2);
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    make("a", { href: address, download: `newsclip-${name}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
  part(page, "import").addEventListener("change", async ({ target }) => {
    const entries = await entriesOf(target.files[0], name, as);
    target.value = "";
    if (!entries) {
      told.textContent = `This is no file of what you ${name}. Nothing was imported.`;
    } else if (add(...entries)) {
      told.textContent = `Imported: ${entries.length}.`;
    } else {
      told.textContent = "This browser refused to keep it. Nothing was imported.";
    }
  });
}

/** The entries of an exported file; null for any other file, whatever is in it. */
async function entriesOf(file, name, as) {
  if (!file || file.size > LARGEST) return null;
  try {
    const { newsclip, entries } = JSON.parse(await file.text());
    if (newsclip !== name || !Array.isArray(entries) || entries.length > MOST) return null;
    const valid = entries.map(as);
    return valid.includes(null) ? null : valid;
  } catch {
    return null;
  }
}
