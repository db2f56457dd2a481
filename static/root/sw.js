// Shows a page of ours where the network is not there. It keeps that page and its style,
// nothing else, and has no part in what the network answers.
const CACHE = "newsclip-offline";
const OFFLINE = "/offline/";

async function keepTheOfflinePage() {
  const cache = await caches.open(CACHE);
  const answer = await fetch(OFFLINE, { cache: "reload", credentials: "omit" });
  if (!answer.ok) throw new Error(`${OFFLINE}: ${answer.status}`);
  const html = await answer.clone().text();
  const styles = html.matchAll(/<link rel="stylesheet" href="(\/[^"]+)"/g);
  await cache.put(OFFLINE, answer);
  await cache.addAll([...styles].map(([, address]) => address));
}

self.addEventListener("install", (event) => event.waitUntil(keepTheOfflinePage()));

self.addEventListener("fetch", (event) => {
  const { method, mode, destination, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || pathname.startsWith("/admin/")) return;
  if (mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
  } else if (destination === "style") {
    event.respondWith(
      fetch(event.request).catch(async () => (await caches.match(url)) ?? Response.error()),
    );
  }
});
