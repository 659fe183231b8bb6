/** The command line: one class a command. Start at {@link org.yubin.node.cli.YubinCommand}. */
@NullMarked
package org.yubin.node.cli;

import org.jspecify.annotations.NullMarked;
