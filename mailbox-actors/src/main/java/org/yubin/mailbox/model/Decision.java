package org.yubin.mailbox.model;

/** What a command comes to on a state: an event, an answer that changes nothing, or a refusal. */
public sealed interface Decision {
  record Persist(MailboxEvent event) implements Decision {}

  record Answer(MailboxReply reply) implements Decision {}

  /** Not done; {@code detail} for the protocol's text and the logs. */
  record Refuse(Refusal why, String detail) implements Decision {}

  static Decision persist(MailboxEvent event) {
    return new Persist(event);
  }

  static Decision answer(MailboxReply reply) {
    return new Answer(reply);
  }

  static Decision refuse(Refusal why, String detail) {
    return new Refuse(why, detail);
  }
}
