// What a reader follows and saves, kept in this browser only and sent nowhere. Where the
// browser refuses storage, nothing is remembered and nothing fails.

const FOLLOWED = "newsclip.followed";
const SAVED = "newsclip.saved";
export const MOST = 500;
const PLACES = {
  category: /^\/[^/]+\/$/,
  hashtag: /^\/hashtags\/[^/]+\/$/,
  author: /^\/authors\/[^/]+\/$/,
};

/** Keeps a word for the next visit; false where the browser refuses. */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** The word kept under `key`; "" where there is none, or storage is refused. */
export function remembered(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** The path of `address` if it is one on this site, else "" (another origin, a script). */
export function ownPath(address) {
  if (typeof address !== "string" || !address || address.length > 2000) return "";
  try {
    const { origin, pathname } = new URL(address, location.origin);
    // A path that begins with // would lead elsewhere when it stands alone.
    return origin === location.origin && !pathname.startsWith("//") ? pathname : "";
  } catch {
    return "";
  }
}

const text = (value) => (typeof value === "string" ? value.slice(0, 300) : "");
const moment = (value) => {
  const at = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? new Date().toISOString() : new Date(at).toISOString();
};

/** `value` as something that can be followed; null for what is no such thing. */
export function asFollowed(value) {
  const address = ownPath(value?.address);
  const name = text(value?.name);
  if (!name || !Object.hasOwn(PLACES, value.kind) || !PLACES[value.kind].test(address)) {
    return null;
  }
  // No other address is ever asked, whatever a file or the storage says.
  const feed = `${address}feed.json`;
  return { kind: value.kind, name, address, feed, since: moment(value.since) };
}

/** `value` as a story that can be saved; null for what is no such thing. */
export function asSaved(value) {
  const address = ownPath(value?.address);
  const headline = text(value?.headline);
  if (!address || !headline) return null;
  const [category, date] = [text(value.category), text(value.date)];
  return { headline, address, category, date, since: moment(value.since) };
}

/** The list kept under `key`, last added first, each address once. */
function read(key, as) {
  let kept;
  try {
    kept = JSON.parse(remembered(key) || null);
  } catch {
    return [];
  }
  const entries = Array.isArray(kept) ? kept.slice(0, MOST).map(as).filter(Boolean) : [];
  const byAddress = new Map(entries.toReversed().map((entry) => [entry.address, entry]));
  return [...byAddress.values()].toReversed();
}

/** Keeps `entries` under `key` and says so on `window`; false where storage is refused. */
function write(key, entries) {
  const kept = remember(key, JSON.stringify(entries.slice(0, MOST)));
  if (kept) window.dispatchEvent(new Event("kept"));
  return kept;
}

/** Puts `entries` first in the list; false if one is no such thing, or nothing is kept. */
const add = (key, as, entries) => {
  const valid = entries.map(as);
  if (valid.includes(null)) return false;
  const added = new Set(valid.map(({ address }) => address));
  return write(key, [...valid, ...read(key, as).filter((one) => !added.has(one.address))]);
};
const holds = (list, address) => list.some((one) => one.address === ownPath(address));
const remove = (key, as, address) =>
  write(key, read(key, as).filter((entry) => entry.address !== ownPath(address)));

export const followed = () => read(FOLLOWED, asFollowed);
export const isFollowed = (address) => holds(followed(), address);
export const follow = (...entries) => add(FOLLOWED, asFollowed, entries);
export const unfollow = (address) => remove(FOLLOWED, asFollowed, address);

export const saved = () => read(SAVED, asSaved);
export const isSaved = (address) => holds(saved(), address);
export const save = (...entries) => add(SAVED, asSaved, entries);
export const unsave = (address) => remove(SAVED, asSaved, address);

/** Whether this browser keeps anything for this site. */
export function keeps() {
  const kept = remember("newsclip.asked", "1");
  if (kept) localStorage.removeItem("newsclip.asked");
  return kept;
}

window.addEventListener("storage", ({ key }) => {
  if (key === null || key === FOLLOWED || key === SAVED) {
    window.dispatchEvent(new Event("kept"));
  }
});
