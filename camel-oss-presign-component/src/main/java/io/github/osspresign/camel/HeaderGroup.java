// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Headers whose names begin with the same text, in any case. Camel's own removal by a pattern compiles a regular
 * expression for each header of the message.
 *
 * @param prefix beginning of the names
 */
public record HeaderGroup(String prefix) {

    /** Creates the group of a Camel pattern that ends in an asterisk. */
    public static HeaderGroup of(String pattern) {
        if (!pattern.endsWith("*")) {
            throw new IllegalArgumentException("pattern: must end in '*', was '" + pattern + "'");
        }
        return new HeaderGroup(pattern.substring(0, pattern.length() - 1));
    }

    /** Removes the headers of the group. */
    public void removeFrom(Message message) {
        removeFrom(message, null);
    }

    /** Removes the headers of the group, except for the one with the given name. */
    public void removeFrom(Message message, @Nullable String kept) {
        if (!message.hasHeaders()) {
            return;
        }
        List<String> removed = new ArrayList<>();
        for (String name : message.getHeaders().keySet()) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length()) && !name.equalsIgnoreCase(kept)) {
                removed.add(name);
            }
        }
        removed.forEach(message::removeHeader);
    }
}
