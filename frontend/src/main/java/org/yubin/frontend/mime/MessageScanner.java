package org.yubin.frontend.mime;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.yubin.frontend.mime.OpenPart.Place;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.Octets;

/**
 * Reads a message once, in chunks of any size, and sums it up. The summary does not depend on how
 * the message was cut. Not for use by several threads at once.
 *
 * <p>No message is refused, nothing is thrown for what it holds, and memory is bounded whatever it
 * is ({@link PartTree} has the bounds of the tree, {@link HeaderCollector} and {@link HeaderFields}
 * those of headers). What the standards do not allow is read like this:
 *
 * <ul>
 *   <li>A line ends with CRLF, LF, or a CR that no LF follows. Of several CRs before an LF only the
 *       last belongs to the line end.
 *   <li>A header runs to the first empty line, to a delimiter, or to the end of the message; lines
 *       in it that are no fields, an mbox "From " line among them, are part of it.
 *   <li>A multipart without a boundary is TEXT/PLAIN. One in which no part begins has one part:
 *       TEXT/PLAIN, the text that stands before its closing delimiter.
 *   <li>A delimiter of an outer multipart ends the inner ones. Of equal boundaries the innermost
 *       that is still open counts.
 *   <li>An encapsulated message in base64 or quoted-printable is APPLICATION/OCTET-STREAM (RFC 2046
 *       §5.2.1 forbids to encode it).
 * </ul>
 */
public final class MessageScanner {
  private static final int MAX_DELIMITER_OCTETS = PartTree.MAX_BOUNDARY_OCTETS + 4;

  private final PartTree tree = new PartTree();
  private final HeaderCollector header = new HeaderCollector();
  private final TextSampler text = new TextSampler();

  /** The first octets of the message, as long as they may be of its header. */
  private byte[] head = new byte[4096];

  private int headLength;
  private long rootHeaderOctets = -1;

  /** Octets and line ends read, but for carriage returns that wait for what follows them. */
  private long octets;

  private long lineEnds;
  private long waitingCrs;

  private long lineStart;
  private int lastLineEndOctets;
  private boolean lineEmpty = true;
  private boolean inHeader = true;

  /** The line so far, as long as it may be a delimiter. */
  private final byte[] line = new byte[MAX_DELIMITER_OCTETS];

  private int lineLength;
  private boolean maybeDelimiter;

  /** Reads the next {@code length} octets of the message. */
  public void update(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    keepHead(bytes, offset, length);
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (waitingCrs > 0) {
        if (bytes[at] == '\r') {
          waitingCrs++;
          at++;
          continue;
        }
        if (bytes[at] == '\n') {
          octets += waitingCrs + 1;
          waitingCrs = 0;
          at++;
          endLine(2);
          continue;
        }
        endBareLines();
      }
      int stop = lineContentEnd(bytes, at, end);
      if (stop > at) {
        content(bytes, at, stop - at);
      }
      if (stop < end) {
        if (bytes[stop] == '\n') {
          octets++;
          endLine(1);
        } else if (stop + 1 < end && bytes[stop + 1] == '\n') {
          octets += 2;
          stop++;
          endLine(2);
        } else {
          waitingCrs = 1;
        }
        stop++;
      }
      at = stop;
    }
  }

  /** Where the next CR or LF stands, or {@code end}: most of the scanner's time is spent here. */
  private static int lineContentEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && (bytes[at] > '\r' || (bytes[at] != '\n' && bytes[at] != '\r'))) {
      at++;
    }
    return at;
  }

  public void update(byte[] bytes) {
    update(bytes, 0, bytes.length);
  }

  /** The message is complete: nothing may be read after this. */
  public MessageSummary finish() {
    endBareLines();
    Place end = new Place(octets, lineEnds);
    if (maybeDelimiter && !lineEmpty) {
      endDelimiter(end);
    }
    while (inHeader) {
      endHeader(end);
    }
    BodyPart body = tree.finish(end);
    HeaderFields fields = tree.rootFields();
    return new MessageSummary(
        octets,
        tree.envelope(),
        body,
        Octets.of(head, 0, (int) Math.min(headLength, rootHeaderOctets)),
        rootHeaderOctets > headLength,
        Preview.of(text.samples()),
        MessageIds.root(fields),
        fields.first("date").flatMap(SentDate::parse),
        Optional.empty());
  }

  private void keepHead(byte[] bytes, int offset, int length) {
    if (rootHeaderOctets >= 0) {
      return;
    }
    int room = Math.min(length, MessageSummary.MAX_HEADER_OCTETS - headLength);
    if (headLength + room > head.length) {
      head = Arrays.copyOf(head, Math.max(headLength + room, 2 * head.length));
    }
    System.arraycopy(bytes, offset, head, headLength, room);
    headLength += room;
  }

  /** Octets of a line, none of them CR or LF. */
  private void content(byte[] bytes, int offset, int length) {
    if (lineEmpty) {
      lineEmpty = false;
      lineLength = 0;
      maybeDelimiter = bytes[offset] == '-' && tree.seeksBoundary();
      if (inHeader) {
        header.startLine(bytes[offset]);
      }
    }
    octets += length;
    if (maybeDelimiter) {
      maybeDelimiter = lineLength + length <= line.length;
      if (maybeDelimiter) {
        System.arraycopy(bytes, offset, line, lineLength, length);
        lineLength += length;
      }
    }
    if (inHeader) {
      header.append(bytes, offset, length);
    } else if (text.isSampling()) {
      text.append(bytes, offset, length);
    }
  }

  /** Carriage returns that no LF follows: each ends a line. */
  private void endBareLines() {
    long count = waitingCrs;
    waitingCrs = 0;
    for (long i = 0; i < count; i++) {
      octets++;
      endLine(1);
    }
  }

  /** A line end of so many octets was read; {@code octets} counts it already. */
  private void endLine(int lineEndOctets) {
    boolean delimiter =
        maybeDelimiter && !lineEmpty && endDelimiter(new Place(octets, lineEnds + 1));
    if (!delimiter) {
      if (inHeader) {
        if (lineEmpty) {
          endHeader(new Place(octets, lineEnds + 1));
        }
      } else if (text.isSampling()) {
        text.endLine();
      }
    }
    lineEnds++;
    lineStart = octets;
    lastLineEndOctets = lineEndOctets;
    lineEmpty = true;
  }

  /** Whether the line in {@code line} is a delimiter, which is then acted upon. */
  private boolean endDelimiter(Place next) {
    PartTree.Delimiter delimiter = tree.delimiter(line, lineLength);
    if (delimiter == null) {
      return false;
    }
    Place start = new Place(lineStart, lineEnds);
    if (inHeader) {
      header.dropLine();
    }
    while (inHeader) {
      endHeader(start);
    }
    text.endBeforeLine();
    Place contentEnd =
        lastLineEndOctets == 0 ? start : new Place(lineStart - lastLineEndOctets, lineEnds - 1);
    tree.delimit(delimiter, contentEnd, start, next);
    inHeader = tree.inHeader();
    return true;
  }

  private void endHeader(Place end) {
    if (rootHeaderOctets < 0) {
      rootHeaderOctets = end.octets();
    }
    tree.endHeader(header.finish(), end);
    inHeader = tree.inHeader();
    ContentFields leaf = tree.openLeaf();
    if (leaf != null) {
      text.begin(leaf);
    }
  }
}
