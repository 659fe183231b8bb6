package org.yubin.frontend.imap.fetch;

import java.util.List;
import java.util.Optional;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Disposition;
import org.yubin.persistence.summary.Octets;
import org.yubin.persistence.summary.Parameter;

/**
 * Writes {@code body}: BODYSTRUCTURE, and BODY, which leaves the extension data out (RFC 3501
 * §7.4.2, §9). The depth of the tree is bounded by the scanner that made it.
 */
final class BodyStructureData {
  private final ImapWriter out;
  private final boolean extensible;

  private BodyStructureData(ImapWriter out, boolean extensible) {
    this.out = out;
    this.extensible = extensible;
  }

  static void write(BodyPart root, boolean extensible, ImapWriter out) {
    new BodyStructureData(out, extensible).part(root);
  }

  private void part(BodyPart part) {
    out.open();
    if (part instanceof BodyPart.Multipart multipart) {
      multipart(multipart);
    } else if (part instanceof BodyPart.Message message
        && message.content().is("MESSAGE", "RFC822")) {
      message(message);
    } else {
      leaf(part);
    }
    out.close();
  }

  // body-type-mpart = 1*body SP media-subtype [SP body-ext-mpart]
  private void multipart(BodyPart.Multipart multipart) {
    multipart.parts().forEach(this::part);
    ContentFields content = multipart.content();
    out.sp().string(content.subtype());
    if (extensible) {
      out.sp();
      parameters(content.parameters());
      extension(content);
    }
  }

  // body-type-msg = media-message SP body-fields SP envelope SP body SP body-fld-lines
  private void message(BodyPart.Message message) {
    basic(message);
    out.sp();
    EnvelopeData.write(message.envelope(), out);
    out.sp();
    part(message.body());
    out.sp().number(message.extent().lines());
    extensionOfOne(message.content());
  }

  /** MESSAGE/GLOBAL is one, too: IMAP4rev1 knows the long form for MESSAGE/RFC822 only. */
  private void leaf(BodyPart leaf) {
    basic(leaf);
    if (leaf.content().isText()) {
      out.sp().number(leaf.extent().lines());
    }
    extensionOfOne(leaf.content());
  }

  // body-fields = body-fld-param SP body-fld-id SP body-fld-desc SP body-fld-enc SP body-fld-octets
  private void basic(BodyPart part) {
    ContentFields content = part.content();
    out.string(content.type()).sp().string(content.subtype()).sp();
    parameters(content.parameters());
    out.sp();
    EnvelopeData.nstring(content.id(), out);
    out.sp();
    EnvelopeData.nstring(content.description(), out);
    out.sp().string(content.encoding()).sp().number(part.extent().bodyOctets());
  }

  // body-ext-1part = body-fld-md5 [SP body-fld-dsp [SP body-fld-lang [SP body-fld-loc]]]
  private void extensionOfOne(ContentFields content) {
    if (extensible) {
      out.sp();
      EnvelopeData.nstring(content.md5(), out);
      extension(content);
    }
  }

  private void extension(ContentFields content) {
    out.sp();
    disposition(content.disposition());
    out.sp();
    languages(content.language());
    out.sp();
    EnvelopeData.nstring(content.location(), out);
  }

  private void disposition(Optional<Disposition> disposition) {
    if (disposition.isEmpty()) {
      out.nil();
      return;
    }
    out.open().string(disposition.get().type()).sp();
    parameters(disposition.get().parameters());
    out.close();
  }

  private void languages(List<Octets> languages) {
    if (languages.isEmpty()) {
      out.nil();
      return;
    }
    out.open();
    boolean first = true;
    for (Octets language : languages) {
      if (!first) {
        out.sp();
      }
      first = false;
      out.string(language.toByteArray());
    }
    out.close();
  }

  private void parameters(List<Parameter> parameters) {
    if (parameters.isEmpty()) {
      out.nil();
      return;
    }
    out.open();
    boolean first = true;
    for (Parameter parameter : parameters) {
      if (!first) {
        out.sp();
      }
      first = false;
      out.string(parameter.name()).sp().string(parameter.value().toByteArray());
    }
    out.close();
  }
}
