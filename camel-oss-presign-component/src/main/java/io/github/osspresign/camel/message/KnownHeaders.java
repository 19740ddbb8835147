// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.message;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.options.NearestName;
import io.github.osspresign.error.text.Quoted;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Message;
import org.apache.camel.spi.Metadata;

/**
 * Headers of both components. A header with one of their prefixes and another name is refused: its author relies on an
 * effect that it does not have, such as an earlier end of a link.
 */
public final class KnownHeaders {

    private static final String[] PREFIXES = {
        prefix(PresignConstants.ALL_HEADERS), prefix(OssPresignedConstants.ALL_HEADERS)
    };

    private static final Set<String> NAMES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** The same in their usual case, for a faster look-up. */
    private static final Set<String> USUAL;

    /** Headers that steps read. The author of an unknown header means one of these. */
    private static final Set<String> INPUTS = new TreeSet<>();

    static {
        addNames(PresignConstants.class);
        addNames(OssPresignedConstants.class);
        USUAL = Set.copyOf(NAMES);
    }

    private KnownHeaders() {}

    private static String prefix(String pattern) {
        return pattern.substring(0, pattern.length() - 1);
    }

    private static void addNames(Class<?> constants) {
        for (Field constant : constants.getFields()) {
            try {
                String name = (String) constant.get(null);
                if (isOurs(name) && !name.endsWith("*")) {
                    NAMES.add(name);
                    if (constant.getAnnotation(Metadata.class).description().startsWith("Input")) {
                        INPUTS.add(name);
                    }
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean isOurs(String name) {
        for (String prefix : PREFIXES) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Checks the names of the headers of a message, ignoring case.
     *
     * @throws IllegalArgumentException if a header begins with a prefix of this library and is none of its headers
     */
    public static void check(Message message) {
        if (message.hasHeaders()) {
            // Allocates nothing, because it is called for each message.
            message.getHeaders().forEach((name, value) -> check(name));
        }
    }

    private static void check(String name) {
        if (isOurs(name) && !USUAL.contains(name) && !NAMES.contains(name)) {
            String nearest = NearestName.of(name, INPUTS);
            throw new IllegalArgumentException("header " + Quoted.of(name) + ": is not known, and has no effect;"
                    + (nearest == null ? "" : " the nearest one is " + nearest + ";") + " rename or remove it");
        }
    }
}
