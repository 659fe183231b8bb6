package org.yubin.frontend.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Disposition;
import org.yubin.persistence.summary.Octets;
import org.yubin.persistence.summary.Parameter;

/**
 * The MIME header fields of an entity to what BODYSTRUCTURE tells of them (RFC 2045, RFC 2183, RFC
 * 9051 §7.5.2).
 *
 * <p>An entity without Content-Type is TEXT/PLAIN in US-ASCII, or MESSAGE/RFC822 inside a digest
 * (RFC 2046 §5.1.5); one whose Content-Type cannot be read is TEXT/PLAIN (RFC 2045 §5.2).
 */
final class ContentParser {
  private static final int MAX_LANGUAGES = 32;

  private ContentParser() {}

  static ContentFields parse(HeaderFields fields, boolean inDigest) {
    ContentFields common =
        new ContentFields(
            "TEXT",
            "PLAIN",
            ContentFields.plainText().parameters(),
            octets(fields, "content-id"),
            octets(fields, "content-description"),
            encoding(fields),
            octets(fields, "content-md5"),
            fields.first("content-disposition").flatMap(ContentParser::disposition),
            fields.first("content-language").map(ContentParser::languages).orElse(List.of()),
            octets(fields, "content-location"));
    Optional<String> type = fields.first("content-type");
    if (type.isEmpty()) {
      return inDigest ? common.as("MESSAGE", "RFC822", List.of()) : common;
    }
    return typed(common, new FieldReader(type.get()));
  }

  private static ContentFields typed(ContentFields common, FieldReader in) {
    in.skipCfws();
    String type = in.readToken().toUpperCase(Locale.ROOT);
    in.skipCfws();
    if (type.isEmpty() || !in.accept('/')) {
      return common;
    }
    in.skipCfws();
    String subtype = in.readToken().toUpperCase(Locale.ROOT);
    return subtype.isEmpty() ? common : common.as(type, subtype, MimeParameters.parse(in));
  }

  private static String encoding(HeaderFields fields) {
    FieldReader in = new FieldReader(fields.first("content-transfer-encoding").orElse(""));
    in.skipCfws();
    String token = in.readToken();
    return token.isEmpty() ? "7BIT" : token.toUpperCase(Locale.ROOT);
  }

  private static Optional<Disposition> disposition(String value) {
    FieldReader in = new FieldReader(value);
    in.skipCfws();
    String type = in.readToken().toUpperCase(Locale.ROOT);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    List<Parameter> parameters = MimeParameters.parse(in);
    return Optional.of(new Disposition(type, parameters));
  }

  /** Content-Language: language tags, commas between them (RFC 3282 §2). */
  private static List<Octets> languages(String value) {
    FieldReader in = new FieldReader(value);
    List<Octets> tags = new ArrayList<>();
    while (!in.atEnd() && tags.size() < MAX_LANGUAGES) {
      in.skipCfws();
      String tag = in.readToken();
      if (!tag.isEmpty()) {
        tags.add(Octets.latin1(tag));
      } else if (!in.atEnd()) {
        in.next();
      }
    }
    return tags;
  }

  private static Optional<Octets> octets(HeaderFields fields, String name) {
    return fields.first(name).map(Octets::latin1);
  }
}
