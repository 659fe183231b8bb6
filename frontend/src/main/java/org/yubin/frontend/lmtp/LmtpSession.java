package org.yubin.frontend.lmtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialogue of one connection (RFC 2033 over RFC 5321): what each line and each octet of a
 * message does, and what is said to it. One call at a time: the next one comes when the stage of
 * the one before has completed.
 */
final class LmtpSession {
  private static final Logger LOG = LoggerFactory.getLogger(LmtpSession.class);
  private static final Reply OK = Reply.of(250, "2.0.0", "Ok");
  private static final Reply NO_UTF8 = Reply.of(553, "5.6.7", "Address wants SMTPUTF8");
  static final Reply SYNTAX = Reply.of(501, "5.5.4", "Syntax error in arguments");
  private static final Reply SEQUENCE = Reply.of(503, "5.5.1", "Bad sequence of commands");

  /** What stands for octets that are no UTF-8. */
  private static final char NOT_UTF8 = '\ufffd';

  /** What comes next from the client. */
  enum Input {
    LINE,
    DATA,
    CHUNK,
    /** A TLS handshake, to which nothing said in the clear belongs (RFC 3207). */
    TLS,
    /** Nothing: the connection is to be closed when the last reply is out. */
    END
  }

  /** Where the connection stands with TLS (RFC 3207). */
  enum Tls {
    NOT_OFFERED,
    OFFERED,
    UP
  }

  private final String id;
  private final String clientAddress;
  private final String hostname;
  private final LmtpLimits limits;
  private final Recipients directory;
  private final Delivery delivery;

  private Input input = Input.LINE;
  private Tls tls;
  private boolean greeted;
  private int badCommands;
  private Optional<MailPath> from = Optional.empty();
  private boolean utf8;
  private final List<Recipient> recipients = new ArrayList<>();
  private Optional<Incoming> incoming = Optional.empty();
  private final MessageOctets octets = new MessageOctets();
  private boolean lastChunk;

  LmtpSession(
      String id,
      String clientAddress,
      String hostname,
      LmtpLimits limits,
      Tls tls,
      Recipients directory,
      Delivery delivery) {
    this.id = id;
    this.clientAddress = clientAddress;
    this.hostname = hostname;
    this.limits = limits;
    this.tls = tls;
    this.directory = directory;
    this.delivery = delivery;
  }

  Reply greeting() {
    return Reply.of(220, hostname + " LMTP Yubin");
  }

  Input input() {
    return input;
  }

  /**
   * Whether a chunk of no octets has been announced (RFC 3030 §2): it ends without any more being
   * read.
   */
  boolean awaitsNothing() {
    return input == Input.CHUNK && octets.ended();
  }

  String id() {
    return id;
  }

  /** The server stops: said once, between transactions. */
  Reply shutdown() {
    input = Input.END;
    return Reply.of(421, "4.3.2", hostname + " is shutting down");
  }

  /** The client has been silent for too long. */
  Reply timedOut() {
    input = Input.END;
    return Reply.of(421, "4.4.2", "Nothing said for too long");
  }

  boolean betweenTransactions() {
    return from.isEmpty() && input == Input.LINE;
  }

  /** A line was longer than the limit; it has been skipped. */
  Reply lineTooLong() {
    return counted(Reply.of(500, "5.5.2", "Line: over " + limits.maxLineOctets() + " octets"));
  }

