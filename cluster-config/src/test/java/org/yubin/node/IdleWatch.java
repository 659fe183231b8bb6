package org.yubin.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that has selected a mailbox and idles, and counts its messages from nothing but what it
 * is told.
 */
final class IdleWatch implements AutoCloseable {
  private static final Pattern TOLD = Pattern.compile("\\* (\\d+) (EXISTS|EXPUNGE)");

  private final WireClient imap;
  private final Thread reader = new Thread(this::read, "idle");
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();
  private volatile String broken = "";
  private volatile boolean ended;

  IdleWatch(InetSocketAddress server, String user, String password, String mailbox)
      throws IOException {
    imap = WireClient.imap(server, user, password);
    WireClient.Answer selected = imap.command("SELECT " + mailbox);
    selected.untagged().forEach(response -> count(response.text()));
    imap.send("i IDLE");
    reader.start();
  }

  /** How many messages there are, as this client was told. */
  int messages() {
    return messages.get();
  }

  /** How often it was told of a message that came or went. */
  int told() {
    return told.get();
  }

  /** What it should not have met; empty if nothing. */
  String broken() {
    return broken;
  }

  /** Ends the IDLE; true if that was answered OK. */
  boolean done() throws Exception {
    imap.send("DONE");
    reader.join(60_000);
    return ended;
  }

  private void read() {
    try {
      while (true) {
        String line = imap.response().text();
        if (line.startsWith("i OK")) {
          ended = true;
          return;
        }
        if (line.startsWith("* BYE") || line.startsWith("i ")) {
          broken = line;
          return;
        }
        count(line);
      }
    } catch (IOException | RuntimeException lost) {
      broken = lost.toString();
    }
  }

  private void count(String line) {
    Matcher event = TOLD.matcher(line);
    if (event.lookingAt()) {
      told.incrementAndGet();
      int number = Integer.parseInt(event.group(1));
      int before = messages.get();
      if (event.group(2).equals("EXISTS")) {
        messages.set(number);
      } else if (number < 1 || number > before) {
        throw new IllegalStateException(line + ", of " + before + " messages");
      } else {
        messages.set(before - 1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    imap.close();
  }
}
