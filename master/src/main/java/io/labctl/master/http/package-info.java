/** The one TLS port: admission, limits, JSON, and errors as problem documents. */
@NullMarked
package io.labctl.master.http;

import org.jspecify.annotations.NullMarked;
