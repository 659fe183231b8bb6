package org.yubin.frontend.imap.session;

import java.util.Optional;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;

/**
 * The answer that ends a command (RFC 3501 §7.1); the dispatcher puts the tag before it.
 *
 * @param text for people; an empty one becomes the name of the command
 */
public record Tagged(Status status, Optional<ResponseCode> code, String text) {
  /** How it ended. */
  public enum Status {
    OK,
    NO,
    BAD
  }

  /** Done. */
  public static Tagged ok() {
    return new Tagged(Status.OK, Optional.empty(), "");
  }

  /** Done, with something to say. */
  public static Tagged ok(String text) {
    return new Tagged(Status.OK, Optional.empty(), text);
  }

  /** Done, with a code. */
  public static Tagged ok(ResponseCode code, String text) {
    return new Tagged(Status.OK, Optional.of(code), text);
  }

  /** Not done. */
  public static Tagged no(String text) {
    return new Tagged(Status.NO, Optional.empty(), text);
  }

  /** Not done, with a code. */
  public static Tagged no(ResponseCode code, String text) {
    return new Tagged(Status.NO, Optional.of(code), text);
  }

  /** Not understood, or not in this state. */
  public static Tagged bad(String text) {
    return new Tagged(Status.BAD, Optional.empty(), text);
  }

  /** Not understood, or not in this state, with a code. */
  public static Tagged bad(ResponseCode code, String text) {
    return new Tagged(Status.BAD, Optional.of(code), text);
  }

  /** The same with a code. */
  Tagged with(ResponseCode added) {
    return new Tagged(status, Optional.of(added), text);
  }

  /** What an entity refused. */
  public static Tagged refused(Result.Refused<?> refused) {
    return refused(refused.why());
  }

  /** What an entity refused, in the words of RFC 5530 §3. */
  public static Tagged refused(Refusal why) {
    return switch (why) {
      case NONEXISTENT -> no(ResponseCode.NONEXISTENT, "No such mailbox");
      case ALREADY_EXISTS -> no(ResponseCode.ALREADYEXISTS, "Mailbox already exists");
      case OVER_QUOTA -> no(ResponseCode.OVERQUOTA, "Quota exceeded");
      case UNAVAILABLE -> no(ResponseCode.UNAVAILABLE, "Not now; try again");
      case CANNOT -> no(ResponseCode.CANNOT, "Cannot be done with this mailbox");
      case LIMIT -> no(ResponseCode.LIMIT, "A limit would be passed");
      case IN_USE -> no(ResponseCode.INUSE, "In use by another operation; try again");
      case HAS_CHILDREN -> no(ResponseCode.HASCHILDREN, "Mailbox has children");
      case CONTENT_MISSING -> no(ResponseCode.EXPUNGEISSUED, "Some messages no longer exist");
      case TRY_CREATE -> no(ResponseCode.TRYCREATE, "No such mailbox; create it first");
      case NO_PERMISSION -> no(ResponseCode.NOPERM, "Permission denied");
      case FAULT -> no(ResponseCode.SERVERBUG, "Internal error");
    };
  }

  /** Writes it, behind its tag. */
  void write(ImapWriter out, String tag, String command) {
    out.atom(tag).sp().atom(status.name()).sp();
    code.ifPresent(added -> out.atom("[").atom(added.text()).atom("] "));
    out.text(text.isEmpty() ? command + completion() : text).crlf();
  }

  private String completion() {
    return switch (status) {
      case OK -> " completed";
      case NO -> " failed";
      case BAD -> " is wrong";
    };
  }
}
