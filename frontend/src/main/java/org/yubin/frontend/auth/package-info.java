/**
 * Who may come in: {@link org.yubin.frontend.auth.Authenticator} checks what a client claims,
 * whatever the protocol it came by.
 */
@NullMarked
package org.yubin.frontend.auth;

import org.jspecify.annotations.NullMarked;
