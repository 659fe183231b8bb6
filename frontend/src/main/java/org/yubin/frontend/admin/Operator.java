package org.yubin.frontend.admin;

import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.RequestId;
import org.yubin.persistence.id.AccountId;

/** The operator as the cause of a change: whoever has the node's token. */
final class Operator {
  private Operator() {}

  static Cause cause(AccountId account, String command, RequestId request) {
    return new Cause(account, "operator", "admin", "", "", command, request);
  }
}
