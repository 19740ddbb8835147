// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.camel.message.TextValue;
import io.github.osspresign.camel.message.ValueType;
import io.github.osspresign.error.text.Quoted;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/** Reads the values for the link of one entry of a list. A value that the entry does not set comes from the message. */
public final class EntryValues {

    private static final String QUERY = "query.";
    private static final String HEADER = "header.";

    /** Query parameters that an entry may set. Others could give access to a subresource or to another object. */
    private static final Set<String> ALLOWED_PARAMETERS = Set.of(
            "append",
            "partNumber",
            "position",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires",
            "uploadId",
            "uploads");

    private static final Map<String, LinkField> FIELDS = Arrays.stream(LinkField.values())
            .collect(Collectors.toMap(
                    LinkField::option, Function.identity(), (first, second) -> first, LinkedHashMap::new));

    private EntryValues() {}

    /**
     * Reads an entry: an object key, or a map or record with options by name.
     *
     * @throws IllegalArgumentException if the entry has another type, or sets an option that does not exist or that only
     *     the endpoint may set
     */
    public static LinkValues of(@Nullable Object entry, LinkValues message) {
        LinkValues values = new LinkValues(message);
        if (entry instanceof CharSequence key) {
            values.set(LinkField.OBJECT_KEY, LinkField.OBJECT_KEY.option(), key.toString());
        } else if (entry instanceof Map<?, ?> options) {
            options.forEach((name, value) -> put(values, TextValue.of("name of an option", name), value));
        } else if (entry instanceof Record options) {
            for (RecordComponent component : options.getClass().getRecordComponents()) {
                put(values, component.getName(), component(options, component));
            }
        } else {
            throw new IllegalArgumentException(
                    "must be an object key, or a map or record with the options of a link, was " + ValueType.of(entry));
        }
        return values;
    }

    private static void put(LinkValues values, String name, @Nullable Object value) {
        LinkField field = FIELDS.get(name);
        if (field == null && !isNamed(name, QUERY) && !isNamed(name, HEADER)) {
            throw new IllegalArgumentException("option name: must be one of " + String.join(", ", FIELDS.keySet())
                    + ", " + QUERY + "NAME or " + HEADER + "NAME, was " + Quoted.of(name));
        }
        if (value == null) {
            return;
        }
        if (field != null) {
            values.set(field, name, value);
        } else if (name.startsWith(QUERY)) {
            values.query().put(requireParameter(name.substring(QUERY.length())), TextValue.of(name, value));
        } else {
            values.headers().put(requireHeader(name.substring(HEADER.length())), TextValue.of(name, value));
        }
    }

    private static String requireParameter(String name) {
        if (!ALLOWED_PARAMETERS.contains(name)) {
            throw new IllegalArgumentException(QUERY + "NAME: must be one of " + new TreeSet<>(ALLOWED_PARAMETERS)
                    + ", was " + Quoted.of(name) + "; set other parameters as options of the endpoint");
        }
        return name;
    }

    /** Refuses OSS headers, because in an upload they can copy any readable object or make the new object public. */
    private static String requireHeader(String name) {
        String lowerName = name.toLowerCase(Locale.ROOT);
        if (lowerName.startsWith("x-oss-") && !lowerName.startsWith("x-oss-meta-")) {
            throw new IllegalArgumentException(HEADER + "NAME: must be x-oss-meta-* or not begin with x-oss-, was "
                    + Quoted.of(name) + "; set other headers as options of the endpoint");
        }
        return name;
    }

    private static boolean isNamed(String name, String prefix) {
        return name.startsWith(prefix) && name.length() > prefix.length();
    }

    private static @Nullable Object component(Record options, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(options);
        } catch (ReflectiveOperationException e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }
}
