package org.yubin.persistence.summary;

import java.util.List;
import java.util.Optional;

/**
 * The MIME header fields of a part, defaults filled in (RFC 9051 §7.5.2, RFC 2045 §5.2).
 *
 * <p>{@code type}, {@code subtype}, {@code encoding}, the names of parameters and the type of the
 * disposition are upper case, as in the RFCs' examples. Values are undecoded octets without CR, LF
 * or NUL; an absent one is NIL.
 *
 * @param id Content-ID
 * @param description Content-Description
 * @param encoding Content-Transfer-Encoding, {@code 7BIT} if there is none
 * @param md5 Content-MD5
 * @param language the tags of Content-Language
 * @param location Content-Location
 */
public record ContentFields(
    String type,
    String subtype,
    List<Parameter> parameters,
    Optional<Octets> id,
    Optional<Octets> description,
    String encoding,
    Optional<Octets> md5,
    Optional<Disposition> disposition,
    List<Octets> language,
    Optional<Octets> location) {

  public ContentFields {
    parameters = List.copyOf(parameters);
    language = List.copyOf(language);
  }

  /** TEXT/PLAIN in US-ASCII, 7BIT, all else NIL: what a part is that says nothing of itself. */
  public static ContentFields plainText() {
    return new ContentFields(
        "TEXT",
        "PLAIN",
        List.of(new Parameter("CHARSET", Octets.latin1("US-ASCII"))),
        Optional.empty(),
        Optional.empty(),
        "7BIT",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The same fields under another media type. */
  public ContentFields as(String otherType, String otherSubtype, List<Parameter> otherParameters) {
    return new ContentFields(
        otherType,
        otherSubtype,
        otherParameters,
        id,
        description,
        encoding,
        md5,
        disposition,
        language,
        location);
  }

  public boolean isText() {
    return type.equals("TEXT");
  }

  public boolean is(String aType, String aSubtype) {
    return type.equals(aType) && subtype.equals(aSubtype);
  }

  /** The value of the first parameter of that (upper case) name. */
  public Optional<Octets> parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst().map(Parameter::value);
  }
}
