package org.yubin.torture.check;

import java.util.List;

/** One thing that always holds. */
interface Rule {
  /** Where it did not hold; empty if it did. */
  List<Violation> check(Evidence evidence);
}
