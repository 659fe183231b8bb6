package org.yubin.persistence.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SummaryCodecTest {
  /** Everything that a summary can hold; the committed bytes of version 1 are this one's. */
  static MessageSummary sample() {
    Address plain =
        new Address(
            Optional.of(Octets.latin1("=?utf-8?q?J=C3=B6rg?=")),
            Optional.of(Octets.latin1("@a,@b")),
            Optional.of(Octets.latin1("joe")),
            Optional.of(Octets.latin1("example.org")));
    Address bare =
        new Address(
            Optional.empty(),
            Optional.empty(),
            Optional.of(Octets.latin1("caf\u00e9")),
            Optional.of(Octets.EMPTY));
    Envelope inner =
        new Envelope(
            Optional.empty(),
            Optional.of(Octets.EMPTY),
            List.of(bare),
            List.of(bare),
            List.of(plain),
            List.of(Address.groupStart(Octets.latin1("team")), plain, Address.groupEnd()),
            List.of(),
            List.of(bare),
            Optional.of(Octets.latin1("<r@x>")),
            Optional.empty());
    ContentFields pdf =
        new ContentFields(
            "APPLICATION",
            "PDF",
            List.of(
                new Parameter("NAME*", Octets.latin1("utf-8''a%20b")),
                new Parameter("X", Octets.EMPTY)),
            Optional.of(Octets.latin1("<id@x>")),
            Optional.of(Octets.latin1("a description")),
            "BASE64",
            Optional.of(Octets.latin1("Q2hlY2sgSW50ZWdyaXR5IQ==")),
            Optional.of(
                new Disposition(
                    "ATTACHMENT", List.of(new Parameter("FILENAME", Octets.latin1("a.pdf"))))),
            List.of(Octets.latin1("en"), Octets.latin1("de")),
            Optional.of(Octets.latin1("http://example.org/a")));
    ContentFields text = ContentFields.plainText();
    BodyPart message =
        new BodyPart.Message(
            text.as("MESSAGE", "RFC822", List.of()),
            new Extent(2000, 40, 500, 20),
            inner,
            new BodyPart.Leaf(text, new Extent(2040, 100, 400, 16)));
    return new MessageSummary(
        5_000_000_000L,
        inner,
        new BodyPart.Multipart(
            text.as("MULTIPART", "MIXED", List.of(new Parameter("BOUNDARY", Octets.latin1("b")))),
            new Extent(0, 1000, 4_999_999_000L, 64_000_000),
            List.of(new BodyPart.Leaf(pdf, new Extent(1010, 90, 800, 10)), message)),
        Octets.latin1("Subject:\r\nX: \u00ff\u0000\r\n\r\n"),
        true,
        "Gr\u00fc\u00dfe \ud83d\ude00",
        Optional.of(Octets.latin1("<root@x>")),
        Optional.of(LocalDate.of(1969, 12, 30)),
        Optional.of(Octets.latin1("\u0001\u0002")));
  }

  private static MessageSummary leastSummary() {
    return new MessageSummary(
        0,
        Envelope.EMPTY,
        new BodyPart.Leaf(ContentFields.plainText(), new Extent(0, 0, 0, 0)),
        Octets.EMPTY,
        false,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static byte[] versionOne() throws IOException {
    try (InputStream in = SummaryCodecTest.class.getResourceAsStream("/summary/v1.bin")) {
      return Objects.requireNonNull(in, "summary/v1.bin").readAllBytes();
    }
  }

  @Test
  void everyField_comesBack() {
    assertThat(SummaryCodec.decode(SummaryCodec.encode(sample()))).isEqualTo(sample());
    assertThat(SummaryCodec.decode(SummaryCodec.encode(leastSummary()))).isEqualTo(leastSummary());
  }

  @Test
  void firstTwoOctets_areVersionAndAlgorithm() {
    assertThat(SummaryCodec.encode(sample())).startsWith(1, 1);
    assertThat(SummaryCodec.encode(leastSummary())).startsWith(1, 0);
  }

  @Test
  void versionOneAsOnceWritten_isStillRead() throws IOException {
    assertThat(SummaryCodec.decode(versionOne())).isEqualTo(sample());
  }

  @Test
  void otherVersionOrAlgorithm_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SummaryCodec.decode(new byte[] {2, 0}))
        .withMessage("summary of 2 octets, version 2 (expected: version 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SummaryCodec.decode(new byte[] {1, 7}))
        .withMessage("summary: algorithm 7 (expected: 0 or 1)");
    assertThatIllegalArgumentException().isThrownBy(() -> SummaryCodec.decode(new byte[0]));
  }

  @Test
  void damagedBytes_areReadOrRefusedAsSuch() throws IOException {
    long seed = 7;
    Random random = new Random(seed);
    byte[] packed = versionOne();
    byte[] plain = SummaryCodec.encode(leastSummary());
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = (i % 2 == 0 ? packed : plain).clone();
      bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt();
      try {
        assertThat(SummaryCodec.decode(bytes)).isNotNull();
      } catch (IllegalArgumentException expected) {
        assertThat(expected).as("seed %d case %d", seed, i).hasMessageContaining("summary");
      }
    }
  }
}
