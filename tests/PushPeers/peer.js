// node peer.js decrypt|send|verify, with JSON on standard input; answers JSON on standard output.
"use strict";
const crypto = require("node:crypto");
const http_ece = require("http_ece");
const { Webhook } = require("standardwebhooks");
const webPush = require("web-push");

const bytes = (text) => Buffer.from(text, "base64url");

/** Messages for one reader: {privateKey, auth, messages: […]} → {texts: […]}, all in base64url. */
function decrypt({ privateKey, auth, messages }) {
  const reader = crypto.createECDH("prime256v1");
  reader.setPrivateKey(bytes(privateKey));
  const texts = messages.map((message) =>
    http_ece
      .decrypt(bytes(message), { version: "aes128gcm", privateKey: reader, authSecret: auth })
      .toString("base64url"),
  );
  return { texts };
}

/** Sends: {subscription, text, subject, publicKey, privateKey, options} → {status}. */
async function send({ subscription, text, subject, publicKey, privateKey, options }) {
  const http = require("node:http");
  const details = webPush.generateRequestDetails(subscription, text, {
    vapidDetails: { subject, publicKey, privateKey },
    ...options,
  });
  const { hostname, port, pathname } = new URL(details.endpoint);
  return new Promise((resolve, reject) => {
    const request = http.request(
      { hostname, port, path: pathname, method: details.method, headers: details.headers },
      (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode });
      },
    );
    request.on("error", reject);
    request.end(details.body);
  });
}

/** A webhook's request: {secret, body, headers} → {type} of the event; fails where the signature is not right. */
function verify({ secret, body, headers }) {
  return { type: new Webhook(secret).verify(body, headers).type };
}

const deeds = { decrypt, send, verify };

async function main() {
  let input = "";
  for await (const chunk of process.stdin) input += chunk;
  const answer = await deeds[process.argv[2]](JSON.parse(input));
  process.stdout.write(JSON.stringify(answer));
}

main().catch((fault) => {
  process.stderr.write(`${fault.stack}\n`);
  process.exitCode = 1;
});
