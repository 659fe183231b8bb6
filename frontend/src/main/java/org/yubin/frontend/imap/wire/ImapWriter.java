package org.yubin.frontend.imap.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yubin.mailbox.model.Flags;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.SystemFlag;

/**
 * Writes responses into one buffer, which leaves in one piece when the session flushes: one method
 * per grammar rule, named after it (RFC 3501 §9). Every string on the wire is written by {@link
 * #string}, every mailbox name by {@link #mailbox}, every list of flags by {@link #flagList}.
 * Confined to the session.
 */
public final class ImapWriter {
  /** A longer string goes as a literal. */
  static final int MAX_QUOTED_OCTETS = 1024;

  private static final int MAX_TEXT_CHARACTERS = 500;

  /** Stands for NUL, which no string can carry (RFC 3501 §9: CHAR8). */
  private static final int NUL_SUBSTITUTE = 0x80;

  private final Supplier<ByteBuf> buffers;
  private @Nullable ByteBuf out;

  /**
   * @param buffers gives an empty, growing buffer whenever a burst begins
   */
  public ImapWriter(Supplier<ByteBuf> buffers) {
    this.buffers = buffers;
  }

  // ---- the burst ----

  /** Octets written and not yet taken. */
  public int pendingOctets() {
    return out == null ? 0 : out.readableBytes();
  }

  /** Takes what has been written; the caller releases it. Empty if there is nothing. */
  public Optional<ByteBuf> take() {
    ByteBuf burst = out;
    out = null;
    return Optional.ofNullable(burst);
  }

  // ---- punctuation ----

  public ImapWriter sp() {
    return octet(' ');
  }

  /** Ends a response. */
  public ImapWriter crlf() {
    buffer().writeShort('\r' << 8 | '\n');
    return this;
  }

  /** Opens a parenthesised list. */
  public ImapWriter open() {
    return octet('(');
  }

  /** Closes a parenthesised list. */
  public ImapWriter close() {
    return octet(')');
  }

  /** Begins an untagged response: "* ". */
  public ImapWriter untagged() {
    return octet('*').sp();
  }

  /** A continuation request of its own line: "+ text" (RFC 3501 §7.5). */
  public ImapWriter continuation(String text) {
    return octet('+').sp().text(text).crlf();
  }

  /** A continuation request that carries octets: "+" SP base64 (RFC 3501 §7.5). */
  public ImapWriter continuation(byte[] octets) {
    return octet('+').sp().atom(Base64.getEncoder().encodeToString(octets)).crlf();
  }

  // ---- words, numbers, strings ----

  /** ASCII as it stands: an atom, an item name, several words. */
  public ImapWriter atom(String ascii) {
    buffer().writeCharSequence(ascii, StandardCharsets.US_ASCII);
    return this;
  }

  public ImapWriter nil() {
    return atom("NIL");
  }

  /** number and nz-number. */
  public ImapWriter number(long number) {
    return atom(Long.toString(number));
  }

  /** number64 (RFC 9051 §9). */
  public ImapWriter number64(long number) {
    return number(number);
  }

  /** astring = 1*ASTRING-CHAR / string. */
  public ImapWriter astring(String text) {
    boolean bare = !text.isEmpty() && text.chars().allMatch(Octets::astring);
    return bare ? atom(text) : string(text);
  }

  /** string = quoted / literal, whichever can carry it; text goes as UTF-8. */
  public ImapWriter string(String text) {
    return string(text.getBytes(StandardCharsets.UTF_8));
  }

  /** string = quoted / literal, whichever can carry these octets; a NUL becomes 0x80. */
  public ImapWriter string(byte[] octets) {
    return quotable(octets) ? quoted(octets) : literal(octets);
  }

  /** nstring = string / nil. */
  public ImapWriter nstring(Optional<String> text) {
    return text.isPresent() ? string(text.get()) : nil();
  }

  /** nstring = string / nil. */
  public ImapWriter nstring(@Nullable String text) {
    return text == null ? nil() : string(text);
  }

  /** nstring = string / nil. */
  public ImapWriter nstring(byte @Nullable [] octets) {
    return octets == null ? nil() : string(octets);
  }

