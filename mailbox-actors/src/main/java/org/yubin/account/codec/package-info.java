/**
 * The account's events, snapshots and messages as Protocol Buffers, and nowhere else. Start at
 * {@link org.yubin.account.codec.AccountEventCodec}.
 */
@NullMarked
package org.yubin.account.codec;

import org.jspecify.annotations.NullMarked;
