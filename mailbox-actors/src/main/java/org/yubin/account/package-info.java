/**
 * The account: one owner of the tree of mailbox names (start at {@code model} and {@code entity}).
 */
@NullMarked
package org.yubin.account;

import org.jspecify.annotations.NullMarked;
