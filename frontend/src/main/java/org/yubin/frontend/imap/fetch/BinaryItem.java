package org.yubin.frontend.imap.fetch;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.frontend.mime.Section;
import org.yubin.persistence.message.MessageBody;

/**
 * BINARY[section]&lt;partial&gt;, BINARY.PEEK[...] and BINARY.SIZE[section] (RFC 3516 §4.2): a part
 * with its transfer encoding undone; {@code BINARY[]} is the message as it is stored. A part that
 * the message does not have is NIL, and its size 0.
 *
 * <p>The size of a literal stands before it, and whether it has to be a literal8 depends on its
 * octets: so a long part is read twice, and never held whole.
 */
public final class BinaryItem {
  private BinaryItem() {}

  /** Adds the three items. */
  public static void addTo(FetchItems items) {
    items.add("BINARY", in -> Content.read(in, true));
    items.add("BINARY.PEEK", in -> Content.read(in, false));
    items.add("BINARY.SIZE", in -> new Size(section(in)));
  }

  // section-binary = "[" [section-part] "]"
  private static Section section(ImapReader in) throws ImapSyntaxException {
    ImapSyntaxException none = in.expected("part numbers only, such as [1.2]");
    Section section = SectionWords.read(in);
    if (section.kind() != Section.Kind.ALL) {
      throw none;
    }
    return section;
  }

  private record Size(Section section) implements FetchItem {
    @Override
    public Source source() {
      return Source.OCTETS;
    }

    @Override
    public CompletionStage<FetchValue> value(FetchedMessage message) {
      return message
          .body()
          .thenCompose(
              body ->
                  DecodedPart.find(body, section.part())
                      .map(DecodedPart::size)
                      .orElse(CompletableFuture.completedStage(0L)))
          .thenCompose(
              size ->
                  FetchValue.direct(
                      out -> {
                        SectionWords.write(section, out.atom("BINARY.SIZE"));
                        out.sp().number64(size);
                      }));
    }
  }

  private record Content(Section section, Optional<Partial> partial, boolean setsSeen)
      implements FetchItem {
    static Content read(ImapReader in, boolean setsSeen) throws ImapSyntaxException {
      return new Content(BinaryItem.section(in), Partial.read(in), setsSeen);
    }

    @Override
    public Source source() {
      return Source.OCTETS;
    }

    @Override
    public CompletionStage<FetchValue> value(FetchedMessage message) {
      return message.body().thenCompose(this::inBody);
    }

    private CompletionStage<FetchValue> inBody(MessageBody body) {
      Optional<DecodedPart> part = DecodedPart.find(body, section.part());
      return part.isPresent()
          ? part.get().window(partial).thenApply(window -> value(part.get(), window))
          : FetchValue.direct(out -> name(out).nil());
    }

    private FetchValue value(DecodedPart part, DecodedPart.Window window) {
      Optional<byte[]> held = window.held();
      return session -> {
        ImapWriter out = name(session.out());
        if (window.hasNul()) {
          out.literal8Header(window.size());
        } else {
          out.literalHeader(window.size());
        }
        if (held.isPresent()) {
          out.raw(held.get());
          return FetchValue.WRITTEN;
        }
        return stream(part, session);
      };
    }

    private CompletionStage<Void> stream(DecodedPart part, Session session) {
      DecodedPart.Window window = new DecodedPart.Window(partial);
      return part.each(
          session.executor(),
          piece -> {
            ByteBuffer inside = window.cut(piece);
            session.out().raw(inside);
            return session.flush().thenApply(ready -> window.open());
          });
    }

    private ImapWriter name(ImapWriter out) {
      SectionWords.write(section, out.atom("BINARY"));
      partial.ifPresent(p -> out.atom("<").number64(p.origin()).atom(">"));
      return out.sp();
    }
  }
}
