package org.yubin.frontend.imap.net;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.Received;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.LiteralStream;
import org.yubin.frontend.imap.wire.ResponseCode;

/**
 * Cuts a client's octets into commands: lines, with the literals in them (RFC 3501 §4.3, RFC 7888).
 * It takes whatever pieces arrive, and keeps a command until it is whole, within its bounds. The
 * literal that is the message of an APPEND is not kept: it is handed out as a stream, and nothing
 * else is cut until that has ended. A line may end in a bare LF. Confined to one event loop.
 */
final class CommandFramer {
  private enum Mode {
    /** Within a line. */
    LINE,
    /** Within a literal that is kept. */
    LITERAL,
    /** Before a synchronising literal whose continuation is not sent yet. */
    HELD,
    /** Within a literal that is dropped. */
    SKIP,
    /** Within a message, or in the rest of its line. */
    STREAM,
    /** Beyond hope: all is dropped. */
    DEAD
  }

  /** RFC 7888 §5. */
  private static final Optional<ResponseCode> TOOBIG = Optional.of(ResponseCode.TOOBIG);

  private final ImapLimits limits;
  private final Predicate<byte[]> streamed;
  private final LiteralStream stream;
  private final OctetBuffer command = new OctetBuffer();

  private Mode mode = Mode.LINE;
  private boolean stranger = true;

  /** Where the text behind the last literal begins: no header begins before it. */
  private int textStart;

  private int lineOctets;
  private long literalOctets;
  private long remaining;
  private LiteralHeader message = new LiteralHeader(0, true);

  /** Why the command that is coming in will be refused, and under which tag. */
  private Received.@Nullable Rejected rejected;

  /**
   * @param streamed whether the literal at the end of a command, as far as it has come, is a
   *     message
   * @param stream hands the message out, by the methods of this class that say so
   */
  CommandFramer(ImapLimits limits, Predicate<byte[]> streamed, LiteralStream stream) {
    this.limits = limits;
    this.streamed = streamed;
    this.stream = stream;
  }

