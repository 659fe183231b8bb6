// ImapFlow as a program's author would use it. Exits with a message on the first difference.
//
// usage: node flow.mjs IMAP_PORT USER PASSWORD
import assert from "node:assert/strict";
import { once } from "node:events";
import { ImapFlow } from "imapflow";

const [port, user, pass] = process.argv.slice(2);
const options = { host: "127.0.0.1", port: Number(port), secure: false, doSTARTTLS: false, auth: { user, pass }, logger: false, qresync: true };
const done = (what) => console.log(`ok  ${what}`);
const message = (subject, text) =>
  Buffer.from(`From: A <a@example.org>\r\nTo: B <b@example.org>\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.org>\r\n` +
    `Date: Mon, 23 Nov 2026 10:00:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n` +
    `--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString("base64")}\r\n` +
    `--x\r\nContent-Type: application/octet-stream; name=n.bin\r\nContent-Disposition: attachment; filename=n.bin\r\n\r\nraw\r\n--x--\r\n`);

/** The event, at most ten seconds away. */
function soon(emitter, event) {
  return once(emitter, event, { signal: AbortSignal.timeout(10_000) }).then(([first]) => first);
}

const client = new ImapFlow(options);
const other = new ImapFlow(options);
await client.connect();
await other.connect();
done("connect");
assert.ok(client.enabled.has("CONDSTORE"), "CONDSTORE was enabled");
assert.ok(client.enabled.has("QRESYNC"), "QRESYNC was enabled");
done("ENABLE");

const boxes = await client.list({ statusQuery: { messages: true, unseen: true, uidNext: true, highestModseq: true } });
const uses = new Map(boxes.filter((box) => box.specialUse).map((box) => [box.specialUse, box.path]));
assert.deepEqual([...uses.keys()].sort(), ["\\Archive", "\\Drafts", "\\Inbox", "\\Junk", "\\Sent", "\\Trash"]);
for (const box of boxes) {
  assert.equal(typeof box.status.messages, "number", `STATUS of ${box.path} came with LIST`);
  assert.ok(box.status.highestModseq > 0n, `HIGHESTMODSEQ of ${box.path}`);
}
done("LIST with special uses and STATUS");

await client.mailboxCreate("Büro/日本");
await client.mailboxRename("Büro/日本", "Büro/台北");
assert.ok((await client.list()).some((box) => box.path === "Büro/台北"));
done("names beyond ASCII");

await client.mailboxOpen("INBOX");
await other.mailboxOpen("INBOX");
assert.equal(client.mailbox.exists, 0);
assert.ok(client.mailbox.highestModseq > 0n);
const arrived = soon(client, "exists");
client.idle();
const appended = await other.append("INBOX", message("one", "Grüße"), ["\\Seen", "$Work"], new Date("2026-11-20T10:00:00Z"));
assert.equal(appended.uid, 1);
assert.equal((await arrived).count, 1);
done("IDLE: EXISTS");

await other.append("INBOX", message("two", "zwei"), []);
await other.append("INBOX", message("three", "drei"), []);
await other.noop();
const flagged = soon(client, "flags");
client.idle();
assert.equal(await other.messageFlagsAdd("2", ["\\Flagged"]), true);
const change = await flagged;
assert.equal(change.seq, 2);
assert.ok(change.flags.has("\\Flagged"));
assert.ok(change.modseq > 0n, "flags were told with their MODSEQ");
done("IDLE: flags with MODSEQ");

const one = await client.fetchOne("1", { uid: true, flags: true, envelope: true, bodyStructure: true, internalDate: true, size: true, source: true, headers: ["subject"] });
assert.equal(one.uid, 1);
assert.deepEqual([...one.flags].filter((f) => f !== "\\Recent").sort(), ["$Work", "\\Seen"]);
assert.equal(one.envelope.subject, "one");
assert.equal(one.internalDate.toISOString(), "2026-11-20T10:00:00.000Z");
assert.deepEqual(one.source, message("one", "Grüße"));
assert.equal(one.size, message("one", "Grüße").length);
assert.equal(one.bodyStructure.childNodes[1].disposition, "attachment");
assert.ok(one.headers.toString().startsWith("Subject: one"));
const { content } = await client.download("1", "1");
let text = "";
for await (const chunk of content) text += chunk;
assert.equal(text, "Grüße");
done("FETCH and download");

assert.deepEqual(await client.search({ header: { subject: "two" } }), [2]);
assert.deepEqual(await client.search({ body: "Grüße" }), [1]);
assert.deepEqual(await client.search({ or: [{ flagged: true }, { keyword: "$Work" }] }, { uid: true }), [1, 2]);
done("SEARCH");

const copied = await client.messageCopy("1:2", "Archive");
assert.deepEqual([...copied.uidMap], [[1, 1], [2, 2]]);
const since = client.mailbox.highestModseq;
const validity = client.mailbox.uidValidity;
await client.mailboxClose();
const moved = await other.messageMove("2", "Trash");
assert.deepEqual([...moved.uidMap], [[2, 1]]);
await other.messageFlagsAdd({ uid: "3" }, ["\\Answered"], { uid: true });
done("COPY and MOVE with COPYUID");

const gone = [];
const seen = [];
client.on("expunge", (event) => gone.push(event));
client.on("flags", (event) => seen.push(event));
await client.mailboxOpen("INBOX", { uidValidity: validity, changedSince: since });
const changed = [];
for await (const each of client.fetch("1:*", { flags: true, uid: true }, { changedSince: since })) changed.push(each.uid);
assert.deepEqual(changed, [3]);
assert.deepEqual(gone.map((event) => event.uid), [2]);
assert.ok(gone.every((event) => event.vanished && event.earlier));
done("QRESYNC: what changed and what vanished");

const vanished = soon(client, "expunge");
client.idle();
assert.equal(await other.messageDelete("1"), true);
assert.equal((await vanished).uid, 1);
done("IDLE: VANISHED");

const status = await client.status("Archive", { messages: true, uidValidity: true, uidNext: true, highestModseq: true });
assert.equal(status.messages, 2);
assert.equal(status.uidNext, 3);
await client.mailboxDelete("Büro/台北");
await client.logout();
await other.logout();
console.log("all passed");
