// node subscriber.js <secret> <topic>: a WebSub subscriber (npm's pubsubhubbub) on a free port of 127.0.0.1. Reads what to do
// from standard input, {deed, topic, hub} a line, and tells what it hears on standard output, {event, …} a line. Ends with
// its input.
"use strict";
const crypto = require("node:crypto");
const readline = require("node:readline");
const { createServer } = require("pubsubhubbub");

const [secret, topic] = process.argv.slice(2);
const tell = (event, more) => process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);

// 1.0.2 tells the hub a secret that it makes of ours and the topic, and then checks signatures with ours: alone it believes
// no hub at all. So one of them asks, and another, whose secret is what the hub was told, hears.
const told = crypto.createHmac("sha1", secret).update(topic).digest("hex");
const hears = createServer({ secret: told });

hears.on("error", (error) => tell("error", { reason: `${error}` }));
for (const event of ["subscribe", "unsubscribe", "denied"])
  hears.on(event, ({ topic, lease }) => tell(event, { topic, lease }));
// Only what bears the right signature comes here.
hears.on("feed", ({ topic, feed, headers }) =>
  tell("feed", { topic, bytes: feed.toString("base64"), type: headers["content-type"], signature: headers["x-hub-signature"] }),
);
hears.on("listen", () => {
  const callbackUrl = `http://127.0.0.1:${hears.server.address().port}`;
  const asks = createServer({ callbackUrl, secret, leaseSeconds: 864000 });
  readline
    .createInterface({ input: process.stdin })
    .on("line", (line) => {
      const { deed, topic, hub } = JSON.parse(line);
      asks.setSubscription(deed, topic, hub, (error) =>
        tell("answered", { reason: error ? `${error.message}: ${error.responseBody}` : null }),
      );
    })
    .on("close", () => process.exit());
  tell("listen", { url: callbackUrl });
});
hears.listen(0, "127.0.0.1");
