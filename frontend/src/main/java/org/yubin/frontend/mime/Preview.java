package org.yubin.frontend.mime;

import java.util.List;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.Octets;

/**
 * PREVIEW (RFC 8970 §3.1): the beginning of the first text part that has any text, decoded, blanks
 * and control characters collapsed. Of HTML the words are taken, without its markup.
 */
final class Preview {
  /** RFC 8970 §3.1 asks for no more than 200, and forbids more than 256. */
  static final int CHARACTERS = Math.min(200, MessageSummary.MAX_PREVIEW_CHARACTERS);

  private Preview() {}

  static String of(List<TextSampler.Sample> samples) {
    for (TextSampler.Sample sample : samples) {
      String preview = collapsed(text(sample));
      if (!preview.isEmpty()) {
        return preview;
      }
    }
    return "";
  }

  private static String text(TextSampler.Sample sample) {
    byte[] decoded =
        TransferDecoder.decode(sample.content().encoding(), sample.raw().toByteArray());
    String charset = sample.content().parameter("CHARSET").map(Octets::latin1).orElse("");
    String text = MailCharsets.decode(charset, decoded);
    return sample.content().subtype().equals("HTML") ? HtmlText.of(text) : text;
  }

  private static String collapsed(String text) {
    StringBuilder out = new StringBuilder();
    int count = 0;
    boolean gap = false;
    for (int i = 0; i < text.length() && count < CHARACTERS; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isBlank(c)) {
        gap = count > 0;
      } else if (isShown(c)) {
        if (gap && count + 2 > CHARACTERS) {
          break;
        }
        if (gap) {
          out.append(' ');
          count++;
          gap = false;
        }
        out.appendCodePoint(c);
        count++;
      }
    }
    return out.toString();
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  /**
   * Not a lone surrogate, which UTF-8 cannot carry, nor one of the fillers that newsletters use.
   */
  private static boolean isShown(int c) {
    return Character.getType(c) != Character.SURROGATE
        && c != 0x034f
        && (c < 0x200b || c > 0x200f || c == 0x200d)
        && c != 0xfeff;
  }
}
