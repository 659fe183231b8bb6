/**
 * The services of a node behind their ports, in memory, on the pure models: for tests of protocols
 * that need no cluster. Start at {@link org.yubin.frontend.memory.MemoryNode}.
 */
@NullMarked
package org.yubin.frontend.memory;

import org.jspecify.annotations.NullMarked;
