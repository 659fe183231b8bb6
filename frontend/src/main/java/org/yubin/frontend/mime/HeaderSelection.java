package org.yubin.frontend.mime;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * HEADER.FIELDS and HEADER.FIELDS.NOT (RFC 9051 §6.4.5.1): a subset of a header, its octets as
 * stored.
 *
 * <p>The empty line that ends the header is always part of the subset, if the header has one. A
 * line that is no field (an mbox "From " line, say) has no name, so that it is in HEADER.FIELDS.NOT
 * alone.
 *
 * @param names of the fields, in lower case
 * @param not whether they are those to leave out
 */
public record HeaderSelection(Set<String> names, boolean not) {
  public HeaderSelection {
    names = Set.copyOf(names);
  }

  /** HEADER.FIELDS; names are compared without regard to case. */
  public static HeaderSelection of(Collection<String> names) {
    return new HeaderSelection(lowerCase(names), false);
  }

  /** HEADER.FIELDS.NOT. */
  public static HeaderSelection allBut(Collection<String> names) {
    return new HeaderSelection(lowerCase(names), true);
  }

  private static Set<String> lowerCase(Collection<String> names) {
    return names.stream()
        .map(n -> n.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The chosen octets of {@code header}, a whole header block with its empty line. */
  public byte[] from(byte[] header) {
    HeaderBlock block = new HeaderBlock(header);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (HeaderBlock.Field field : block.fields()) {
      boolean named = !field.name().isEmpty() && names.contains(field.name());
      if (named != not) {
        out.write(header, field.start(), field.end() - field.start());
      }
    }
    out.write(header, block.fieldsEnd(), block.blockEnd() - block.fieldsEnd());
    return out.toByteArray();
  }
}
