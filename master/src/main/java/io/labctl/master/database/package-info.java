/** The PostgreSQL that labd brings along or is given, its pool and its schema. */
@NullMarked
package io.labctl.master.database;

import org.jspecify.annotations.NullMarked;
