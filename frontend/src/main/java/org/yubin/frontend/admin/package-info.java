/**
 * The admin HTTP API: what the command line talks to. Start at {@link
 * org.yubin.frontend.admin.AdminServer}; what it does to accounts is in {@link
 * org.yubin.frontend.admin.AccountAdmin}.
 */
@NullMarked
package org.yubin.frontend.admin;

import org.jspecify.annotations.NullMarked;
