package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderSelectionTest {
  private static String only(String header, String... names) {
    return new String(
        HeaderSelection.of(List.of(names)).from(header.getBytes(ISO_8859_1)), ISO_8859_1);
  }

  private static String allBut(String header, String... names) {
    return new String(
        HeaderSelection.allBut(List.of(names)).from(header.getBytes(ISO_8859_1)), ISO_8859_1);
  }

  @Test
  void chosenFields_comeInTheirOrderWithFoldingAndEmptyLine() {
    String header = "To: a,\r\n\tb\r\nSubject: x\r\nTo: c\r\n\r\n";
    assertThat(only(header, "SUBJECT", "to")).isEqualTo(header);
    assertThat(only(header, "To")).isEqualTo("To: a,\r\n\tb\r\nTo: c\r\n\r\n");
    assertThat(allBut(header, "tO")).isEqualTo("Subject: x\r\n\r\n");
    assertThat(only(header, "T", "Subjec", "x")).isEqualTo("\r\n");
    assertThat(allBut(header, "T")).isEqualTo(header);
  }

  @Test
  void headerWithoutEmptyLine_getsNone() {
    assertThat(only("Subject: x\r\nTo: y", "to")).isEqualTo("To: y");
    assertThat(only("Subject: x", "to")).isEmpty();
    assertThat(only("", "to")).isEmpty();
  }

  @Test
  void octetsAreNotTouched() {
    String header = "X: \u00ff\0\n \rY : 1\r\r\nZ:\n\r\r\n";
    assertThat(only(header, "x")).isEqualTo("X: \u00ff\0\n \r\r\r\n");
    assertThat(only(header, "y")).isEqualTo("Y : 1\r\r\n\r\r\n");
    assertThat(only(header, "Z")).isEqualTo("Z:\n\r\r\n");
  }

  @Test
  void linesThatAreNoFields_areInTheNegativeAlone() {
    String header = "From a@b Wed\r\nno colon here\r\nFrom: c\r\n: nameless\r\n\r\n";
    assertThat(only(header, "from", "", "no colon here")).isEqualTo("From: c\r\n\r\n");
    assertThat(allBut(header, "from", ""))
        .isEqualTo("From a@b Wed\r\nno colon here\r\n: nameless\r\n\r\n");
  }
}
