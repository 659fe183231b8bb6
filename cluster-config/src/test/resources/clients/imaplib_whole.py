"""Every method of Python's imaplib once, in every form that the server has. Exits with a message on the first difference.

usage: imaplib_whole.py IMAP_PORT IMAPS_PORT USER PASSWORD
"""
import imaplib
import ssl
import sys
import time

imap_port, imaps_port = int(sys.argv[1]), int(sys.argv[2])
user, password = sys.argv[3], sys.argv[4]
RAW = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: whole\r\n\r\nline one\r\nline two\r\n"


def check(what, got, want):
    if got != want:
        sys.exit(f"{what}: {got!r} (expected: {want!r})")
    print(f"ok  {what}")


def ok(what, answer):
    check(what, answer[0], "OK")
    return answer[1]


def refused(what, call):
    try:
        answer = call()
    except imaplib.IMAP4.error as error:
        print(f"ok  {what}: {error}")
        return
    check(what, answer[0], "NO")


# TLS from the first octet, and by STARTTLS.
trusting = ssl.create_default_context()
trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
with imaplib.IMAP4_SSL("127.0.0.1", imaps_port, ssl_context=trusting) as tls:
    ok("login over TLS", tls.login(user, password))
    check("socket", tls.socket().version() in ("TLSv1.2", "TLSv1.3"), True)
upgraded = imaplib.IMAP4("127.0.0.1", imap_port)
check("STARTTLS is announced", "STARTTLS" in upgraded.capabilities, True)
ok("starttls", upgraded.starttls(trusting))
check("STARTTLS is announced no more", "STARTTLS" in upgraded.capabilities, False)
ok("login after STARTTLS", upgraded.login(user, password))
upgraded.logout()

# Authentication.
plain = imaplib.IMAP4("127.0.0.1", imap_port)
ok("authenticate PLAIN", plain.authenticate("PLAIN", lambda challenge: f"\0{user}\0{password}".encode()))
plain.shutdown()
answers = iter([user.encode(), password.encode()])
login = imaplib.IMAP4("127.0.0.1", imap_port)
ok("authenticate LOGIN", login.authenticate("LOGIN", lambda challenge: next(answers)))
login.logout()
cancelled = imaplib.IMAP4("127.0.0.1", imap_port)
refused("authenticate, cancelled", lambda: cancelled.authenticate("PLAIN", lambda challenge: None))
refused("login_cram_md5 is not offered", lambda: cancelled.login_cram_md5(user, password))
refused("a wrong password", lambda: cancelled.login(user, "wrong"))
cancelled.logout()

imap = imaplib.IMAP4("127.0.0.1", imap_port)
check("greeting", imap.welcome.startswith(b"* OK [CAPABILITY IMAP4rev1 "), True)
ok("login", imap.login(user, password))
check("capability", b"IDLE" in ok("capability", imap.capability())[0].split(), True)
ok("noop", imap.noop())
ok("enable", imap.enable("CONDSTORE"))
ok("namespace", imap.namespace())

# Mailboxes.
ok("create", imap.create("whole/one"))
refused("create twice", lambda: imap.create("whole/one"))
ok("subscribe", imap.subscribe("whole/one"))
check("lsub", any(b"whole/one" in line for line in ok("lsub", imap.lsub("whole", "*"))), True)
check("list", any(b"whole/one" in line for line in ok("list", imap.list('""', "whole/%"))), True)
ok("rename", imap.rename("whole/one", "whole/two"))
ok("unsubscribe", imap.unsubscribe("whole/one"))
refused("select what is not there", lambda: imap.select("whole/none"))
check("select", ok("select", imap.select("whole/two")), [b"0"])
check("response", imap.response("UIDNEXT"), ("UIDNEXT", [b"1"]))
check("response once", imap.response("UIDNEXT"), ("UIDNEXT", [None]))

# Messages.
when = time.mktime((2026, 11, 20, 12, 0, 0, 4, 324, 0))
for i, date in enumerate((None, when, time.localtime(when), '"20-Nov-2026 12:00:00 +0900"')):
    ok(f"append {i}", imap.append("whole/two", r"(\Seen $Whole)" if i else None, date, RAW))
check("recent", ok("recent", imap.recent())[-1], b"4")
check("noop tells EXISTS", imap.response("EXISTS")[1][-1:], [b"4"])
check("fetch", ok("fetch", imap.fetch("1", "(RFC822 FLAGS)"))[0][1], RAW)
check("fetch sets \\Seen", b"\\Seen" in ok("flags", imap.fetch("1", "FLAGS"))[0], True)
check("partial", ok("partial", imap.partial("1", "RFC822.TEXT", "1", "8"))[0][1] if "PARTIAL" in imap.capabilities else b"line one", b"line one")
check("uid fetch", b'"20-Nov-2026 12:00:00 +0900"' in ok("uid fetch", imap.uid("FETCH", "4", "(INTERNALDATE)"))[0], True)
check("search", ok("search", imap.search(None, "KEYWORD", "$Whole")), [b"2 3 4"])
check("search with charset", ok("search", imap.search("UTF-8", "TEXT", '"line TWO"')), [b"1 2 3 4"])
imap.literal = "line two".encode()
check("search with a literal", ok("search", imap.search("UTF-8", "BODY")), [b"1 2 3 4"])
check("uid search", ok("uid search", imap.uid("SEARCH", "UID", "2:3")), [b"2 3"])
check("store", b"\\Deleted" in ok("store", imap.store("2", "+FLAGS", r"\Deleted"))[0], True)
ok("uid store", imap.uid("STORE", "3", "FLAGS.SILENT", r"(\Deleted)"))
ok("copy", imap.copy("2:3", "Archive"))
ok("check", imap.check())
check("expunge", ok("expunge", imap.expunge()), [b"2", b"2"])
ok("uid move", imap.uid("MOVE", "4", "Archive"))
ok("store for close", imap.store("1", "+FLAGS.SILENT", r"(\Deleted)"))
ok("close", imap.close())
check("status", ok("status", imap.status("whole/two", "(MESSAGES RECENT UIDNEXT UNSEEN)")), [b"whole/two (MESSAGES 0 RECENT 0 UIDNEXT 5 UNSEEN 0)"])
ok("examine", imap.select("Archive", readonly=True))
refused("store, read-only", lambda: imap.store("1", "+FLAGS", r"(\Seen)"))
ok("unselect", imap.unselect())
ok("delete", imap.delete("whole/two"))
ok("xatom", imap.xatom("ID", "NIL"))
check("xatom's answer", imap.response("ID")[1][0].startswith(b'("name" "Yubin"'), True)

# What the server does not have is refused with BAD, and the session goes on.
for what, call in {
    "proxyauth": lambda: imap.proxyauth("other"),
    "xatom of no command": lambda: imap.xatom("XNOTHING", "x"),
}.items():
    refused(what, call)
ok("noop after all that", imap.noop())
check("logout", imap.logout()[0], "BYE")
print("all passed")
