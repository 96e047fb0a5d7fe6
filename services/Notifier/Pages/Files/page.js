// The sign-up page. What this browser has agreed lies in the same cache as the service worker's memory.
"use strict";

const STORE = "alerts-1";
const MINE = "/alerts/.mine";
const form = document.getElementById("wishes");
const manage = document.getElementById("manage");
const submit = document.getElementById("submit");

function say(name) {
  for (const words of document.querySelectorAll("#say > p")) words.hidden = words.id !== `say-${name}`;
}

async function load() {
  const kept = await (await caches.open(STORE)).match(MINE);
  return kept ? kept.json() : null;
}

async function keep(mine) {
  const store = await caches.open(STORE);
  if (mine) await store.put(MINE, new Response(JSON.stringify(mine)));
  else await store.delete(MINE);
}

function call(path, method, token, body) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  return fetch(`/api/subscriptions${path}`, {
    method,
    headers,
    body: body ? JSON.stringify(body) : undefined,
    credentials: "omit",
  });
}

function wishes() {
  const topics = [...form.querySelectorAll("input[name=topic]:checked")].map((box) => box.value);
  const hasQuiet = form.elements.quiet.checked;
  const most = form.elements.most.valueAsNumber;
  return {
    topics: topics.includes("all") ? ["all"] : topics,
    minLevel: form.elements.level.value,
    language: document.documentElement.lang,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    quietHours: hasQuiet ? { from: form.elements.from.value, to: form.elements.to.value } : null,
    flashInQuiet: form.elements.flash.checked,
    maxPerDay: Number.isFinite(most) ? most : null,
  };
}

function fill(view) {
  for (const box of form.querySelectorAll("input[name=topic]")) box.checked = view.topics.includes(box.value);
  form.elements.level.value = view.minLevel;
  form.elements.quiet.checked = view.quietHours !== null;
  if (view.quietHours) {
    form.elements.from.value = view.quietHours.from;
    form.elements.to.value = view.quietHours.to;
  }
  form.elements.flash.checked = view.flashInQuiet;
  form.elements.most.value = view.maxPerDay ?? "";
  dependents();
}

function dependents() {
  const everything = form.querySelector("input[name=topic][value=all]").checked;
  for (const box of form.querySelectorAll("input[name=topic]"))
    if (box.value !== "all") box.disabled = everything;
  for (const name of ["from", "to", "flash"]) form.elements[name].disabled = !form.elements.quiet.checked;
}

function showManaged(view) {
  manage.hidden = !view;
  submit.textContent = view ? submit.dataset.change : submit.dataset.begin;
  if (!view) return;
  const isPaused = view.state === "paused";
  document.getElementById("pause").hidden = isPaused;
  document.getElementById("go-on").hidden = !isPaused;
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
  subscription ??= await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(publicKey),
  });
  return { channel: "webpush", subscription: subscription.toJSON(), applicationServerKey: publicKey };
}

async function tell(mine, wanted, state) {
  const body = { ...(await subscribe()), ...wanted };
  if (state) body.state = state;
  const answer = await call("", "POST", mine && mine.token, body);
  if (!answer.ok) return answer.status === 429 ? "busy" : "failed";
  const made = await answer.json();
  await keep({ id: made.id, token: made.manageToken, link: made.unsubscribeUrl, wishes: wanted });
  if (mine && mine.id !== made.id) await call(`/${mine.id}`, "DELETE", mine.token);
  showManaged({ state: made.state });
  return null;
}

function guarded(work) {
  return async (event) => {
    event.preventDefault();
    const button = event.submitter || event.currentTarget;
    button.disabled = true;
    try {
      await work();
    } catch {
      say("failed");
    } finally {
      button.disabled = false;
    }
  };
}

async function begin() {
  const wanted = wishes();
  if (wanted.topics.length === 0) {
    say("no-topic");
    form.querySelector("input[name=topic]").focus();
    return;
  }
  if (wanted.quietHours && wanted.quietHours.from === wanted.quietHours.to) {
    say("no-quiet");
    form.elements.from.focus();
    return;
  }
  say("working");
  const permission = await Notification.requestPermission();
  if (permission !== "granted") {
    say(permission === "denied" ? "denied" : "undecided");
    return;
  }
  say((await tell(await load(), wanted, "active")) || "on");
}

async function change(state, words) {
  const mine = await load();
  const answer = await call(`/${mine.id}`, "PATCH", mine.token, { state });
  if (answer.ok) showManaged(await answer.json());
  say(answer.ok ? words : "failed");
}

async function test() {
  say("working");
  const mine = await load();
  const answer = await call(`/${mine.id}/test`, "POST", mine.token);
  if (answer.ok) say((await answer.json()).delivered ? "test-sent" : "test-failed");
  else say(answer.status === 429 ? "busy" : "test-failed");
}

async function end() {
  const mine = await load();
  const answer = await call(`/${mine.id}`, "DELETE", mine.token);
  // Unknown there is ended, too.
  if (!answer.ok && answer.status !== 401) {
    say("failed");
    return;
  }
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.getSubscription();
  if (subscription) await subscription.unsubscribe();
  await keep(null);
  showManaged(null);
  say("off");
  submit.focus();
}

// A visit renews what ran out; what its reader paused or left stays so.
async function visit() {
  const mine = await load();
  if (!mine) return;
  const answer = await call(`/${mine.id}`, "GET", mine.token);
  if (answer.status === 401) {
    await keep(null);
    return;
  }
  if (!answer.ok) return;
  const view = await answer.json();
  fill(view);
  showManaged(view);
  if (Notification.permission !== "granted") say("undecided");
  else if (view.state === "paused") say("paused");
  else say((await tell(mine, wishes())) || "on");
}

async function start() {
  // An iPad calls itself a Macintosh, but no Macintosh is touched with several fingers.
  const isApple =
    /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window && "caches" in window)) {
    say(isApple && !navigator.standalone ? "install" : "unsupported");
    return;
  }
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  form.addEventListener("change", dependents);
  form.addEventListener("submit", guarded(begin));
  document.getElementById("test").addEventListener("click", guarded(test));
  document.getElementById("pause").addEventListener("click", guarded(() => change("paused", "paused")));
  document.getElementById("go-on").addEventListener("click", guarded(() => change("active", "on")));
  document.getElementById("end").addEventListener("click", guarded(end));
  form.hidden = false;
  dependents();
  say(Notification.permission === "denied" ? "denied" : "ready");
  await visit();
}

start().catch(() => say("failed")).finally(() => document.documentElement.setAttribute("data-ready", ""));
