package org.yubin.persistence.message;

import org.yubin.persistence.id.EmailId;

/** One message of a mailbox: its UID there, and whose row it is. */
public record UidEmail(long uid, EmailId email) {}
