/**
 * Who has an account here: names, addresses and aliases, credentials, domains, and the log of
 * logins. Frontends read it directly.
 *
 * <p>Start at {@link org.yubin.persistence.directory.AccountDirectory}.
 */
@NullMarked
package org.yubin.persistence.directory;

import org.jspecify.annotations.NullMarked;