  /** The header of a literal of so many octets; the caller then writes exactly these. */
  public ImapWriter literalHeader(long sizeOctets) {
    return octet('{').number(sizeOctets).octet('}').crlf();
  }

  /** The header of a literal8 of so many octets (RFC 3516 §7), which may hold NULs. */
  public ImapWriter literal8Header(long sizeOctets) {
    return octet('~').literalHeader(sizeOctets);
  }

  /** The inside of a literal, or some of it: octets as they are; a NUL becomes 0x80. */
  public ImapWriter literalOctets(ByteBuffer octets) {
    ByteBuf buffer = buffer();
    int from = buffer.writerIndex();
    buffer.writeBytes(octets);
    int nul = buffer.indexOf(from, buffer.writerIndex(), (byte) 0);
    while (nul >= 0) {
      buffer.setByte(nul, NUL_SUBSTITUTE);
      nul = buffer.indexOf(nul + 1, buffer.writerIndex(), (byte) 0);
    }
    return this;
  }

  /** Octets as they are: the inside of a literal8. */
  public ImapWriter raw(ByteBuffer octets) {
    buffer().writeBytes(octets);
    return this;
  }

  /** Octets as they are: the inside of a literal8. */
  public ImapWriter raw(byte[] octets) {
    buffer().writeBytes(octets);
    return this;
  }

  /** resp-text for people: one line of printable ASCII, cut at 500 characters. */
  public ImapWriter text(String text) {
    int length = Math.min(text.length(), MAX_TEXT_CHARACTERS);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      octet(c >= 0x20 && c < 0x7f ? c : '?');
    }
    return this;
  }

  // ---- mailboxes, flags, dates ----

  /** mailbox: in modified UTF-7, bare when it is an atom, else quoted. */
  public ImapWriter mailbox(String name) {
    String wire = MailboxNames.encode(name);
    boolean atom =
        !wire.isEmpty() && wire.chars().allMatch(Octets::atom) && !wire.equalsIgnoreCase("NIL");
    return atom ? atom(wire) : string(wire);
  }

  /**
   * flag-list in the one fixed order: system flags as RFC 3501 §2.3.2 lists them, here {@code
   * \Answered \Flagged \Deleted \Seen \Draft}; keywords by number; {@code \Recent}.
   */
  public ImapWriter flagList(Flags flags, KeywordTable table, boolean recent) {
    List<String> words = new ArrayList<>();
    for (SystemFlag flag : SystemFlag.values()) {
      if (flags.has(flag)) {
        words.add(flag.wireName());
      }
    }
    flags.keywords().forEach(number -> words.add(table.name(number)));
    if (recent) {
      words.add("\\Recent");
    }
    return list(words);
  }

  /** A parenthesised list of atoms. */
  public ImapWriter list(List<String> atoms) {
    open();
    for (int i = 0; i < atoms.size(); i++) {
      atom(i == 0 ? "" : " ").atom(atoms.get(i));
    }
    return close();
  }

  /** date-time, in quotes. */
  public ImapWriter dateTime(InternalDate date) {
    return atom(Dates.text(date));
  }

  // ---- within ----

  private static boolean quotable(byte[] octets) {
    if (octets.length > MAX_QUOTED_OCTETS) {
      return false;
    }
    for (byte octet : octets) {
      if (octet <= 0 || octet == '\r' || octet == '\n') {
        return false;
      }
    }
    return true;
  }

  private ImapWriter quoted(byte[] octets) {
    octet('"');
    for (byte octet : octets) {
      if (octet == '"' || octet == '\\') {
        octet('\\');
      }
      octet(octet);
    }
    return octet('"');
  }

  private ImapWriter literal(byte[] octets) {
    literalHeader(octets.length);
    for (byte octet : octets) {
      octet(octet == 0 ? NUL_SUBSTITUTE : octet);
    }
    return this;
  }

  private ImapWriter octet(int octet) {
    buffer().writeByte(octet);
    return this;
  }

  private ByteBuf buffer() {
    ByteBuf buffer = out;
    if (buffer == null) {
      buffer = buffers.get();
      out = buffer;
    }
    return buffer;
  }
}
