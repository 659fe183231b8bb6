package org.yubin.persistence.summary;

/**
 * A body parameter (RFC 9051 §7.5.2).
 *
 * <p>Continuations of RFC 2231 are joined under one name. Where a piece was percent-encoded the
 * name ends in {@code *} and the value is what a single such parameter would have been: {@code
 * charset'language'percent-encoded}.
 *
 * @param name the attribute in upper case
 * @param value its octets, without the quotes
 */
public record Parameter(String name, Octets value) {}
