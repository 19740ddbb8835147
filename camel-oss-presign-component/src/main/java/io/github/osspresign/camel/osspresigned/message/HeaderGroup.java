// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Headers whose names begin with the same text, in any case. Camel's own removal by a pattern compiles a regular
 * expression for each header of the message.
 *
 * @param pattern beginning of the names, and an asterisk
 */
record HeaderGroup(String pattern) {

    HeaderGroup {
        if (!pattern.endsWith("*")) {
            throw new IllegalArgumentException("pattern: must end in '*', was '" + pattern + "'");
        }
    }

    /** Removes the headers of the group. */
    void removeFrom(Message message) {
        removeFrom(message, null);
    }

    /** Removes the headers of the group, except for the one with the given name. */
    void removeFrom(Message message, @Nullable String kept) {
        if (!message.hasHeaders()) {
            return;
        }
        List<String> removed = new ArrayList<>();
        for (String name : message.getHeaders().keySet()) {
            if (name.regionMatches(true, 0, pattern, 0, pattern.length() - 1) && !name.equalsIgnoreCase(kept)) {
                removed.add(name);
            }
        }
        removed.forEach(message::removeHeader);
    }
}
