/** What travels between an account's gate and those who ask it, on one node or between two. */
@NullMarked
package org.yubin.account.entity.message;

import org.jspecify.annotations.NullMarked;
