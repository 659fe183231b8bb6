package org.yubin.frontend.admin;

import org.yubin.mailbox.model.Result;

/**
 * A step of several was refused by a mailbox or an account: the steps after it are not taken, and
 * the request is answered with the refusal. Never leaves this package.
 */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Result.Refused<?> refused;

  RefusedException(Result.Refused<?> refused) {
    super(refused.why() + ": " + refused.detail(), null, false, false);
    this.refused = refused;
  }

  Result.Refused<?> refused() {
    return refused;
  }

  /** The value of what was done. */
  static <T> T value(Result<T> result) {
    if (result instanceof Result.Ok<T> ok) {
      return ok.value();
    }
    throw new RefusedException((Result.Refused<T>) result);
  }
}