  /** The next item; empty when more octets, a {@link #proceed} or the end of a stream is due. */
  Optional<Received> next(ByteBuf in) {
    while (in.isReadable()) {
      switch (mode) {
        case LINE -> {
          Optional<Received> item = line(in);
          if (item.isPresent()) {
            return item;
          }
        }
        case LITERAL, SKIP -> literal(in);
        case DEAD -> in.skipBytes(in.readableBytes());
        case HELD, STREAM -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** The continuation is sent: the literal follows. */
  void proceed() {
    if (mode == Mode.HELD) {
      mode = remaining == 0 ? Mode.LINE : Mode.LITERAL;
    }
  }

  /** Drops everything from now on. */
  void abandon() {
    mode = Mode.DEAD;
    command.clear();
  }

  /** From now on commands may be as large as they may be at all. */
  void loggedIn() {
    stranger = false;
  }

  /** Octets that are kept of a command that has not come whole. */
  int heldOctets() {
    return command.size();
  }

  /** Whether a command, or a message, has begun and not ended. */
  boolean open() {
    return mode == Mode.LITERAL
        || mode == Mode.SKIP
        || mode == Mode.STREAM
        || (mode == Mode.LINE && (command.size() > 0 || rejected != null));
  }

  /** Whether more octets could bring the next item. */
  boolean wantsOctets() {
    return mode != Mode.HELD && mode != Mode.STREAM;
  }

  /** Whether nothing has come of a next command. */
  boolean betweenCommands() {
    return mode == Mode.LINE && command.size() == 0 && rejected == null;
  }

  // ---- the message stream ----

  /** The header of the message. */
  LiteralHeader message() {
    return message;
  }

  /** Octets of the message that have not been taken. */
  long messageRemaining() {
    return remaining;
  }

  /** Takes octets of the message, as many as have come; empty if none have. */
  Optional<ByteBuffer> takeMessage(ByteBuf in) {
    int octets = (int) Math.min(remaining, in.readableBytes());
    if (octets == 0) {
      return Optional.empty();
    }
    byte[] taken = new byte[octets];
    in.readBytes(taken);
    remaining -= octets;
    return Optional.of(ByteBuffer.wrap(taken));
  }

  /** Drops octets of the message, as many as have come. */
  void skipMessage(ByteBuf in) {
    int octets = (int) Math.min(remaining, in.readableBytes());
    in.skipBytes(octets);
    remaining -= octets;
  }

  /**
   * Takes the rest of the line behind the message; empty until it has come. If it ends in the
   * header of a literal, that is the next message of the stream (RFC 3502), else the stream ends.
   */
  Optional<LiteralStream.Rest> takeRest(ByteBuf in) {
    if (!takeLine(in)) {
      return Optional.empty();
    }
    byte[] rest = command.toArray();
    Optional<LiteralHeader> next = LiteralHeader.at(rest, 0);
    begin();
    next.ifPresent(this::stream);
    return Optional.of(new LiteralStream.Rest(rest, next.isPresent()));
  }

  /** Whether a line has become longer than any may be. */
  boolean lineTooLong() {
    return lineOctets > maxLineOctets();
  }

  /** The message of a synchronising literal will not be sent: the next line is a command. */
  void endMessage() {
    begin();
  }

  private int maxLineOctets() {
    return stranger
        ? Math.min(limits.maxLineOctets(), limits.strangers().maxLoginOctets())
        : limits.maxLineOctets();
  }

  private int maxLiteralOctets() {
    return stranger
        ? Math.min(limits.maxLiteralOctets(), limits.strangers().maxLoginOctets())
        : limits.maxLiteralOctets();
  }

  // ---- lines and literals ----

  private Optional<Received> line(ByteBuf in) {
    boolean whole = takeLine(in);
    if (lineTooLong()) {
      return hopeless(Optional.empty(), "line: more than " + maxLineOctets() + " octets");
    }
    return whole ? lineEnd() : Optional.empty();
  }

  /** True when the line is whole; its end is taken and not kept. */
  private boolean takeLine(ByteBuf in) {
    int lf = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
    int octets = lf < 0 ? in.readableBytes() : lf - in.readerIndex();
    int kept = Math.max(0, Math.min(octets, maxLineOctets() + 2 - lineOctets));
    command.write(in, kept);
    in.skipBytes(octets - kept);
    lineOctets += kept;
    if (lf < 0) {
      return false;
    }
    in.skipBytes(1);
    if (command.dropLast('\r', textStart)) {
      lineOctets--;
    }
    return true;
  }

  private Optional<Received> lineEnd() {
    byte[] arrived = command.toArray();
    Optional<LiteralHeader> header = LiteralHeader.at(arrived, textStart);
    if (header.isPresent()) {
      return literalBegins(header.get(), arrived);
    }
    Received item = rejected == null ? new Received.Line(arrived) : rejected;
    begin();
    return Optional.of(item);
  }

  private Optional<Received> literalBegins(LiteralHeader header, byte[] arrived) {
    Received.Rejected before = rejected;
    if (before != null) {
      return drop(header, before);
    }
    if (streamed.test(arrived)) {
      return message(header, arrived);
    }
    long room = Math.max(0, maxLiteralOctets() - literalOctets);
    if (!header.synchronising()) {
      room = Math.min(room, limits.maxNonSynchronisingOctets());
    }
    if (header.octets() > room) {
      String why = "literal: " + header.octets() + " octets (expected: <= " + room + ")";
      return drop(header, new Received.Rejected(tag(), TOOBIG, why, false));
    }
    literalOctets += header.octets();
    remaining = header.octets();
    command.write('\r');
    command.write('\n');
    textStart = command.size() + (int) remaining;
    if (header.synchronising()) {
      mode = Mode.HELD;
      return Optional.of(new Received.LiteralWanted());
    }
    mode = remaining == 0 ? Mode.LINE : Mode.LITERAL;
    return Optional.empty();
  }

  private Optional<Received> message(LiteralHeader header, byte[] arrived) {
    if (!header.canBePassedOver(limits)) {
      String why = "literal: " + header.octets() + " octets are more than can be passed over";
      return hopeless(TOOBIG, why);
    }
    begin();
    stream(header);
    return Optional.of(new Received.Streamed(arrived, stream));
  }

  private void stream(LiteralHeader header) {
    mode = Mode.STREAM;
    message = header;
    remaining = header.octets();
  }

  /** A literal that is too large: not asked for, or passed over, or too much even for that. */
  private Optional<Received> drop(LiteralHeader header, Received.Rejected why) {
    if (header.synchronising()) {
      begin();
      return Optional.of(why);
    }
    if (header.octets() > limits.maxMessageOctets()) {
      return hopeless(TOOBIG, why.why());
    }
    int line = lineOctets;
    begin();
    lineOctets = line;
    rejected = why;
    remaining = header.octets();
    mode = remaining == 0 ? Mode.LINE : Mode.SKIP;
    return Optional.empty();
  }

  private Optional<Received> hopeless(Optional<ResponseCode> code, String why) {
    String tag = rejected == null ? tag() : rejected.tag();
    abandon();
    return Optional.of(new Received.Rejected(tag, code, why, true));
  }

  private void literal(ByteBuf in) {
    int octets = (int) Math.min(remaining, in.readableBytes());
    if (mode == Mode.LITERAL) {
      command.write(in, octets);
    } else {
      in.skipBytes(octets);
    }
    remaining -= octets;
    if (remaining == 0) {
      mode = Mode.LINE;
    }
  }

  private String tag() {
    try {
      ImapReader in = new ImapReader(command.toArray());
      String tag = in.tag();
      return in.peek(' ') ? tag : "*";
    } catch (ImapSyntaxException none) {
      // The answer goes without a tag (RFC 3501 §7.1.3).
      return "*";
    }
  }

  private void begin() {
    mode = Mode.LINE;
    command.clear();
    textStart = 0;
    lineOctets = 0;
    literalOctets = 0;
    remaining = 0;
    rejected = null;
  }
}
