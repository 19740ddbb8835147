// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import java.util.Locale;

/** Condition under which a consumer of {@code presign:} deletes or moves an object. */
public enum DeleteAfterRead {
    /** The object stays. */
    FALSE,
    /** The exchange has succeeded, and it or a copy of it has downloaded the link. */
    TRUE,
    /** The exchange has succeeded. */
    ALWAYS;

    /** Returns the value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
