/**
 * The schema and its changes: numbered CQL files, each applied once. Start at {@link
 * org.yubin.persistence.schema.Migrations}; to change a table, add a file and its line in {@code
 * migrations.txt}.
 */
@NullMarked
package org.yubin.persistence.schema;

import org.jspecify.annotations.NullMarked;
