package org.yubin.frontend.imap.fetch;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.frontend.mime.HeaderSelection;
import org.yubin.frontend.mime.Section;
import org.yubin.frontend.mime.Sections;
import org.yubin.persistence.content.BlobStore;
import org.yubin.persistence.message.MessageBody;

/**
 * BODY[section]&lt;partial&gt;, BODY.PEEK[...] and the old names of three sections (RFC 3501
 * §6.4.5).
 *
 * <p>Headers come from the summary as long as it holds the whole header block; anything else is
 * read from the message, no further than the window asked for, in pieces, as fast as the client
 * reads. A section that the message does not have is NIL; the RFC leaves it open. A NUL, which no
 * literal can carry (RFC 3501 §9, CHAR8), is shown as 0x80; BINARY shows what is stored.
 *
 * @param name the old name under which it was asked for, such as RFC822.TEXT; empty for BODY[...]
 */
record SectionItem(
    Section section, Optional<Partial> partial, boolean setsSeen, Optional<String> name)
    implements FetchItem {

  /** Octets that are read, and held, at a time. */
  static final int PIECE_OCTETS = 256 * 1024;

  /** Fields are chosen from so much of a header block; what lies behind is not seen. */
  static final int MAX_HEADER_OCTETS = BlobStore.MAX_READ_OCTETS;

  /** RFC822, RFC822.HEADER or RFC822.TEXT. */
  static SectionItem named(String name, Section.Kind kind, boolean setsSeen) {
    return new SectionItem(Section.of(kind), Optional.empty(), setsSeen, Optional.of(name));
  }

  // "BODY" [".PEEK"] section ["<" number "." nz-number ">"]
  static SectionItem read(ImapReader in, boolean peek) throws ImapSyntaxException {
    Section section = SectionWords.read(in);
    return new SectionItem(section, Partial.read(in), !peek, Optional.empty());
  }

  @Override
  public Source source() {
    return inHeader() ? Source.SUMMARY : Source.OCTETS;
  }

  @Override
  public boolean fixed() {
    return true;
  }

  /** Whether it lies in the header block of the message itself. */
  private boolean inHeader() {
    return section.part().isEmpty()
        && switch (section.kind()) {
          case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT -> true;
          case ALL, TEXT, MIME -> false;
        };
  }

  @Override
  public CompletionStage<FetchValue> value(FetchedMessage message) {
    if (inHeader() && !message.summary().headerTruncated()) {
      byte[] header = message.summary().header().toByteArray();
      return CompletableFuture.completedStage(
          held(
              switch (section.kind()) {
                case HEADER_FIELDS -> HeaderSelection.of(section.fields()).from(header);
                case HEADER_FIELDS_NOT -> HeaderSelection.allBut(section.fields()).from(header);
                case ALL, HEADER, TEXT, MIME -> header;
              }));
    }
    return message.body().thenCompose(this::inBody);
  }

  private CompletionStage<FetchValue> inBody(MessageBody body) {
    Optional<Sections.Range> found = Sections.find(body.summary().body(), section);
    if (found.isEmpty()) {
      return FetchValue.direct(out -> name(out).sp().nil());
    }
    Sections.Range range = found.get();
    if (range.selection().isPresent()) {
      HeaderSelection selection = range.selection().get();
      int length = (int) Math.min(range.octets(), MAX_HEADER_OCTETS);
      return read(body, range.offset(), length)
          .thenApply(header -> held(selection.from(bytes(header))));
    }
    long from = range.offset() + partial.map(p -> p.from(range.octets())).orElse(0L);
    long length = partial.map(p -> p.of(range.octets())).orElse(range.octets());
    return read(body, from, (int) Math.min(length, PIECE_OCTETS))
        .thenApply(first -> new Streamed(body, from, length, first));
  }

  /** A value that is all there; the window is cut from it. */
  private FetchValue held(byte[] octets) {
    int from = partial.map(p -> p.from(octets.length)).orElse(0L).intValue();
    int length = partial.map(p -> p.of(octets.length)).orElse((long) octets.length).intValue();
    return session -> {
      name(session.out()).sp().literalHeader(length);
      session.out().literalOctets(ByteBuffer.wrap(octets, from, length));
      return FetchValue.WRITTEN;
    };
  }

  private ImapWriter name(ImapWriter out) {
    if (name.isPresent()) {
      return out.atom(name.get());
    }
    SectionWords.write(section, out.atom("BODY"));
    partial.ifPresent(p -> out.atom("<").number64(p.origin()).atom(">"));
    return out;
  }

  private static CompletionStage<ByteBuffer> read(MessageBody body, long offset, int length) {
    return length == 0
        ? CompletableFuture.completedStage(ByteBuffer.allocate(0))
        : body.read(offset, length);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** A value whose first piece has been read, and the others will be when the client has it. */
  private final class Streamed implements FetchValue {
    private final MessageBody body;
    private final long from;
    private final long length;
    private final ByteBuffer first;
    private long written;

    Streamed(MessageBody body, long from, long length, ByteBuffer first) {
      this.body = body;
      this.from = from;
      this.length = length;
      this.first = first;
    }

    @Override
    public CompletionStage<Void> write(Session session) {
      name(session.out()).sp().literalHeader(length);
      if (!add(first, session)) {
        return WRITTEN;
      }
      return Steps.whileTrue(
          session.executor(),
          () ->
              session
                  .flush()
                  .thenCompose(ready -> session.here(next()))
                  .thenApply(piece -> add(piece, session)));
    }

    private CompletionStage<ByteBuffer> next() {
      return body.read(from + written, (int) Math.min(PIECE_OCTETS, length - written));
    }

    /** Whether more is to come. */
    private boolean add(ByteBuffer piece, Session session) {
      written += piece.remaining();
      session.out().literalOctets(piece);
      return written < length;
    }
  }
}
