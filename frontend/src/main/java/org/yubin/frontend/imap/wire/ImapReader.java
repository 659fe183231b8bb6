package org.yubin.frontend.imap.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;

/**
 * Reads one command that has arrived whole, literals and all: one method per grammar rule, named
 * after it (RFC 3501 §9, RFC 9051 §9). Words match in any case; the rest is taken as the grammar
 * says, with the liberties that real clients take: LIST patterns without quotes, spaces at the end.
 * Nothing here can grow beyond the command itself, whose size the framer bounds; nesting is bounded
 * by {@link #nested}. A method that throws leaves the reader where it found the error.
 */
public final class ImapReader {
  /** How deep {@link #nested} rules may stand in each other. */
  public static final int MAX_DEPTH = 64;

  private static final long MAX_NUMBER = 0xffff_ffffL;

  private final byte[] command;
  private final @Nullable LiteralStream stream;
  private int at;
  private int depth;

  /** A grammar rule as a value. */
  @FunctionalInterface
  public interface Rule<T> {
    /** Reads what the rule describes, and nothing beyond it. */
    T read(ImapReader in) throws ImapSyntaxException;
  }

  /**
   * @param command the command without its last CRLF; a literal stands as its header, CRLF, octets
   */
  public ImapReader(byte[] command) {
    this(command, null);
  }

  /**
   * @param command ends in the header of a literal whose octets come through {@code stream}
   */
  public ImapReader(byte[] command, @Nullable LiteralStream stream) {
    this.command = command;
    this.stream = stream;
  }

  /** Octets read so far. */
  public int offset() {
    return at;
  }

  /** The exception to throw when what stands here is not what the grammar wants. */
  public ImapSyntaxException expected(String what) {
    return new ImapSyntaxException(at, what);
  }

  // ---- single characters ----

  /** True if the next octet is this one, in any case. */
  public boolean peek(char c) {
    return at < command.length && Octets.upper(command[at] & 0xff) == Octets.upper(c);
  }

  /** Takes this character if it is next. */
  public boolean tryChar(char c) {
    boolean there = peek(c);
    if (there) {
      at++;
    }
    return there;
  }

  /** Takes this character. */
  public void character(char c) throws ImapSyntaxException {
    if (!tryChar(c)) {
      throw expected("\"" + c + "\"");
    }
  }

  /** SP: exactly one. */
  public void sp() throws ImapSyntaxException {
    if (!tryChar(' ')) {
      throw expected("a space");
    }
  }

  /** Takes one space if one is next. */
  public boolean trySp() {
    return tryChar(' ');
  }

  /** True when nothing but spaces is left. */
  public boolean atEnd() {
    int i = at;
    while (i < command.length && command[i] == ' ') {
      i++;
    }
    return i == command.length;
  }

  /** The end of the command. */
  public void end() throws ImapSyntaxException {
    if (!atEnd()) {
      throw expected("the end of the command");
    }
    at = command.length;
  }

  // ---- words ----

  /** tag = 1*&lt;any ASTRING-CHAR except "+"&gt;. */
  public String tag() throws ImapSyntaxException {
    return run(Octets::tag, "a tag");
  }

  /** atom = 1*ATOM-CHAR, as it was written. */
  public String atom() throws ImapSyntaxException {
    return run(Octets::atom, "an atom");
  }

  /** A command word, item name or search key, in upper case: letters, digits, ".", "-", "_". */
  public String word() throws ImapSyntaxException {
    return run(Octets::word, "a word").toUpperCase(Locale.ROOT);
  }

  /** The word that is next, in upper case, left unread; empty if there is none. */
  public String peekWord() {
    return text(at, endOf(Octets::word)).toUpperCase(Locale.ROOT);
  }

  /** Takes this word (upper case) if it is next and whole. */
  public boolean tryWord(String word) {
    boolean there = peekWord().equals(word);
    if (there) {
      at += word.length();
    }
    return there;
  }

  // ---- strings ----

