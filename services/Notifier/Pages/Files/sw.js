// Shows alerts, each in its newest version, and leads to the story. What it must remember lies in a cache of its own.
"use strict";

const STORE = "alerts-1";
const MINE = "/alerts/.mine";
const SEEN = "/alerts/.seen/";
const OWED = "/alerts/.owed";
const RENEWAL = "renewal";
const MOST_SEEN = 50;
const PATIENCE = 30_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// One after the other: two versions that arrive together must not overtake each other. Showing is not waited for: one
// that hangs must not keep the next from its reader.
let turn = Promise.resolve();
self.addEventListener("push", (event) => {
  turn = turn.then(() => choose(read(event)));
  event.waitUntil(turn.then(show));
  event.waitUntil(settle().catch(() => {}));
});

async function choose(told) {
  try {
    const seen = await recall(told.tag);
    // Browsers want something shown for every push: the newest that is known of this story, without a sound.
    if (seen && isOlder(told, seen)) return { shown: seen, isNews: false };
    await remember(told);
    return { shown: told, isNews: !(seen && isSame(told, seen)) };
  } catch {
    // Whatever fails here, the reader is told.
    return { shown: told, isNews: true };
  }
}

function show({ shown, isNews }) {
  const isLoud = isNews && shown.kind !== "withdrawal";
  return self.registration.showNotification(shown.title, {
    body: shown.body,
    tag: shown.tag,
    renotify: isLoud,
    silent: !isLoud,
    lang: shown.lang,
    dir: shown.dir,
    image: shown.image,
    icon: "/alerts/icon-192.png",
    timestamp: shown.timestamp,
    requireInteraction: shown.level === "flash" && isLoud,
    data: shown,
  });
}

// The house's own words; the declarative ones where the browser has read the message itself; else at least something.
function read(event) {
  let json = null;
  try {
    json = event.data && event.data.json();
  } catch {
    json = { body: event.data.text() };
  }
  // JSON may be a number, too.
  if (typeof json !== "object" || json === null) json = {};
  const declared = event.notification || json.notification || {};
  const data = declared.data || {};
  const pick = (name) => json[name] ?? data[name] ?? declared[name];
  const time = Date.parse(json.timestamp);
  return {
    title: text(pick("title")) || self.location.host,
    body: text(pick("body")),
    url: web(json.url ?? declared.navigate),
    image: web(pick("image")),
    tag: text(pick("tag")) || "alert",
    lang: text(pick("lang")),
    dir: pick("dir") === "rtl" ? "rtl" : pick("dir") === "ltr" ? "ltr" : "auto",
    timestamp: Number.isFinite(time) ? time : Number(declared.timestamp) || Date.now(),
    alertId: text(pick("alertId")),
    sequence: Number(pick("sequence")) || 0,
    kind: text(pick("kind")),
    level: text(pick("level")),
  };
}

function text(value) {
  return typeof value === "string" ? value : "";
}

function web(value) {
  // new URL(undefined, …) is an address, too.
  if (typeof value !== "string" || value === "") return undefined;
  try {
    const url = new URL(value, self.location.origin);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

// Ids of alerts grow with time; the versions of one are counted. A flash is never older than what was less than that, though
// a clock in the newsroom may say so.
function isOlder(told, seen) {
  if (told.alertId !== seen.alertId && told.level === "flash" && seen.level !== "flash") return false;
  return told.alertId === seen.alertId ? told.sequence < seen.sequence : told.alertId < seen.alertId;
}

function isSame(told, seen) {
  return told.alertId === seen.alertId && told.sequence === seen.sequence;
}

async function recall(tag) {
  const kept = await (await caches.open(STORE)).match(SEEN + encodeURIComponent(tag));
  return kept ? kept.json() : null;
}

async function remember(told) {
  const store = await caches.open(STORE);
  const place = SEEN + encodeURIComponent(told.tag);
  await store.delete(place);
  await store.put(place, new Response(JSON.stringify(told)));
  const kept = (await store.keys()).filter((request) => new URL(request.url).pathname.startsWith(SEEN));
  // They are listed in the order in which they were put.
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST_SEEN))) await store.delete(old);
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const data = event.notification.data || {};
  event.waitUntil(Promise.all([count(data.alertId), lead(data.url || "/alerts")]));
  event.waitUntil(settle().catch(() => {}));
});

