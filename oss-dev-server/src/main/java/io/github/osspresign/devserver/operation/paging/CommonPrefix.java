// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.paging;

import org.jspecify.annotations.Nullable;

/** The common prefixes of a listing with a delimiter. */
public final class CommonPrefix {

    private CommonPrefix() {}

    /** Returns the common prefix that replaces the key in a listing, or null if the listing has the key itself. */
    public static @Nullable String of(String key, String prefix, String delimiter) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return at < 0 ? null : key.substring(0, at + delimiter.length());
    }
}
