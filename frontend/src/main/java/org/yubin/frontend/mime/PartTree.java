package org.yubin.frontend.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yubin.frontend.mime.OpenPart.Kind;
import org.yubin.frontend.mime.OpenPart.Place;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Envelope;
import org.yubin.persistence.summary.Octets;

/**
 * The MIME tree while it grows: the path of open parts from the message to where the scanner
 * stands.
 *
 * <p>Bounded: at {@link #MAX_DEPTH} what would nest is APPLICATION/OCTET-STREAM; once there are
 * {@link #MAX_PARTS} parts, or nested headers have kept {@link #MAX_KEPT_OCTETS}, boundaries are no
 * longer looked for and the rest of the message belongs to the part that is open.
 */
final class PartTree {
  static final int MAX_DEPTH = 64;
  static final int MAX_PARTS = 10_000;
  static final int MAX_KEPT_OCTETS = 1024 * 1024;

  /** RFC 2046 §5.1.1 allows 70; a line has at most 998 octets. */
  static final int MAX_BOUNDARY_OCTETS = 996;

  /** A part under these has to be decoded before anything inside can be seen. */
  private static final Set<String> OPAQUE =
      Set.of("BASE64", "QUOTED-PRINTABLE", "X-UUENCODE", "UUENCODE", "X-UUE");

  private final List<OpenPart> path = new ArrayList<>();
  private int parts;
  private int boundaries;
  private long keptOctets;
  private boolean full;
  private Envelope envelope = Envelope.EMPTY;
  private @Nullable HeaderFields rootFields;
  private @Nullable BodyPart root;

  PartTree() {
    push(new OpenPart(new Place(0, 0), false));
  }

  private void push(OpenPart part) {
    path.add(part);
    parts++;
    full |= parts >= MAX_PARTS;
  }

  private OpenPart top() {
    return path.get(path.size() - 1);
  }

  /** Whether the next line is one of a header. */
  boolean inHeader() {
    return !path.isEmpty() && top().kind() == Kind.HEADER;
  }

  boolean inRootHeader() {
    return path.size() == 1 && inHeader();
  }

  /** The open part if it is a leaf whose body is being read, else null. */
  @Nullable ContentFields openLeaf() {
    return !path.isEmpty() && top().kind() == Kind.LEAF ? top().content() : null;
  }

  boolean seeksBoundary() {
    return boundaries > 0 && !full;
  }

  /**
   * The header of the open part has ended. What is inside it may have a header that begins here.
   */
  void endHeader(HeaderFields fields, Place end) {
    OpenPart part = top();
    if (path.size() == 1) {
      rootFields = fields;
      envelope = EnvelopeParser.parse(fields);
    } else {
      keptOctets += fields.octets();
      full |= keptOctets > MAX_KEPT_OCTETS;
      OpenPart parent = path.get(path.size() - 2);
      if (parent.kind() == Kind.MESSAGE) {
        parent.setEnvelope(EnvelopeParser.parse(fields));
      }
    }
    ContentFields content = ContentParser.parse(fields, part.isInDigest());
    boolean mayNest = path.size() < MAX_DEPTH && !full;
    if (content.type().equals("MULTIPART")) {
      if (boundary(content).isEmpty()) {
        content = content.as("TEXT", "PLAIN", ContentFields.plainText().parameters());
      } else if (mayNest) {
        part.startBody(Kind.MULTIPART, content, end);
        boundaries++;
        return;
      } else {
        content = opaque(content);
      }
    } else if (content.is("MESSAGE", "RFC822") || content.is("MESSAGE", "GLOBAL")) {
      if (mayNest && !OPAQUE.contains(content.encoding())) {
        part.startBody(Kind.MESSAGE, content, end);
        push(new OpenPart(end, false));
        return;
      }
      content = opaque(content);
    }
    part.startBody(Kind.LEAF, content, end);
  }

  /** A leaf must not be of a type under which clients expect to see inside (RFC 9051 §9, body). */
  private static ContentFields opaque(ContentFields content) {
    return content.as(
        "APPLICATION",
        "OCTET-STREAM",
        content.parameters().stream().filter(p -> p.name().startsWith("NAME")).toList());
  }

  /** The boundary of a multipart; empty if there is none to look for. */
  static String boundary(ContentFields content) {
    String value = content.parameter("BOUNDARY").map(Octets::latin1).orElse("").stripTrailing();
    return value.length() > MAX_BOUNDARY_OCTETS ? "" : value;
  }

  /** A delimiter line that belongs to an open multipart (RFC 2046 §5.1.1). */
  record Delimiter(int depth, boolean closing) {}

  /**
   * Whose delimiter a line is, the innermost multipart first; null if nobody's. The boundary must
   * be the whole line but for blanks at its end: were its beginning enough, as RFC 2046 says, a
   * boundary that another one starts with would be taken for it.
   */
  @Nullable Delimiter delimiter(byte[] line, int length) {
    int end = length;
    while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t')) {
      end--;
    }
    if (end < 3 || line[0] != '-' || line[1] != '-') {
      return null;
    }
    for (int depth = path.size() - 1; depth >= 0; depth--) {
      byte[] boundary = path.get(depth).boundary();
      if (boundary == null || !isBoundary(boundary, line, end)) {
        continue;
      }
      if (end == boundary.length + 2) {
        return new Delimiter(depth, false);
      }
      if (end == boundary.length + 4 && line[end - 1] == '-' && line[end - 2] == '-') {
        return new Delimiter(depth, true);
      }
    }
    return null;
  }

  private static boolean isBoundary(byte[] boundary, byte[] line, int end) {
    if (end < boundary.length + 2) {
      return false;
    }
    for (int i = 0; i < boundary.length; i++) {
      if (boundary[i] != line[i + 2]) {
        return false;
      }
    }
    return true;
  }

  /**
   * A delimiter line was read; headers within have been ended before.
   *
   * @param contentEnd where the line end before the delimiter starts
   * @param lineStart where the delimiter starts
   * @param next where the line after it starts
   */
  void delimit(Delimiter delimiter, Place contentEnd, Place lineStart, Place next) {
    closeDownTo(delimiter.depth() + 1, contentEnd, lineStart);
    OpenPart multipart = top();
    if (delimiter.closing()) {
      multipart.closeDelimiter(contentEnd);
      boundaries--;
    } else {
      push(new OpenPart(next, multipart.isDigest()));
    }
  }

  private void closeDownTo(int size, Place contentEnd, Place lineStart) {
    while (path.size() > size) {
      OpenPart part = path.remove(path.size() - 1);
      if (part.boundary() != null) {
        boundaries--;
      }
      BodyPart finished = part.finish(contentEnd, lineStart);
      if (path.isEmpty()) {
        root = finished;
      } else {
        top().add(finished);
      }
    }
  }

  /** The message has ended; headers have been ended before. */
  BodyPart finish(Place end) {
    closeDownTo(0, end, end);
    if (root == null) {
      throw new IllegalStateException("finished twice");
    }
    return root;
  }

  Envelope envelope() {
    return envelope;
  }

  HeaderFields rootFields() {
    return rootFields == null ? HeaderFields.NONE : rootFields;
  }
}