// Which alert was opened, and nothing of whom.
async function count(alertId) {
  if (!alertId) return;
  try {
    await fetch(`/api/alerts/${encodeURIComponent(alertId)}/click`, {
      method: "POST",
      keepalive: true,
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  } catch {
    // A count is not worth a word.
  }
}

async function lead(url) {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = open.find((client) => client.url === new URL(url, self.location.origin).href);
  try {
    if (same) return await same.focus();
  } catch {
    // One that cannot come forward is opened again.
  }
  return self.clients.openWindow(url);
}

// The browser has changed its address: the reader's wishes go with it. What fails now is noted, and done when something
// wakes this worker again, or a page is opened.
self.addEventListener("pushsubscriptionchange", (event) =>
  event.waitUntil(alone(() => move(event.newSubscription)).catch(() => {})),
);

// Some browsers come back by themselves when there is a network; they want to hear whether it worked.
self.addEventListener("sync", (event) => {
  if (event.tag === RENEWAL) event.waitUntil(settle());
});

// A page may be open that does the same.
function alone(work) {
  return navigator.locks ? navigator.locks.request(STORE, work) : work();
}

function settle() {
  return alone(async () => {
    const store = await caches.open(STORE);
    if (await store.match(OWED)) await move(null);
  });
}

async function move(renewed) {
  const store = await caches.open(STORE);
  const kept = await store.match(MINE);
  if (!kept) return;
  // Beforehand: a worker may be ended in the middle of it.
  await store.put(OWED, new Response());
  try {
    await renew(store, await kept.json(), renewed);
    await store.delete(OWED);
  } catch (fault) {
    if (self.registration.sync) await self.registration.sync.register(RENEWAL).catch(() => {});
    throw fault;
  }
}

async function renew(store, mine, renewed) {
  const before = await call(`/${mine.id}`, "GET", mine.token);
  if (before.status === 401) {
    // It was ended elsewhere: nobody asked for another one.
    await store.delete(MINE);
    if (renewed) await renewed.unsubscribe();
    return;
  }
  if (!before.ok) throw new Error(`asking for the old one: ${before.status}`);
  const view = await before.json();
  // Whoever pauses needs no address until going on, and whoever left by the link is to be forgotten as promised.
  if (view.state === "paused") return;
  const made = await signUp({ ...(await subscription(renewed)), ...wishesOf(view), replaces: mine.id }, mine.token);
  await store.put(MINE, new Response(JSON.stringify({ id: made.id, token: made.manageToken, link: made.unsubscribeUrl })));
  if (made.id !== mine.id) await call(`/${mine.id}`, "DELETE", mine.token);
}

// As they stand at the server, whoever changed them last; topics that were closed since may be opened again.
function wishesOf({ topics, minLevel, language, timeZone, quietHours, flashInQuiet, maxPerDay }) {
  return { topics, minLevel, language, timeZone, quietHours, flashInQuiet, maxPerDay };
}

async function subscription(renewed) {
  const { publicKey } = await (await fetch("/api/push/public-key")).json();
  const push = self.registration.pushManager;
  const current =
    renewed ||
    (await push.getSubscription()) ||
    (await push.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
  // What the browser renews by itself keeps the key that it was made with.
  const key = current.options && current.options.applicationServerKey;
  return {
    channel: "webpush",
    subscription: current.toJSON(),
    applicationServerKey: key ? base64url(key) : publicKey,
  };
}

async function signUp(body, token) {
  const answer = await call("", "POST", token, body);
  if (answer.ok) return answer.json();
  const { timeZone, ...rest } = body;
  // It was known when it was taken, but perhaps to another server.
  if (answer.status === 422 && timeZone && (await answer.json()).errors?.timeZone) return signUp(rest, token);
  throw new Error(`subscribing again: ${answer.status}`);
}

async function call(path, method, token, body) {
  const headers = { Authorization: `Bearer ${token}` };
  if (body) headers["Content-Type"] = "application/json";
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    return await fetch(`/api/subscriptions${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: "omit",
      signal: limit.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
}
