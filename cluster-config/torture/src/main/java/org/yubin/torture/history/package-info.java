/**
 * PURE. What clients asked, were answered and were told, with times of one clock. Start at {@link
 * org.yubin.torture.history.Fact}.
 */
@NullMarked
package org.yubin.torture.history;

import org.jspecify.annotations.NullMarked;
