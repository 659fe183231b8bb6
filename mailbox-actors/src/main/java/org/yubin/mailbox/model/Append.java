package org.yubin.mailbox.model;

import java.util.List;

/** Adds messages (RFC 9051 §6.3.12, RFC 3502). */
public record Append(List<NewMessage> messages) implements MailboxCommand {}
