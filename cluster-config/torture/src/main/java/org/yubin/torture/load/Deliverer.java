package org.yubin.torture.load;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.yubin.bench.WireReader;
import org.yubin.torture.history.Action;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.Outcome;

/** An MTA: delivers over LMTP, and retries what got no answer or 4xx. */
final class Deliverer extends Client {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int PATIENCE_MILLIS = 90_000;
  private static final int MOST_PAUSE_MILLIS = 250;
  private static final int RETRY_MILLIS = 500;

  private final String account;
  private final int number;
  private int made;
  private String marker = "";

  Deliverer(
      Journal journal,
      List<Door> doors,
      String account,
      int number,
      long seed,
      BooleanSupplier stop) {
    super(journal, doors, seed + number, stop);
    this.account = account;
    this.number = number;
  }

  @Override
  void work(Door at) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.connect(at.lmtp(), CONNECT_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      Line line = new Line(socket.getOutputStream(), new WireReader(socket.getInputStream()));
      int session = journal.nextSession();
      line.say("");
      line.say("LHLO torture.example.org\r\n");
      while (!stop.getAsBoolean()) {
        if (marker.isEmpty()) {
          marker = "d" + number + "-" + ++made;
        }
        if (deliver(line, session)) {
          marker = "";
          pause(random.nextInt(MOST_PAUSE_MILLIS));
        } else {
          pause(RETRY_MILLIS);
        }
      }
    }
  }

  /** Whether this message need not be tried again. */
  private boolean deliver(Line line, int session) throws IOException {
    long call = journal.nextCall();
    String mailbox = account + "/INBOX";
    journal.add(new Fact.Asked(journal.now(), session, mailbox, call, Action.deliver(marker)));
    Outcome outcome = Outcome.UNKNOWN;
    try {
      String answer = line.transaction(account, Messages.of(marker));
      outcome =
          answer.startsWith("2")
              ? Outcome.OK
              : answer.startsWith("4") ? Outcome.UNKNOWN : Outcome.NO;
    } finally {
      journal.add(new Fact.Answered(journal.now(), session, mailbox, call, outcome, List.of()));
    }
    return outcome != Outcome.UNKNOWN;
  }

  /** What is said and answered on one connection. */
  private record Line(OutputStream out, WireReader in) {
    String say(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = in.line();
      while (answer.length() > 3 && answer.charAt(3) == '-') {
        answer = in.line();
      }
      return answer;
    }

    /** The answer for the one recipient, or the first refusal. */
    String transaction(String to, byte[] message) throws IOException {
      String from = say("MAIL FROM:<torture@example.org>\r\n");
      if (!from.startsWith("2")) {
        return reset(from);
      }
      String recipient = say("RCPT TO:<" + to + ">\r\n");
      if (!recipient.startsWith("2")) {
        return reset(recipient);
      }
      String data = say("DATA\r\n");
      if (!data.startsWith("3")) {
        return reset(data);
      }
      out.write(message);
      return say(".\r\n");
    }

    private String reset(String answer) throws IOException {
      say("RSET\r\n");
      return answer;
    }
  }
}
