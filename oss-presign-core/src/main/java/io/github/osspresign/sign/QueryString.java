// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import java.util.SortedMap;

/** Query as both signature versions write it: {@code name=value}, or only the name if the value is empty. */
final class QueryString {

    private QueryString() {}

    static String join(SortedMap<String, String> parameters) {
        StringBuilder query = new StringBuilder(512);
        parameters.forEach((name, value) -> {
            query.append(query.isEmpty() ? "" : "&").append(name);
            if (!value.isEmpty()) {
                query.append('=').append(value);
            }
        });
        return query.toString();
    }
}
