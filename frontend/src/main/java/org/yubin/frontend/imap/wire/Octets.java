package org.yubin.frontend.imap.wire;

/** The character classes of the grammar (RFC 3501 §9; RFC 5234 §B.1), over octets. */
final class Octets {
  private Octets() {}

  /** ATOM-CHAR: any CHAR except atom-specials. */
  static boolean atom(int octet) {
    return octet > 0x20 && octet < 0x7f && "(){%*\"\\]".indexOf(octet) < 0;
  }

  /** ASTRING-CHAR = ATOM-CHAR / resp-specials. */
  static boolean astring(int octet) {
    return atom(octet) || octet == ']';
  }

  /** list-char = ATOM-CHAR / list-wildcards / resp-specials. */
  static boolean list(int octet) {
    return astring(octet) || octet == '%' || octet == '*';
  }

  /** What a tag is made of: any ASTRING-CHAR except "+". */
  static boolean tag(int octet) {
    return astring(octet) && octet != '+';
  }

  /** What command words and item names are made of; brackets and signs end them. */
  static boolean word(int octet) {
    return digit(octet)
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z')
        || octet == '.'
        || octet == '-'
        || octet == '_';
  }

  static boolean digit(int octet) {
    return octet >= '0' && octet <= '9';
  }

  static int upper(int octet) {
    return octet >= 'a' && octet <= 'z' ? octet - 0x20 : octet;
  }
}
