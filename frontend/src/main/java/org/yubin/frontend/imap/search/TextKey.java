package org.yubin.frontend.imap.search;

import java.util.concurrent.CompletionStage;
import org.yubin.mailbox.model.UidSet;

/**
 * BODY and TEXT (RFC 3501 §6.4.4): the text is in a part of type TEXT, decoded, or in the header of
 * a message within the message; for TEXT, in the message's header or the MIME header of a part,
 * too. Other parts are not looked at, as the RFC allows.
 */
record TextKey(Needle text, boolean header) implements SearchKey {
  @Override
  public CompletionStage<UidSet> among(UidSet candidates, SearchScope scope) {
    return scope.scan(body -> TextScan.of(body, text, header), candidates);
  }
}
