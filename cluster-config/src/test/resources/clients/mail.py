"""Mail in by smtplib.LMTP, out by imaplib: what a script's author would do. Exits with a message on the first difference.

usage: mail.py IMAP_PORT IMAPS_PORT LMTP_PORT USER PASSWORD
"""
import base64
import hashlib
import hmac
import imaplib
import smtplib
import ssl
import sys
import time
from email.message import EmailMessage

imap_port, imaps_port, lmtp_port = (int(a) for a in sys.argv[1:4])
user, password = sys.argv[4:6]


def check(what, got, want):
    if got != want:
        sys.exit(f"{what}: {got!r} (expected: {want!r})")
    print(f"ok  {what}")


def ok(what, answer):
    check(what, answer[0], "OK")
    return answer[1]


def message(subject, body, to=user):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "sender@example.org", to, subject
    mail["Message-ID"] = f"<{subject.replace(' ', '.')}@example.org>"
    mail.set_content(body)
    mail.add_attachment(b"\x00\x01\x02" * 1000, maintype="application", subtype="octet-stream", filename="three.bin")
    return mail


with smtplib.LMTP("127.0.0.1", lmtp_port) as lmtp:
    # smtplib reads one reply after the data, so one recipient a transaction (RFC 2033 gives a reply for each).
    for to in (user, f"{user}+Archive"):
        check(f"LMTP takes mail for {to}", lmtp.sendmail("sender@example.org", [to], message("first", "Hello\n").as_bytes()), {})
    try:
        lmtp.sendmail("sender@example.org", ["nobody-here"], b"Subject: x\r\n\r\nx\r\n")
        sys.exit("LMTP took mail for nobody")
    except smtplib.SMTPRecipientsRefused as refused:
        check("LMTP refuses the unknown with 550", refused.recipients["nobody-here"][0], 550)
    check("LMTP begins TLS", lmtp.starttls(context=ssl._create_unverified_context())[0], 220)
    check("a second transaction, under TLS", lmtp.sendmail("", [user], message("second", "W\u00f6rld\n").as_bytes()), {})

imap = imaplib.IMAP4("127.0.0.1", imap_port)
try:
    imap.login(user, "wrong")
    sys.exit("a wrong password was taken")
except imaplib.IMAP4.error:
    print("ok  a wrong password is refused")
ok("login", imap.login(user, password))


def scram(name, secret):
    """SCRAM-SHA-256 (RFC 7677) as imaplib's authenticate wants it; checks the server's signature."""
    said = []

    def answer(challenge):
        said.append(challenge)
        if len(said) == 1:
            return b"n,,n=%s,r=clientnonce" % name
        if len(said) == 2:
            got = dict(part.split(b"=", 1) for part in challenge.split(b","))
            salted = hashlib.pbkdf2_hmac("sha256", secret, base64.b64decode(got[b"s"]), int(got[b"i"]))
            key = hmac.digest(salted, b"Client Key", "sha256")
            final = b"c=biws,r=" + got[b"r"]
            both = b",".join((b"n=%s,r=clientnonce" % name, challenge, final))
            signature = hmac.digest(hashlib.sha256(key).digest(), both, "sha256")
            said.append(base64.b64encode(hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), both, "sha256")))
            return final + b",p=" + base64.b64encode(bytes(a ^ b for a, b in zip(key, signature)))
        check("the server's signature", challenge, b"v=" + said[2])
        return b""
    return answer


secured = imaplib.IMAP4("127.0.0.1", imap_port)
ok("starttls", secured.starttls(ssl._create_unverified_context()))
ok("authenticate SCRAM-SHA-256", secured.authenticate("SCRAM-SHA-256", scram(user.encode(), password.encode())))
ok("logout", ("OK", secured.logout()))
boxes = b"\n".join(ok("list", imap.list()))
for name in (b"INBOX", b"Drafts", b"Sent", b"Trash", b"Junk", b"Archive"):
    check(f"{name.decode()} is there", name in boxes, True)
check("\\Sent is told", b"\\Sent" in boxes, True)
ok("namespace", imap.namespace())
check("INBOX holds two", ok("select", imap.select("INBOX")), [b"2"])
check("user+Archive went to Archive", b"MESSAGES 1" in ok("status", imap.status("Archive", "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN)"))[0], True)
check("search by header", ok("search", imap.search(None, "SUBJECT", '"second"')), [b"2"])
fetched = ok("fetch", imap.fetch("1", "(UID FLAGS RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[])"))
body = fetched[0][1]
check("Delivered-To is there", b"Delivered-To: " + user.encode() in body.split(b"\r\n\r\n")[0], True)
check("Return-Path is there", body.startswith(b"Return-Path: <sender@example.org>\r\n"), True)
check("the attachment survived", b"three.bin" in body, True)
check("partial", ok("fetch partial", imap.fetch("1", "(BODY.PEEK[]<0.11>)"))[0][1], b"Return-Path")
ok("store", imap.store("1", "+FLAGS", "(\\Flagged $Work)"))
check("flagged", ok("search flagged", imap.search(None, "FLAGGED", "KEYWORD", "$Work")), [b"1"])
ok("create", imap.create('"Clients/B&APw-cher"'))
check("created", b"Clients/B&APw-cher" in b"\n".join(ok("list %", imap.list('""', '"Clients/%"'))), True)
ok("subscribe", imap.subscribe('"Clients/B&APw-cher"'))
check("lsub", b"B&APw-cher" in b"\n".join(ok("lsub", imap.lsub('""', '"*"'))), True)
raw = b"Subject: raw\r\n\r\nkept as it is, \x80\xff and a bare\nLF\r\n"
appended = ok("append", imap.append('"Clients/B&APw-cher"', "(\\Seen)", imaplib.Time2Internaldate(time.time()), raw))
check("APPENDUID", b"APPENDUID" in appended[0], True)
ok("copy", imap.copy("1:2", '"Clients/B&APw-cher"'))
ok("select the copy", imap.select('"Clients/B&APw-cher"'))
check("APPEND kept its octets", ok("fetch raw", imap.fetch("1", "(BODY.PEEK[])"))[0][1], raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
check("flags were copied", ok("search", imap.search(None, "FLAGGED")), [b"2"])
ok("delete mark", imap.store("3", "+FLAGS.SILENT", "(\\Deleted)"))
check("expunge", ok("expunge", imap.expunge()), [b"3"])
imap.select("INBOX")
typ, data = imap.uid("MOVE", "1", "Archive")
check("move", typ, "OK")
check("left INBOX", ok("search all", imap.search(None, "ALL")), [b"1"])
ok("rename", imap.rename('"Clients/B&APw-cher"', "Buch"))
ok("delete", imap.delete("Buch"))
ok("unselect", imap._simple_command("UNSELECT") if "UNSELECT" in imaplib.Commands else ("OK", []))
check("logout", imap.logout()[0], "BYE")

plain = ssl.create_default_context()
plain.check_hostname, plain.verify_mode = False, ssl.CERT_NONE
with imaplib.IMAP4_SSL("127.0.0.1", imaps_port, ssl_context=plain) as tls:
    tls.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
    check("over TLS", tls.select("INBOX", readonly=True)[1], [b"1"])
print("all passed")
