package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.TextValue;
import io.github.osspresign.error.Quoted;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/** What an entry of a list says about its link; where it says nothing, its message does. */
final class EntryValues implements LinkValues {

    private static final String QUERY = "query.";
    private static final String HEADER = "header.";

    /** Any other would make a link for another thing than the object, or for another object. */
    private static final Set<String> PARAMETERS = Set.of(
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

    private final LinkValues message;
    private final Map<LinkField, Object> fields = new EnumMap<>(LinkField.class);
    private Map<String, String> query;
    private Map<String, String> headers;

    private EntryValues(LinkValues message) {
        this.message = message;
        this.query = message.query();
        this.headers = message.headers();
    }

    /**
     * Reads an entry: an object key, or options by name in a map or a record.
     *
     * @throws IllegalArgumentException if it is something else or names an option that a link does not have
     *     or that only the operator may set
     */
    static EntryValues of(@Nullable Object entry, LinkValues message) {
        EntryValues values = new EntryValues(message);
        if (entry instanceof CharSequence key) {
            values.fields.put(LinkField.OBJECT_KEY, key.toString());
        } else if (entry instanceof Map<?, ?> options) {
            options.forEach((name, value) -> values.put(TextValue.of("name of an option", name), value));
        } else if (entry instanceof Record options) {
            for (RecordComponent component : options.getClass().getRecordComponents()) {
                values.put(component.getName(), component(options, component));
            }
        } else {
            throw new IllegalArgumentException("expected an object key, or a map or record with the options of a link,"
                    + " but was " + (entry == null ? "null" : entry.getClass().getName()));
        }
        return values;
    }

    private void put(String name, @Nullable Object value) {
        LinkField field = FIELDS.get(name);
        if (field == null && !isNamed(name, QUERY) && !isNamed(name, HEADER)) {
            throw new IllegalArgumentException("expected the options " + String.join(", ", FIELDS.keySet()) + ", "
                    + QUERY + "NAME and " + HEADER + "NAME but was " + Quoted.of(name));
        }
        if (value == null) {
            return;
        }
        if (field != null) {
            fields.put(field, value);
        } else if (name.startsWith(QUERY)) {
            query = with(query, requireParameter(name.substring(QUERY.length())), TextValue.of(name, value));
        } else {
            headers = with(headers, requireHeader(name.substring(HEADER.length())), TextValue.of(name, value));
        }
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return more;
    }

    private static String requireParameter(String name) {
        if (!PARAMETERS.contains(name)) {
            throw new IllegalArgumentException(QUERY + "NAME: expected one of " + new TreeSet<>(PARAMETERS)
                    + ", others only as an option of the endpoint, but was " + Quoted.of(name));
        }
        return name;
    }

    /** Such a header of an upload may copy any object that the credentials can read, or publish the new one. */
    private static String requireHeader(String name) {
        String lowerName = name.toLowerCase(Locale.ROOT);
        if (lowerName.startsWith("x-oss-") && !lowerName.startsWith("x-oss-meta-")) {
            throw new IllegalArgumentException(HEADER + "NAME: expected of the headers x-oss-* only x-oss-meta-*,"
                    + " others only as an option of the endpoint, but was " + Quoted.of(name));
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

    @Override
    public @Nullable Object value(LinkField field) {
        Object value = fields.get(field);
        return value != null || isReplaced(field) ? value : message.value(field);
    }

    @Override
    public @Nullable String text(LinkField field) {
        Object value = fields.get(field);
        return value == null ? (isReplaced(field) ? null : message.text(field)) : TextValue.of(field.option(), value);
    }

    /** The disposition has two names; with one of them in the entry, neither comes from the message. */
    private boolean isReplaced(LinkField field) {
        return (field == LinkField.DOWNLOAD_FILE_NAME && fields.containsKey(LinkField.RESPONSE_CONTENT_DISPOSITION))
                || (field == LinkField.RESPONSE_CONTENT_DISPOSITION
                        && fields.containsKey(LinkField.DOWNLOAD_FILE_NAME));
    }

    @Override
    public String name(LinkField field) {
        return fields.containsKey(field) ? field.option() : message.name(field);
    }

    @Override
    public @Nullable String fallbackKey() {
        return message.fallbackKey();
    }

    @Override
    public Map<String, String> query() {
        return query;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }
}
