// /following/: the newest stories of what this browser follows, from the feeds that
// everybody is given. Nothing but those feeds is asked for, and nothing is sent.
import {
  asFollowed, follow, followed, ownPath, remember, remembered, unfollow,
} from "./keeping.js";
import { make, offerFile, part, showState, shownDate, since } from "./kept-page.js";

const FEEDS = 30;
const STORIES = 60;
const PATIENCE = 10_000;
const VISITED = "newsclip.visited";

const page = document.querySelector('[data-keeping="following"]');
const zone = page.dataset.zone;
const lastVisit = visited();
const asked = new Map();

/** When this page was read last; null on a first visit. */
function visited() {
  const at = new Date(remembered(VISITED) || NaN);
  return Number.isNaN(at.getTime()) || at > new Date() ? null : at;
}

/** A story of a JSON Feed (jsonfeed.org, 1.1); null for an item that shows none. */
function asStory({ url, title, language, date_published, _newsclip }) {
  const published = new Date(date_published);
  if (typeof title !== "string" || Number.isNaN(published.getTime())) return null;
  // The feed is this site's own, which may be known by another name: its path counts.
  const address = ownPath(new URL(url, location.origin).pathname);
  if (!address) return null;
  const { category = "", outlet = "" } = _newsclip ?? {};
  return { address, title, language, published, category, outlet };
}

async function fetchStories(feed) {
  const answer = await fetch(feed, {
    credentials: "omit",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { items } = await answer.json();
  return items.map(asStory).filter(Boolean);
}

/** The stories of a feed, asked for once while the page is open. */
function storiesOf({ feed }) {
  if (!asked.has(feed)) asked.set(feed, fetchStories(feed));
  return asked.get(feed);
}

function showList(entries) {
  part(page, "list").replaceChildren(
    ...entries.map(({ name, address }) => {
      const button = make("button", { type: "button", textContent: "Unfollow" });
      button.setAttribute("aria-label", `Unfollow ${name}`);
      button.addEventListener("click", () => unfollow(address));
      return make("li", {}, make("a", { href: address, textContent: name, dir: "auto" }), " ", button);
    }),
  );
}

function storyItem({ address, title, language, published, category, outlet }) {
  const link = make("a", { href: address, textContent: title, lang: language ?? "", dir: "auto" });
  const about = make("p", { className: "card__meta" }, shownDate(published, zone));
  if (category) about.prepend(`${category} · `);
  if (outlet) about.append(" · via ", make("bdi", { textContent: outlet }));
  if (lastVisit && published > lastVisit) {
    about.prepend(make("b", { className: "following__mark", textContent: "New" }), " · ");
  }
  const headline = make("h3", { className: "card__headline" }, link);
  return make("li", { className: "card card--text" }, headline, about);
}

/** 'N new since Tuesday'; nothing on a first visit. */
function whatIsNew(stories) {
  if (!lastVisit) return "";
  const fresh = stories.filter(({ published }) => published > lastVisit).length;
  return `${fresh || "Nothing"} new since ${since(lastVisit, zone)}`;
}

function showFailures(failed, left) {
  const told = [];
  if (failed.length) {
    told.push(`Could not be read just now: ${failed.map(({ name }) => name).join(", ")}.`);
  }
  if (left > 0) told.push(`Read are the ${FEEDS} that you followed last, of ${FEEDS + left}.`);
  part(page, "failed").textContent = told.join(" ");
  part(page, "failed").hidden = !told.length;
}

async function show() {
  const entries = followed();
  showState(page, !entries.length);
  part(page, "followed").hidden = part(page, "newest").hidden = !entries.length;
  showList(entries);
  const read = entries.slice(0, FEEDS);
  const answers = await Promise.allSettled(read.map(storiesOf));
  if (followed().map(({ feed }) => feed).join() !== entries.map(({ feed }) => feed).join()) {
    return; // the list changed meanwhile, and is being shown
  }
  const failed = read.filter((_, place) => answers[place].status === "rejected");
  failed.forEach(({ feed }) => asked.delete(feed));
  const found = answers.flatMap(({ value = [] }) => value);
  const once = [...new Map(found.map((story) => [story.address, story])).values()];
  once.sort((one, other) => other.published - one.published);
  part(page, "new").textContent = entries.length ? whatIsNew(once) : "";
  part(page, "stories").replaceChildren(...once.slice(0, STORIES).map(storyItem));
  showFailures(failed, entries.length - read.length);
  remember(VISITED, new Date().toISOString());
}

offerFile(page, { name: "follow", list: followed, as: asFollowed, add: follow });
addEventListener("kept", show);
show();