  /** astring = 1*ASTRING-CHAR / string; as octets. */
  public byte[] astringOctets() throws ImapSyntaxException {
    if (peek('"') || peek('{')) {
      return string();
    }
    return run(Octets::astring, "a string").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** astring, read as UTF-8. */
  public String astring() throws ImapSyntaxException {
    return new String(astringOctets(), StandardCharsets.UTF_8);
  }

  /** string = quoted / literal; as octets. */
  public byte[] string() throws ImapSyntaxException {
    if (peek('"')) {
      return quoted();
    }
    if (peek('{')) {
      return literal();
    }
    throw expected("a quoted string or a literal");
  }

  /** nstring = string / nil; as octets. */
  public Optional<byte[]> nstring() throws ImapSyntaxException {
    return tryWord("NIL") ? Optional.empty() : Optional.of(string());
  }

  // quoted          = DQUOTE *QUOTED-CHAR DQUOTE
  // QUOTED-CHAR     = <any TEXT-CHAR except quoted-specials> / "\" quoted-specials
  // quoted-specials = DQUOTE / "\"
  private byte[] quoted() throws ImapSyntaxException {
    character('"');
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    while (at < command.length) {
      int c = command[at] & 0xff;
      if (c == '"') {
        at++;
        return octets.toByteArray();
      }
      if (c == '\\') {
        at++;
        if (!peek('"') && !peek('\\')) {
          throw expected("a quote or a backslash behind a backslash");
        }
        c = command[at] & 0xff;
      }
      if (c == 0 || c == '\r' || c == '\n') {
        break;
      }
      octets.write(c);
      at++;
    }
    throw expected("the closing quote");
  }

  // literal = "{" number ["+"] "}" CRLF *CHAR8 (RFC 7888 §3)
  private byte[] literal() throws ImapSyntaxException {
    character('{');
    long octets = number();
    tryChar('+');
    character('}');
    if (stream != null && at == command.length) {
      throw expected("a string that is not the message of an APPEND");
    }
    character('\r');
    character('\n');
    if (octets > command.length - at) {
      throw expected(octets + " octets of a literal");
    }
    byte[] literal = Arrays.copyOfRange(command, at, at + (int) octets);
    at += literal.length;
    return literal;
  }

  /** The literal that is still on its way; it ends the command as far as it has arrived. */
  public LiteralStream streamedLiteral() throws ImapSyntaxException {
    if (stream == null || !peek('{')) {
      throw expected("a message literal");
    }
    at = command.length;
    return stream;
  }

  /** True when all that is left is the header of a literal, as the framer saw it. */
  public boolean atOpenLiteral() {
    return peek('{') && endOf(c -> c != '}') == command.length - 1;
  }

  // ---- numbers ----

  /** number: unsigned 32 bits. */
  public long number() throws ImapSyntaxException {
    return digits(0, MAX_NUMBER, "a number");
  }

  /** nz-number: 1 to 4294967295. */
  public long nzNumber() throws ImapSyntaxException {
    return digits(1, MAX_NUMBER, "a number of at least 1");
  }

  /** number64: unsigned 63 bits (RFC 9051 §9). */
  public long number64() throws ImapSyntaxException {
    return digits(0, Long.MAX_VALUE, "a number");
  }

  private long digits(long least, long most, String what) throws ImapSyntaxException {
    int end = endOf(Octets::digit);
    if (end == at) {
      throw expected(what);
    }
    long value = 0;
    for (int i = at; i < end; i++) {
      int digit = command[i] - '0';
      if (value > (most - digit) / 10) {
        throw expected(what + " of at most " + most);
      }
      value = value * 10 + digit;
    }
    if (value < least) {
      throw expected(what);
    }
    at = end;
    return value;
  }

  /** sequence-set = (seq-number / seq-range) *("," ...), kept as ranges. */
  public MessageSet sequenceSet() throws ImapSyntaxException {
    return SequenceSets.read(this);
  }

  // ---- lists and nesting ----

  /** "(" [item *(SP item)] ")": may be empty. */
  public <T> List<T> list(Rule<T> item) throws ImapSyntaxException {
    List<T> items = new ArrayList<>();
    character('(');
    if (!tryChar(')')) {
      do {
        items.add(nested(item));
      } while (trySp());
      character(')');
    }
    return items;
  }

  /** Reads a rule that may contain itself, to a bounded depth. */
  public <T> T nested(Rule<T> rule) throws ImapSyntaxException {
    if (depth >= MAX_DEPTH) {
      throw expected("at most " + MAX_DEPTH + " levels of nesting");
    }
    depth++;
    T value = rule.read(this);
    depth--;
    return value;
  }

  // ---- mailboxes, flags, dates ----

  /** mailbox = "INBOX" / astring, in modified UTF-7; the answer is Unicode in NFC. */
  public String mailbox() throws ImapSyntaxException {
    int start = at;
    Optional<String> name = MailboxNames.decode(astringOctets());
    if (name.isEmpty()) {
      throw new ImapSyntaxException(start, "a mailbox name in modified UTF-7");
    }
    return name.get();
  }

  /** list-mailbox = 1*list-char / string; the answer is Unicode, wildcards as they came. */
  public String listMailbox() throws ImapSyntaxException {
    int start = at;
    byte[] octets =
        peek('"') || peek('{')
            ? string()
            : run(Octets::list, "a mailbox pattern").getBytes(StandardCharsets.ISO_8859_1);
    Optional<String> pattern = MailboxNames.decode(octets);
    if (pattern.isEmpty()) {
      throw new ImapSyntaxException(start, "a mailbox pattern in modified UTF-7");
    }
    return pattern.get();
  }

  /** flag-list = "(" [flag *(SP flag)] ")". */
  public FlagNames flagList() throws ImapSyntaxException {
    return FlagWords.list(this);
  }

  /** store-att-flags' value: flag-list / (flag *(SP flag)). */
  public FlagNames flags() throws ImapSyntaxException {
    return peek('(') ? FlagWords.list(this) : FlagWords.bare(this);
  }

  /** date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE. */
  public InternalDate dateTime() throws ImapSyntaxException {
    return Dates.dateTime(this);
  }

  /** date = date-text / DQUOTE date-text DQUOTE. */
  public LocalDate date() throws ImapSyntaxException {
    return Dates.date(this);
  }

  // ---- within ----

  /** Exactly this many digits, at least one, at most {@code most}. */
  int shortNumber(int fewest, int most, String what) throws ImapSyntaxException {
    int digits = Math.min(endOf(Octets::digit), at + most) - at;
    if (digits < fewest) {
      throw expected(what);
    }
    int value = Integer.parseInt(text(at, at + digits));
    at += digits;
    return value;
  }

  /** Passes over octets that were peeked at. */
  void skip(int octets) {
    at += octets;
  }

  private String run(IntPredicate allowed, String what) throws ImapSyntaxException {
    int end = endOf(allowed);
    if (end == at) {
      throw expected(what);
    }
    String run = text(at, end);
    at = end;
    return run;
  }

  private int endOf(IntPredicate allowed) {
    int end = at;
    while (end < command.length && allowed.test(command[end] & 0xff)) {
      end++;
    }
    return end;
  }

  private String text(int from, int to) {
    return new String(command, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
