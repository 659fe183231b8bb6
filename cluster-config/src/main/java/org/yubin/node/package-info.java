/** What makes a process a node: wiring, roles, command line. */
@NullMarked
package org.yubin.node;

import org.jspecify.annotations.NullMarked;
