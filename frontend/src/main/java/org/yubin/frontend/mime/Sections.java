package org.yubin.frontend.mime;

import java.util.List;
import java.util.Optional;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.Extent;

/**
 * Where the octets of a {@link Section} stand in the stored message (RFC 9051 §6.4.5.1).
 *
 * <p>A message that is not multipart has a part 1: itself, whose MIME header is the message's
 * header. The parts of a MESSAGE/RFC822 part are those of the message inside. A section that does
 * not exist has no range: FETCH answers NIL.
 */
public final class Sections {
  private Sections() {}

  /**
   * Octets of the stored message.
   *
   * @param offset the first of them, from the message's first
   * @param octets how many, before any selection
   * @param selection what of them is left when they have been read; absent: all. A partial window
   *     counts in what is left
   */
  public record Range(long offset, long octets, Optional<HeaderSelection> selection) {}

  /** The range of {@code section} in the message whose tree is {@code root}. */
  public static Optional<Range> find(BodyPart root, Section section) {
    if (section.part().isEmpty()) {
      return switch (section.kind()) {
        case ALL -> Optional.of(new Range(0, root.extent().end(), Optional.empty()));
        case MIME -> Optional.empty();
        case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT, TEXT ->
            Optional.of(ofMessage(root, section));
      };
    }
    return part(root, section.part()).flatMap(part -> ofPart(part, section));
  }

  /** The part that {@code numbers} (at least one) lead to, {@code root} being a message's tree. */
  public static Optional<BodyPart> part(BodyPart root, List<Integer> numbers) {
    BodyPart at = root;
    boolean isMessage = true; // whether "at" is the root of a message, not a part of one
    for (int number : numbers) {
      if (!isMessage && at instanceof BodyPart.Message part) {
        at = part.body();
        isMessage = true;
      }
      List<BodyPart> numbered = List.of();
      if (at instanceof BodyPart.Multipart multipart) {
        numbered = multipart.parts();
      } else if (isMessage) {
        numbered = List.of(at);
      }
      if (number < 1 || number > numbered.size()) {
        return Optional.empty();
      }
      at = numbered.get(number - 1);
      isMessage = false;
    }
    return Optional.of(at);
  }

  private static Optional<Range> ofPart(BodyPart part, Section section) {
    Extent extent = part.extent();
    return switch (section.kind()) {
      case ALL ->
          Optional.of(new Range(extent.bodyOffset(), extent.bodyOctets(), Optional.empty()));
      case MIME -> Optional.of(header(extent, Optional.empty()));
      case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT, TEXT ->
          part instanceof BodyPart.Message message
              ? Optional.of(ofMessage(message.body(), section))
              : Optional.empty();
    };
  }

  private static Range ofMessage(BodyPart message, Section section) {
    Extent extent = message.extent();
    return switch (section.kind()) {
      case HEADER, MIME -> header(extent, Optional.empty());
      case HEADER_FIELDS -> header(extent, Optional.of(HeaderSelection.of(section.fields())));
      case HEADER_FIELDS_NOT ->
          header(extent, Optional.of(HeaderSelection.allBut(section.fields())));
      case ALL, TEXT -> new Range(extent.bodyOffset(), extent.bodyOctets(), Optional.empty());
    };
  }

  private static Range header(Extent extent, Optional<HeaderSelection> selection) {
    return new Range(extent.headerOffset(), extent.headerOctets(), selection);
  }
}
