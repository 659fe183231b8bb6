package org.yubin.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;

/**
 * Fills a mailbox: by MULTIAPPEND (RFC 3502) where it is announced, by pipelined APPEND otherwise,
 * or by copying the mailbox onto itself until it is large enough. Every second message is \Seen.
 */
final class BulkLoader {
  private static final int BATCH_MESSAGES = 100;
  private static final int BATCH_OCTETS = 4 * 1024 * 1024;
  private static final int PIPELINED = 16;
  private static final int FIRST_BLOCK = 1_000;
  private static final int MOST_COPIED = 10_000;

  private final ImapConnection imap;
  private final String mailbox;
  private final int sizeOctets;

  BulkLoader(ImapConnection imap, String mailbox, int sizeOctets) {
    this.imap = imap;
    this.mailbox = mailbox;
    this.sizeOctets = sizeOctets;
  }

  /** How to. */
  enum How {
    APPEND,
    MULTIAPPEND,
    COPY
  }

  /** The quickest way to make messages that all differ. */
  void append(int messages, LongConsumer progress) throws IOException, WrongAnswerException {
    boolean multi = imap.can("MULTIAPPEND") && imap.can("LITERAL+");
    load(multi ? How.MULTIAPPEND : How.APPEND, messages, progress);
  }

  /**
   * Adds messages to the mailbox, which exists.
   *
   * @param progress hears how many have been added
   */
  void load(How how, int messages, LongConsumer progress) throws IOException, WrongAnswerException {
    switch (how) {
      case APPEND -> pipelined(messages, progress);
      case MULTIAPPEND -> batches(messages, progress);
      case COPY -> copies(messages, progress);
    }
  }

  private static String flags(long number) {
    return number % 2 == 0 ? "(\\Seen) " : "";
  }

  private void batches(int messages, LongConsumer progress)
      throws IOException, WrongAnswerException {
    int next = 1;
    while (next <= messages) {
      ByteArrayOutputStream command = new ByteArrayOutputStream();
      String tag = "m" + next;
      command.writeBytes(ascii(tag + " APPEND " + ImapConnection.quoted(mailbox)));
      for (int i = 0;
          i < BATCH_MESSAGES && next <= messages && command.size() < BATCH_OCTETS;
          i++) {
        byte[] message = BenchMessages.message(next, sizeOctets);
        command.writeBytes(ascii(" " + flags(next) + "{" + message.length + "+}\r\n"));
        command.writeBytes(message);
        next++;
      }
      command.writeBytes(ascii("\r\n"));
      imap.write(command.toByteArray());
      check(imap.finish(tag));
      progress.accept(next - 1L);
    }
  }

  private void pipelined(int messages, LongConsumer progress)
      throws IOException, WrongAnswerException {
    Deque<String> open = new ArrayDeque<>();
    int most = imap.can("LITERAL+") ? PIPELINED : 1;
    long done = 0;
    for (int next = 1; next <= messages; next++) {
      if (open.size() == most) {
        check(imap.finish(open.remove()));
        progress.accept(++done);
      }
      open.add(imap.startAppend(mailbox, flags(next), BenchMessages.message(next, sizeOctets)));
    }
    while (!open.isEmpty()) {
      check(imap.finish(open.remove()));
      progress.accept(++done);
    }
  }

  private void copies(int messages, LongConsumer progress)
      throws IOException, WrongAnswerException {
    long before = imap.select(mailbox);
    append(Math.min(messages, FIRST_BLOCK), progress);
    long added = Math.min(messages, FIRST_BLOCK);
    imap.ok("NOOP");
    while (added < messages) {
      long block = Math.min(Math.min(added, MOST_COPIED), messages - added);
      imap.ok(
          "COPY %d:%d %s".formatted(before + 1, before + block, ImapConnection.quoted(mailbox)));
      added += block;
      progress.accept(added);
    }
    WrongAnswerException.unlessEqual("EXISTS", imap.select(mailbox), before + messages);
  }

  private static void check(ImapConnection.Answer answer) throws WrongAnswerException {
    if (!answer.status().equals("OK")) {
      throw new WrongAnswerException("APPEND: " + ImapConnection.shortened(answer.text()));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
