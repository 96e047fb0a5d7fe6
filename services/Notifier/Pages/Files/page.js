// The sign-up page; reader.js stands before it.
"use strict";

const form = document.getElementById("wishes");
const manage = document.getElementById("manage");
const submit = document.getElementById("submit");
const boxes = [...form.querySelectorAll("input[name=topic]")];
// Topics that the reader has and that cannot be chosen now: should they be opened again, they are still wanted.
let missing = [];

function say(name) {
  for (const words of document.querySelectorAll("#say > p")) words.hidden = words.id !== `say-${name}`;
}

// A time zone that is unknown there, or a topic that was closed since, keeps nobody from being alerted of the rest.
async function send(path, method, token, body) {
  const answer = await call(path, method, token, body);
  if (answer.status !== 422) return { answer, body };
  const { errors = {} } = await answer.json();
  const { timeZone, ...rest } = body;
  const less = errors.timeZone ? rest : { ...body };
  if (errors.topics) {
    const open = await offered();
    less.topics = body.topics.filter((topic) => open.includes(topic));
  }
  if (less.topics.length === 0) return { answer, body, isTopicless: true };
  const isLess = less.timeZone !== body.timeZone || less.topics.length < body.topics.length;
  return isLess ? send(path, method, token, less) : { answer, body };
}

// What may be chosen by now: this page may have been open for days.
async function offered() {
  const html = await (await fetch("/alerts", { credentials: "omit" })).text();
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("input[name=topic]")].map((box) => box.value);
}

function boxOf(topic) {
  return boxes.find((box) => box.value === topic);
}

function wishes() {
  const topics = boxes.filter((box) => box.checked).map((box) => box.value);
  const hasQuiet = form.elements.quiet.checked;
  const most = form.elements.most.valueAsNumber;
  return {
    topics: topics.includes("all") ? ["all"] : [...topics, ...missing],
    minLevel: form.elements.level.value,
    language: document.documentElement.lang,
    timeZone: zone(),
    quietHours: hasQuiet ? { from: form.elements.from.value, to: form.elements.to.value } : null,
    flashInQuiet: form.elements.flash.checked,
    maxPerDay: Number.isFinite(most) ? most : null,
  };
}

// As the server has them; only where its reader is may have changed.
function wishesOf({ topics, minLevel, language, quietHours, flashInQuiet, maxPerDay }) {
  return { topics, minLevel, language, timeZone: zone(), quietHours, flashInQuiet, maxPerDay };
}

function fill(view) {
  for (const box of boxes) box.checked = view.topics.includes(box.value);
  missing = view.topics.filter((topic) => !boxOf(topic));
  document.getElementById("closed").hidden = missing.length === 0;
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
  const everything = boxOf("all").checked;
  for (const box of boxes) if (box.value !== "all") box.disabled = everything;
  for (const name of ["from", "to", "flash"]) form.elements[name].disabled = !form.elements.quiet.checked;
}

function showManaged(view) {
  manage.hidden = !view;
  submit.textContent = view ? submit.dataset.change : submit.dataset.begin;
  if (!view) return;
  const [pause, goOn] = [document.getElementById("pause"), document.getElementById("go-on")];
  const isPaused = view.state === "paused";
  const isHere = document.activeElement === pause || document.activeElement === goOn;
  pause.hidden = isPaused;
  goOn.hidden = !isPaused;
  document.getElementById("test").hidden = isPaused;
  // The button that was pressed is gone: whoever goes by keyboard is at the one in its place.
  if (isHere) (isPaused ? goOn : pause).focus();
  showLeave();
}

// Kept for the day on which this browser is not at hand.
async function showLeave() {
  const mine = await load();
  const link = document.getElementById("leave");
  link.hidden = !(mine && mine.link);
  if (!link.hidden) link.href = mine.link;
}

// What the page has to say of it.
async function tell(mine, wanted, state) {
  const asked = { ...(await subscribe()), ...wanted };
  // At a new address its reader keeps what was closed since.
  if (mine) asked.replaces = mine.id;
  if (state) asked.state = state;
  const { answer, body, isTopicless } = await send("", "POST", mine && mine.token, asked);
  if (isTopicless) return "no-topic";
  if (!answer.ok) return failure(answer);
  const made = await answer.json();
  await keep({ id: made.id, token: made.manageToken, link: made.unsubscribeUrl });
  if (mine && mine.id !== made.id) await call(`/${mine.id}`, "DELETE", mine.token);
  showManaged(made);
  if (made.state === "paused") return "paused";
  if (body.topics.length < asked.topics.length) return "some-closed";
  return wanted.quietHours && !body.timeZone ? "on-zone" : "on";
}

function failure(answer) {
  return answer.status === 429 ? "busy" : "failed";
}

