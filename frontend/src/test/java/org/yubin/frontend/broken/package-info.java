/**
 * Input that no client may send. The files below {@code src/test/resources/broken} each hold one,
 * and its answer on line one ({@link org.yubin.frontend.broken.BrokenFile}); {@code
 * BrokenInputTest} sends them. What only several clients together can do is in {@link
 * org.yubin.frontend.broken.HostileClientsTest}.
 */
@NullMarked
package org.yubin.frontend.broken;

import org.jspecify.annotations.NullMarked;
