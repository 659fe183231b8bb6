package org.yubin.frontend.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressParserTest {
  static Stream<Arguments> fields() {
    return Stream.of(
        arguments("", ""),
        arguments("joe@example.org", "(NIL NIL 'joe' 'example.org')"),
        arguments("Joe Q. Public <j@x.org>", "('Joe Q. Public' NIL 'j' 'x.org')"),
        arguments("\"Doe, J\\\\o\\\"e\" <j@x>", "('Doe, J\\o\"e' NIL 'j' 'x')"),
        arguments("\"a b\".c@x", "(NIL NIL 'a b.c' 'x')"),
        arguments("j . d @ x . org (Joe)", "('Joe' NIL 'j.d' 'x.org')"),
        arguments("(one) j@x (two (three))", "('two (three)' NIL 'j' 'x')"),
        arguments("N (comment) <j@x>", "('N' NIL 'j' 'x')"),
        arguments("<@a,@b:j@x>", "(NIL '@a,@b' 'j' 'x')"),
        arguments("<j@[IPv6:::1]>", "(NIL NIL 'j' '[IPv6:::1]')"),
        arguments("j@[127.0.0.1]", "(NIL NIL 'j' '[127.0.0.1]')"),
        arguments(
            "A Group: b <b@x>,c@y;, d@z",
            "(NIL NIL 'A Group' NIL)('b' NIL 'b' 'x')(NIL NIL 'c' 'y')(NIL NIL NIL NIL)"
                + "(NIL NIL 'd' 'z')"),
        arguments("g:;", "(NIL NIL 'g' NIL)(NIL NIL NIL NIL)"),
        arguments(
            "open group: a@x", "(NIL NIL 'open group' NIL)(NIL NIL 'a' 'x')(NIL NIL NIL NIL)"),
        arguments("a@x; b@y", "(NIL NIL 'a' 'x')(NIL NIL 'b' 'y')"),
        arguments(",, a@x ,,", "(NIL NIL 'a' 'x')"),
        arguments("lone", "(NIL NIL 'lone' '')"),
        arguments("<lone>", "(NIL NIL 'lone' '')"),
        arguments("name <>", "('name' NIL '' '')"),
        arguments("<>", ""),
        arguments("a@b@c", "(NIL NIL 'a@b' 'c')"),
        arguments("Joe j@x", "('Joe' NIL 'j' 'x')"),
        arguments("j@x <real@y>", "('j@x' NIL 'real' 'y')"),
        arguments("a@x b@y", "(NIL NIL 'a' 'x')(NIL NIL 'b' 'y')"),
        arguments("<a@x> junk, b@y", "(NIL NIL 'a' 'x')(NIL NIL 'b' 'y')"),
        arguments("=?utf-8?q?a,_b?= <j@x>", "('=?utf-8?q?a,_b?=' NIL 'j' 'x')"),
        arguments("=?u?q?a?= =?u?q?b?= <j@x>", "('=?u?q?a?= =?u?q?b?=' NIL 'j' 'x')"),
        arguments("\u00e9 <\u00e9@\u00e9>", "('\\e9' NIL '\\e9' '\\e9')"),
        arguments("\"open <j@x>", "('open' NIL 'j' 'x')"),
        arguments("(open comment", ""),
        arguments("<j@x", "(NIL NIL 'j' 'x')"),
        arguments("@x", "(NIL NIL '' 'x')"),
        arguments("j@", "(NIL NIL 'j' '')"),
        arguments(">)][\\", "(NIL NIL '][\\' '')"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void addressField_isReadLeniently(String field, String expected) {
    String found =
        AddressParser.parse(field).stream().map(Summaries::address).collect(Collectors.joining());
    assertThat(found).isEqualTo(expected.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\", "<", "(", "<@", "=?", "[", "@", "a:", ";", "@[", "<@,", "=?u?q?", "\"", ",", "a@b,"
      })
  void hostileFields_costLittle(String piece) {
    String field = piece.repeat(65_536 / piece.length());
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () ->
            assertThat(AddressParser.parse(field))
                .hasSizeLessThanOrEqualTo(AddressParser.MAX_ADDRESSES + 1));
  }
}