// What the server knows of the reader; where that is nothing, it was ended elsewhere and nobody asked for another one.
async function look(mine, otherwise) {
  const answer = await call(`/${mine.id}`, "GET", mine.token);
  if (answer.ok) return answer.json();
  if (answer.status !== 401) say(failure(answer));
  else await forget(otherwise);
  return null;
}

async function forget(words) {
  await keep(null);
  showManaged(null);
  say(words);
}

function guarded(work) {
  return async (event) => {
    event.preventDefault();
    const button = event.submitter || event.currentTarget;
    // One that were disabled would lose whoever goes by keyboard.
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      await work();
    } catch {
      say("failed");
    } finally {
      button.removeAttribute("aria-disabled");
    }
  };
}

async function isAllowed() {
  const permission = await Notification.requestPermission();
  if (permission !== "granted") say(permission === "denied" ? "denied" : "undecided");
  return permission === "granted";
}

async function begin() {
  const wanted = wishes();
  if (wanted.topics.length === 0) {
    say("no-topic");
    boxes[0].focus();
    return;
  }
  if (wanted.quietHours && wanted.quietHours.from === wanted.quietHours.to) {
    say("no-quiet");
    form.elements.from.focus();
    return;
  }
  say("working");
  if (await isAllowed()) await alone(() => change(wanted));
}

// Whoever has paused stays so, whatever else is changed.
async function change(wanted) {
  const mine = await load();
  if (!mine) {
    say(await tell(null, wanted, "active"));
    return;
  }
  const view = await look(mine, "off");
  if (!view) return;
  if (view.state !== "paused") {
    say(await tell(mine, wanted));
    return;
  }
  const { answer, isTopicless } = await send(`/${mine.id}`, "PATCH", mine.token, wanted);
  if (answer.ok) showManaged(await answer.json());
  say(answer.ok ? "kept-paused" : isTopicless ? "no-topic" : failure(answer));
}

async function pause() {
  const mine = await load();
  const answer = mine && (await call(`/${mine.id}`, "PATCH", mine.token, { state: "paused" }));
  if (answer && answer.ok) {
    showManaged(await answer.json());
    say("paused");
  } else if (!answer || answer.status === 401) await forget("off");
  else say(failure(answer));
}

// While it was paused the browser may have got another address.
async function goOn() {
  const mine = await load();
  if (!mine) {
    await forget("off");
    return;
  }
  const view = await look(mine, "off");
  if (view) say(await tell(mine, wishesOf(view), "active"));
}

async function test() {
  say("working");
  const mine = await load();
  const answer = mine && (await call(`/${mine.id}/test`, "POST", mine.token));
  if (!answer || answer.status === 401) await forget("off");
  else if (answer.ok) say((await answer.json()).delivered ? "test-sent" : "test-failed");
  else say(answer.status === 429 ? "busy" : "test-failed");
}

async function end() {
  const mine = await load();
  const answer = mine && (await call(`/${mine.id}`, "DELETE", mine.token));
  // Unknown there is ended, too.
  if (answer && !answer.ok && answer.status !== 401) {
    say(failure(answer));
    return;
  }
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.getSubscription();
  if (subscription) await subscription.unsubscribe();
  await forget("off");
  submit.focus();
}

// A visit renews what ran out; what its reader paused or left stays so, and what was wanted stays wanted.
async function visit() {
  const mine = await load();
  const view = mine && (await look(mine, "ready"));
  if (!view) return;
  fill(view);
  showManaged(view);
  if (Notification.permission === "denied") say("denied");
  else if (Notification.permission !== "granted") say("undecided");
  else if (view.state === "paused") say(view.reason ? "left" : "paused");
  else say(await tell(mine, wishesOf(view)));
}

function whyNot() {
  // An iPad calls itself a Macintosh, but no Macintosh is touched with several fingers.
  const isApple =
    /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
  if (!isApple) return "unsupported";
  // There, alerts are for pages on the home screen, and from system 16.4 on.
  return navigator.standalone ? "too-old" : "install";
}

async function start() {
  say("working");
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window && "caches" in window)) {
    say(whyNot());
    return;
  }
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  form.addEventListener("change", dependents);
  form.addEventListener("submit", guarded(begin));
  document.getElementById("test").addEventListener("click", guarded(test));
  document.getElementById("pause").addEventListener("click", guarded(() => alone(pause)));
  document.getElementById("go-on").addEventListener("click", guarded(async () => (await isAllowed()) && alone(goOn)));
  document.getElementById("end").addEventListener("click", guarded(() => alone(end)));
  form.hidden = false;
  dependents();
  say(Notification.permission === "denied" ? "denied" : "ready");
  await alone(visit);
}

start().catch(() => say("failed")).finally(() => document.documentElement.setAttribute("data-ready", ""));