  /** One command line, without its end. */
  CompletionStage<Reply> line(String line) {
    if (line.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == NOT_UTF8)) {
      return done(counted(Reply.of(500, "5.5.2", "Line: not UTF-8, or with control characters")));
    }
    int blank = line.indexOf(' ');
    String verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
    String rest = blank < 0 ? "" : line.substring(blank + 1).strip();
    return command(verb, rest).thenApply(this::counted);
  }

  private CompletionStage<Reply> command(String verb, String rest) {
    return switch (verb) {
      case "LHLO" -> rest.isEmpty() ? done(SYNTAX) : reset().thenApply(done -> lhlo());
      case "HELO", "EHLO" ->
          done(Reply.of(500, "5.5.1", "This is LMTP: say LHLO")); // RFC 2033 §4.1
      case "MAIL" -> done(greeted ? mail(rest) : SEQUENCE);
      case "RCPT" -> from.isPresent() ? rcpt(rest) : done(SEQUENCE);
      case "DATA" -> done(data(rest));
      case "BDAT" -> done(bdat(rest));
      case "STARTTLS" -> startTls(rest);
      case "RSET" -> reset().thenApply(done -> OK);
      case "NOOP" -> done(OK);
      case "VRFY" -> done(rest.isEmpty() ? SYNTAX : Reply.of(252, "2.0.0", "Send mail, and see"));
      case "EXPN" -> done(Reply.of(502, "5.5.1", "EXPN is not offered"));
      case "HELP" -> done(Reply.of(214, "2.0.0", "RFC 2033"));
      case "QUIT" -> {
        input = Input.END;
        yield done(Reply.of(221, "2.0.0", "Bye"));
      }
      default -> done(Reply.of(500, "5.5.2", "Unknown command"));
    };
  }

  private Reply counted(Reply reply) {
    if (reply.code() >= 500 && reply.code() < 504 && ++badCommands >= limits.maxBadCommands()) {
      input = Input.END;
      return Reply.of(421, "4.7.0", "Too many bad commands");
    }
    return reply;
  }

  private Reply lhlo() {
    greeted = true;
    List<String> lines =
        new ArrayList<>(
            List.of(
                hostname,
                "8BITMIME",
                "CHUNKING",
                "ENHANCEDSTATUSCODES",
                "PIPELINING",
                "SIZE " + limits.maxMessageOctets(),
                "SMTPUTF8"));
    if (tls == Tls.OFFERED) {
      lines.add("STARTTLS");
    }
    return new Reply(250, lines);
  }

  // starttls = "STARTTLS", no parameters (RFC 3207 §4); what it is answered is for the channel to
  // say, which knows whether anything was said behind it
  private CompletionStage<Reply> startTls(String rest) {
    if (!rest.isEmpty()) {
      return done(SYNTAX);
    }
    return switch (tls) {
      case NOT_OFFERED -> done(Reply.of(502, "5.5.1", "STARTTLS is not offered"));
      case UP -> done(SEQUENCE);
      case OFFERED ->
          greeted
              ? reset()
                  .thenApply(
                      dropped -> {
                        input = Input.TLS;
                        return Reply.of(0, "");
                      })
              : done(SEQUENCE);
    };
  }

  /** The handshake may begin: the session is as new, and nothing said before it counts (§4.2). */
  Reply beginTls() {
    tls = Tls.UP;
    greeted = false;
    input = Input.LINE;
    return Reply.of(220, "2.0.0", "Ready to start TLS");
  }

  /** Something was said behind STARTTLS in the clear, by whomever. */
  Reply notForTls() {
    input = Input.END;
    return Reply.of(421, "4.7.0", "Nothing may follow STARTTLS before TLS is up");
  }

  // "MAIL FROM:" Reverse-path [SP Mail-parameters]  (RFC 5321 §4.1.1.2)
  private Reply mail(String rest) {
    if (from.isPresent()) {
      return SEQUENCE;
    }
    Optional<MailPath.Parsed> parsed = MailPath.parseBehind("FROM:", rest);
    if (parsed.isEmpty()) {
      return SYNTAX;
    }
    MailParameters parameters =
        MailParameters.read(words(parsed.get().rest()), limits.maxMessageOctets());
    if (parameters.refusal().isPresent()) {
      return parameters.refusal().get();
    }
    if (parsed.get().path().international() && !parameters.utf8()) {
      return NO_UTF8;
    }
    utf8 = parameters.utf8();
    from = Optional.of(parsed.get().path());
    return Reply.of(250, "2.1.0", "Sender ok");
  }

  private CompletionStage<Reply> rcpt(String rest) {
    Optional<MailPath.Parsed> parsed = MailPath.parseBehind("TO:", rest);
    if (parsed.isEmpty() || parsed.get().path().isNull()) {
      return done(SYNTAX);
    }
    if (parsed.get().path().international() && !utf8) {
      return done(NO_UTF8);
    }
    if (!parsed.get().rest().isEmpty()) {
      return done(
          Reply.of(555, "5.5.4", "Unknown parameter: " + words(parsed.get().rest()).get(0)));
    }
    if (incoming.isPresent()) {
      return done(SEQUENCE);
    }
    if (recipients.size() >= limits.maxRecipients()) {
      return done(Reply.of(452, "4.5.3", "Recipients: " + limits.maxRecipients() + " already"));
    }
    return directory
        .find(parsed.get().path())
        .handle(
            (found, failed) -> {
              if (failed != null) {
                LOG.atWarn()
                    .addKeyValue("session", id)
                    .log("lmtp: directory: {}", failed.toString());
                return Reply.of(451, "4.3.0", "Not now; try again");
              }
              found.recipient().ifPresent(recipients::add);
              return found.reply();
            });
  }

  private Reply data(String rest) {
    if (!rest.isEmpty()) {
      return SYNTAX;
    }
    if (recipients.isEmpty() || incoming.isPresent()) {
      return SEQUENCE; // RFC 2033 §4.2: 503 without a recipient; RFC 3030 §2: no DATA after BDAT
    }
    octets.beginData();
    incoming = Optional.of(newIncoming());
    input = Input.DATA;
    return Reply.of(354, "Go ahead, end with a dot");
  }

  // bdat-cmd ::= "BDAT" SP chunk-size [ SP end-marker ]  (RFC 3030 §2); its reply comes after the
  // octets
  private Reply bdat(String rest) {
    List<String> words = words(rest);
    boolean last = words.size() == 2 && words.get(1).equalsIgnoreCase("LAST");
    if (words.isEmpty()
        || words.size() > 2
        || (words.size() == 2 && !last)
        || !words.get(0).matches("\\d{1,18}")) {
      input = Input.END; // how many octets follow cannot be known
      return Reply.of(501, "5.5.4", "BDAT wants a size");
    }
    octets.beginChunk(Long.parseLong(words.get(0)), incoming.isEmpty());
    lastChunk = last;
    if (incoming.isEmpty() && !recipients.isEmpty()) {
      incoming = Optional.of(newIncoming());
    }
    input = Input.CHUNK;
    return Reply.of(0, "");
  }

  private Incoming newIncoming() {
    return new Incoming(delivery.intake(recipients), limits.maxMessageOctets());
  }

  /**
   * Octets of a message, as long as {@link #input} says so. Takes at most {@code in} has, and no
   * more than belong to the message.
   *
   * @return the replies to say when it has ended (an answer for each recipient, RFC 2033 §4.2),
   *     else none
   */
  CompletionStage<List<Reply>> octets(ByteBuffer in) {
    ByteBuffer decoded = octets.decode(in);
    CompletionStage<Void> taken =
        incoming.map(one -> one.take(decoded)).orElse(CompletableFuture.completedFuture(null));
    return taken.thenCompose(
        done -> {
          if (octets.ended()) {
            return ended();
          }
          return in.hasRemaining() ? octets(in) : CompletableFuture.completedFuture(List.of());
        });
  }

  private CompletionStage<List<Reply>> ended() {
    octets.rest();
    boolean chunk = input == Input.CHUNK;
    input = Input.LINE;
    if (incoming.isEmpty()) {
      if (lastChunk && from.isPresent()) {
        forget();
        return CompletableFuture.completedFuture(List.of()); // RFC 2033 §4.3: none for no recipient
      }
      return CompletableFuture.completedFuture(List.of(counted(SEQUENCE)));
    }
    if (chunk && !lastChunk) {
      Reply reply = incoming.get().refusal().orElse(OK); // RFC 3030 §2: told as soon as known
      return CompletableFuture.completedFuture(List.of(reply));
    }
    MailPath sender = from.orElse(MailPath.NULL);
    List<Recipient> targets = List.copyOf(recipients);
    Incoming message = incoming.get();
    forget();
    return message
        .finish()
        .thenCompose(end -> deliver(end, targets, new Delivery.Origin(id, clientAddress, sender)));
  }

  private CompletionStage<List<Reply>> deliver(
      Incoming.Ended end, List<Recipient> targets, Delivery.Origin origin) {
    long began = System.nanoTime();
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (Recipient target : targets) {
      replies.add(
          end.message()
              .map(message -> delivery.deliver(message, target, origin).toCompletableFuture())
              .orElseGet(() -> CompletableFuture.completedFuture(end.refusal().orElseThrow()))
              .thenApply(reply -> measured(reply, began)));
    }
    return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
        .thenApply(all -> replies.stream().map(CompletableFuture::join).toList());
  }

  private Reply measured(Reply reply, long began) {
    delivery.measures().answered(DeliveryMeasures.Result.of(reply), System.nanoTime() - began);
    return reply;
  }

  /**
   * The connection is gone, or the client starts afresh: a message that is not whole is dropped.
   */
  CompletionStage<Void> reset() {
    CompletionStage<Void> dropped =
        incoming.map(Incoming::discard).orElse(CompletableFuture.completedFuture(null));
    forget();
    return dropped;
  }

  private void forget() {
    from = Optional.empty();
    utf8 = false;
    recipients.clear();
    incoming = Optional.empty();
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" +", -1));
  }

  private static CompletionStage<Reply> done(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
