package org.yubin.frontend.imap.wire;

import java.util.List;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;

/**
 * What stands in brackets in a status response (RFC 3501 §7.1, RFC 4315, RFC 5530): plain words as
 * constants, those with values by methods.
 *
 * @param text as it is written, without the brackets
 */
public record ResponseCode(String text) {
  public static final ResponseCode ALREADYEXISTS = new ResponseCode("ALREADYEXISTS");
  public static final ResponseCode AUTHENTICATIONFAILED = new ResponseCode("AUTHENTICATIONFAILED");
  public static final ResponseCode AUTHORIZATIONFAILED = new ResponseCode("AUTHORIZATIONFAILED");
  public static final ResponseCode CANNOT = new ResponseCode("CANNOT");
  public static final ResponseCode CLOSED = new ResponseCode("CLOSED");
  public static final ResponseCode CORRUPTION = new ResponseCode("CORRUPTION");
  public static final ResponseCode EXPUNGEISSUED = new ResponseCode("EXPUNGEISSUED");
  public static final ResponseCode HASCHILDREN = new ResponseCode("HASCHILDREN");
  public static final ResponseCode INUSE = new ResponseCode("INUSE");
  public static final ResponseCode LIMIT = new ResponseCode("LIMIT");
  public static final ResponseCode NONEXISTENT = new ResponseCode("NONEXISTENT");
  public static final ResponseCode NOPERM = new ResponseCode("NOPERM");
  public static final ResponseCode OVERQUOTA = new ResponseCode("OVERQUOTA");
  public static final ResponseCode PRIVACYREQUIRED = new ResponseCode("PRIVACYREQUIRED");
  public static final ResponseCode READ_ONLY = new ResponseCode("READ-ONLY");
  public static final ResponseCode READ_WRITE = new ResponseCode("READ-WRITE");
  public static final ResponseCode SERVERBUG = new ResponseCode("SERVERBUG");
  public static final ResponseCode TOOBIG = new ResponseCode("TOOBIG");
  public static final ResponseCode TRYCREATE = new ResponseCode("TRYCREATE");
  public static final ResponseCode UNAVAILABLE = new ResponseCode("UNAVAILABLE");
  public static final ResponseCode UNKNOWN_CTE = new ResponseCode("UNKNOWN-CTE");

  /** BADCHARSET with the charsets that are understood (RFC 3501 §7.1). */
  public static ResponseCode badCharset(List<String> understood) {
    return new ResponseCode("BADCHARSET (" + String.join(" ", understood) + ")");
  }

  /** CAPABILITY with the words that hold now. */
  public static ResponseCode capability(List<String> words) {
    return new ResponseCode("CAPABILITY " + String.join(" ", words));
  }

  /** HIGHESTMODSEQ (RFC 7162 §3.1.2.1). */
  public static ResponseCode highestModSeq(ModSeq modSeq) {
    return new ResponseCode("HIGHESTMODSEQ " + modSeq.value());
  }

  /** MODIFIED, of STORE by sequence numbers (RFC 7162 §3.1.3). */
  public static ResponseCode modified(MessageSet numbers) {
    return new ResponseCode("MODIFIED " + numbers);
  }

  /** MODIFIED, of UID STORE (RFC 7162 §3.1.3). */
  public static ResponseCode modified(UidSet uids) {
    return new ResponseCode("MODIFIED " + uids);
  }

  /** UIDVALIDITY (RFC 3501 §7.1). */
  public static ResponseCode uidValidity(UidValidity value) {
    return new ResponseCode("UIDVALIDITY " + value.value());
  }

  /** UIDNEXT (RFC 3501 §7.1). */
  public static ResponseCode uidNext(Uid uid) {
    return new ResponseCode("UIDNEXT " + uid.value());
  }

  /** UNSEEN with the sequence number of the first unseen message (RFC 3501 §7.1). */
  public static ResponseCode unseen(long seq) {
    return new ResponseCode("UNSEEN " + seq);
  }

  /** APPENDUID (RFC 4315 §3). */
  public static ResponseCode appendUid(UidValidity target, UidSet uids) {
    return new ResponseCode("APPENDUID " + target.value() + " " + uids);
  }

  /** COPYUID: source and target UIDs, pair by pair in the order given (RFC 4315 §3). */
  public static ResponseCode copyUid(UidValidity target, List<Uid> source, List<Uid> copies) {
    return new ResponseCode("COPYUID " + target.value() + " " + runs(source) + " " + runs(copies));
  }

  /** Ascending runs as ranges, the order kept: the two sets of COPYUID match by position. */
  private static String runs(List<Uid> uids) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from < uids.size()) {
      int to = from;
      while (to + 1 < uids.size() && uids.get(to + 1).value() == uids.get(to).value() + 1) {
        to++;
      }
      text.append(text.isEmpty() ? "" : ",").append(uids.get(from).value());
      if (to > from) {
        text.append(':').append(uids.get(to).value());
      }
      from = to + 1;
    }
    return text.toString();
  }
}
