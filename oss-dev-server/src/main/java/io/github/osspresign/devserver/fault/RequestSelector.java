// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.request.Query;
import io.github.osspresign.devserver.request.RecordedRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Selects requests that meet all of its conditions. In a pattern, {@code *} matches any characters, also slashes, and
 * {@code ?} matches one character.
 *
 * @param key pattern for the key of the object, or null for every request
 * @param method HTTP method in upper case, or null for every method
 * @param query patterns for the values of query parameters, by name; each of the parameters must be there
 * @param condition further condition, or null
 */
public record RequestSelector(
        @Nullable String key,
        @Nullable String method,
        Map<String, String> query,
        @Nullable Predicate<RecordedRequest> condition) {

    /** Selects every request. */
    static final RequestSelector EVERY = new RequestSelector(null, null, Map.of(), null);

    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    public RequestSelector {
        if (method != null && !METHOD.matcher(method).matches()) {
            throw new IllegalArgumentException("method: must be a name like GET, was " + method);
        }
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    RequestSelector withKey(String pattern) {
        return new RequestSelector(pattern, method, query, condition);
    }

    RequestSelector withMethod(String name) {
        return new RequestSelector(key, name, query, condition);
    }

    RequestSelector withQuery(String name, String pattern) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, pattern);
        return new RequestSelector(key, method, more, condition);
    }

    RequestSelector withCondition(Predicate<RecordedRequest> further) {
        return new RequestSelector(key, method, query, condition == null ? further : condition.and(further));
    }

    boolean matches(RecordedRequest request, @Nullable String objectKey) {
        return (method == null || method.equals(request.method()))
                && (key == null || (objectKey != null && isMatch(key, objectKey)))
                && (query.isEmpty() || hasQuery(request.target()))
                && (condition == null || condition.test(request));
    }

    private boolean hasQuery(String target) {
        Query sent = Query.parse(target.substring(target.indexOf('?') + 1));
        return query.entrySet().stream().allMatch(wanted -> {
            String value = sent.first(wanted.getKey());
            return value != null && isMatch(wanted.getValue(), value);
        });
    }

    private static boolean isMatch(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
