package org.yubin.frontend.mime;

import java.util.List;

/**
 * The address of octets in a message: what stands between the brackets of {@code BODY[...]} (RFC
 * 9051 §6.4.5.1).
 *
 * @param part part numbers from 1; none: the message itself
 * @param kind what of the part
 * @param fields names of header fields, for the two kinds that have them; in any case
 */
public record Section(List<Integer> part, Kind kind, List<String> fields) {
  /** The words of {@code section-text}, and the part as a whole. */
  public enum Kind {
    /** {@code BODY[]}, {@code BODY[1.2]}. */
    ALL,
    /** Of a message: {@code BODY[HEADER]}, {@code BODY[2.HEADER]}. */
    HEADER,
    HEADER_FIELDS,
    HEADER_FIELDS_NOT,
    /** Of a message: {@code BODY[TEXT]}, {@code BODY[2.TEXT]}. */
    TEXT,
    /** The MIME header of a part, never without part numbers: {@code BODY[2.MIME]}. */
    MIME
  }

  /** The whole message, {@code BODY[]}. */
  public static final Section MESSAGE = of(Kind.ALL);

  public Section {
    part = List.copyOf(part);
    fields = List.copyOf(fields);
  }

  /** A section without header field names. */
  public static Section of(Kind kind, Integer... part) {
    return new Section(List.of(part), kind, List.of());
  }
}
