/** Options of both components: parsing, binding with readable error messages, and rules for their values and uses. */
@NullMarked
package io.github.osspresign.camel.options;

import org.jspecify.annotations.NullMarked;
