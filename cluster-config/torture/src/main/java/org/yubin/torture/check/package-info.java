/**
 * PURE. Judges a run by what always holds (docs/architecture.md). Start at {@link
 * org.yubin.torture.check.Checker}; each rule is a class of its own.
 */
@NullMarked
package org.yubin.torture.check;

import org.jspecify.annotations.NullMarked;
