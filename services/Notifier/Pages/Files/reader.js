// What the sign-up page knows of its reader, and how it asks the server. What this browser has agreed lies in the same cache
// as the service worker's memory. Phones of ten years ago run this: nothing that Chrome 80 does not know.
"use strict";

const STORE = "alerts-1";
const MINE = "/alerts/.mine";
// The service worker's note that it owes the server the browser's new address.
const OWED = "/alerts/.owed";
const PATIENCE = 30_000;
// Browsers keep the older of two names; not every server knows those.
const RENAMED_ZONES = {
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Dacca": "Asia/Dhaka",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
};

async function load() {
  const kept = await (await caches.open(STORE)).match(MINE);
  return kept ? kept.json() : null;
}

async function keep(mine) {
  const store = await caches.open(STORE);
  await store.delete(OWED);
  if (mine) await store.put(MINE, new Response(JSON.stringify(mine)));
  else await store.delete(MINE);
}

// Each sign-up may make a new token: two pages of one reader, or a page and the worker, must not take each other's away.
function alone(work) {
  return navigator.locks ? navigator.locks.request(STORE, work) : work();
}

async function call(path, method, token, body) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    return await fetch(`/api/subscriptions${path}`, {
      method,
      headers,
      body: body ? JSON.stringify(body) : undefined,
      credentials: "omit",
      signal: limit.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}

function zone() {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return RENAMED_ZONES[name] || name;
}

function bytesOf(base64url) {
  const text = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function isOf(subscription, key) {
  const made = subscription.options && subscription.options.applicationServerKey;
  if (!made) return true;
  const [is, should] = [new Uint8Array(made), bytesOf(key)];
  return is.length === should.length && is.every((byte, i) => byte === should[i]);
}

// The browser's subscription under the key of today; one under a key of before is given up.
async function subscribe() {
  const registration = await navigator.serviceWorker.ready;
  const { publicKey } = await (await fetch("/api/push/public-key")).json();
  let subscription = await registration.pushManager.getSubscription();
  if (subscription && !isOf(subscription, publicKey)) {
    await subscription.unsubscribe();
    subscription = null;
  }
  if (!subscription)
    subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(publicKey),
    });
  return { channel: "webpush", subscription: subscription.toJSON(), applicationServerKey: publicKey };
}
