/* Pages already seen, readable without a network. Asks the network first and keeps only what every reader is sent:
   an answer that is not marked public (baskets, accounts, orders) is never kept. */
"use strict";
const SHOP = {{ shop|safe }};
const SHELL = `shell-${SHOP.version}`;
const PAGES = `pages-${SHOP.version}`;
const PICTURES = "pictures";
const MOST = { [PAGES]: 60, [PICTURES]: 200 };
const IS_PAGE = new RegExp(SHOP.pages);
const ANY = { ignoreVary: true };

const says = (answer, word) => (answer.headers.get("Cache-Control") || "").split(/[\s,]+/).includes(word);
const ours = (answer) => answer.ok && answer.type === "basic" && !answer.redirected && !says(answer, "no-store");
const isFile = (answer) => ours(answer) && says(answer, "immutable");
const isPage = (answer) =>
  ours(answer) && says(answer, "public") && (answer.headers.get("Content-Type") || "").startsWith("text/html");

/* Newest last; the oldest go first. */
const keep = async (name, url, answer) => {
  const cache = await caches.open(name);
  await cache.delete(url, ANY);
  await cache.put(url, answer);
  const kept = await cache.keys();
  const many = kept.length - (MOST[name] || kept.length);
  for (const old of kept.slice(0, Math.max(many, 0))) await cache.delete(old, ANY);
};

const keepPage = async (url, answer) => {
  if (isPage(answer)) await keep(PAGES, url, answer);
  else if (answer.status === 404 || answer.status === 410) await (await caches.open(PAGES)).delete(url, ANY);
};

addEventListener("install", (event) => {
  const pages = Object.values(SHOP.offline).map((url) => new Request(url, { cache: "no-cache" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([...SHOP.shell, ...pages])).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const begin = async () => {
    for (const name of await caches.keys()) if (![SHELL, PAGES, PICTURES].includes(name)) await caches.delete(name);
    if (registration.navigationPreload) await registration.navigationPreload.enable();
    await clients.claim();
    // The page that called this worker was read without it.
    for (const { url } of await clients.matchAll({ type: "window" })) {
      if (IS_PAGE.test(new URL(url).pathname)) await fetch(url).then((answer) => keepPage(url, answer), () => null);
    }
  };
  event.waitUntil(begin());
});

/* As it was kept, with the moment it was sent on its root: static/js/kept.js tells the reader. */
const dated = async (answer) => {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const at = Date.parse(headers.get("Date")) || 0;
  return new Response((await answer.text()).replace("<html ", `<html data-kept="${at}" `), { headers });
};

const withoutNetwork = async (url) => {
  const kept = await (await caches.open(PAGES)).match(url, ANY);
  if (kept) return dated(kept);
  const language = new URL(url).pathname.split("/")[1];
  return caches.match(SHOP.offline[language] || SHOP.offline.fr, ANY);
};

const page = async (event) => {
  const { url } = event.request;
  try {
    const answer = (await event.preloadResponse) || (await fetch(event.request));
    event.waitUntil(keepPage(url, answer.clone()));
    return answer;
  } catch {
    return (await withoutNetwork(url)) || Response.error();
  }
};

const file = async (event) => {
  const { request } = event;
  const kept = await caches.match(request, ANY);
  if (kept) return kept;
  const answer = await fetch(request);
  const name = new URL(request.url).pathname.startsWith(SHOP.files[0]) ? SHELL : PICTURES;
  if (isFile(answer)) event.waitUntil(keep(name, request.url, answer.clone()));
  return answer;
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (IS_PAGE.test(pathname)) event.respondWith(page(event));
  } else if (SHOP.files.some((start) => pathname.startsWith(start))) event.respondWith(file(event));
});
