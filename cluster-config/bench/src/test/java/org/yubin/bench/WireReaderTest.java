package org.yubin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WireReaderTest {
  private static final String WIRE =
      """
      * 2 EXISTS
      * 1 FETCH (BODY[] {5}
      ab
      c FLAGS () X {0}
      )
      * SEARCH 1 22 333
      + idling
      a1 OK {x} done {9a}
      """
          .replace("\n", "\r\n");

  /** Gives so many octets at a time. */
  private static InputStream pieces(byte[] octets, int size) {
    return new ByteArrayInputStream(octets) {
      @Override
      public synchronized int read(byte[] into, int from, int count) {
        return super.read(into, from, Math.min(count, size));
      }
    };
  }

  @Test
  void responses_areCutAtAnyOctet() throws IOException {
    byte[] octets = WIRE.getBytes(StandardCharsets.US_ASCII);
    for (int size = 1; size <= octets.length; size++) {
      WireReader in = new WireReader(pieces(octets, size));
      Response exists = in.response();
      assertThat(exists.about("EXISTS")).isTrue();
      assertThat(exists.number()).isEqualTo(2);
      Response fetch = in.response();
      assertThat(fetch.about("FETCH")).isTrue();
      assertThat(fetch.text()).isEqualTo("* 1 FETCH (BODY[] {5} FLAGS () X {0})");
      assertThat(fetch.literals()).hasSize(2);
      assertThat(fetch.literals().get(0)).asString().isEqualTo("ab\r\nc");
      assertThat(in.response().about("FETCH")).isFalse();
      assertThat(in.response().continuation()).isTrue();
      assertThat(in.response().tagged("a1")).isTrue();
      assertThatThrownBy(in::response).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void longLines_areReadWhole() throws IOException {
    String line = "* SEARCH" + " 123456789".repeat(50_000);
    byte[] octets = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
    assertThat(new WireReader(pieces(octets, 1000)).line()).isEqualTo(line);
  }

  @Test
  void endWithinALiteral_isAnError() {
    byte[] octets = "* 1 FETCH (BODY[] {5}\r\nab".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> new WireReader(pieces(octets, 9)).response())
        .isInstanceOf(EOFException.class);
  }

  @Test
  void numbers_areFoundBehindTheirWords() {
    Response status = new Response("* STATUS \"x\" (MESSAGES 12 UIDNEXT 345)", java.util.List.of());
    assertThat(status.numberBehind("MESSAGES")).isEqualTo(12);
    assertThat(status.numberBehind("UIDNEXT")).isEqualTo(345);
    assertThat(status.numberBehind("UNSEEN")).isEqualTo(-1);
    assertThat(status.number()).isEqualTo(-1);
  }
}
