package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.operation.support.ListEncoding;
import io.github.osspresign.devserver.operation.support.NumberParameter;
import io.github.osspresign.devserver.request.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a listing asks for; an absent text is empty. */
public record ListParameters(
        String prefix,
        String delimiter,
        int maxKeys,
        String startAfter,
        @Nullable String continuationToken,
        ListEncoding encoding) {

    private static final int DEFAULT_MAX_KEYS = 100;
    private static final int LARGEST_MAX_KEYS = 1000;

    static ListParameters of(Query query) {
        return new ListParameters(
                text(query, "prefix"),
                text(query, "delimiter"),
                maxKeys(query),
                text(query, "start-after"),
                query.first("continuation-token"),
                ListEncoding.of(query));
    }

    /** Reads a call of the first version; a marker that ends with the delimiter is a common prefix listed before. */
    static ListParameters ofMarker(Query query, String markerName) {
        String marker = text(query, markerName);
        String delimiter = text(query, "delimiter");
        boolean isCommonPrefix = !delimiter.isEmpty() && marker.endsWith(delimiter);
        return new ListParameters(
                text(query, "prefix"),
                delimiter,
                maxKeys(query),
                marker,
                isCommonPrefix ? tokenAfter(marker) : null,
                ListEncoding.of(query));
    }

    /** Returns the last entry of the page before, or null if this is the first page. */
    @Nullable String lastEntry() {
        if (continuationToken == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(continuationToken), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("continuation-token", continuationToken);
        }
    }

    /** Returns what is listed in place of a key with the delimiter behind the prefix, or null. */
    @Nullable String commonPrefix(String key) {
        return commonPrefix(key, prefix, delimiter);
    }

    public static @Nullable String commonPrefix(String key, String prefix, String delimiter) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return at < 0 ? null : key.substring(0, at + delimiter.length());
    }

    /** Returns the token for the page after the one that ends with this entry. */
    static String tokenAfter(String lastEntry) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastEntry.getBytes(StandardCharsets.UTF_8));
    }

    private static int maxKeys(Query query) {
        return (int) NumberParameter.optional(query, "max-keys", 1, LARGEST_MAX_KEYS, DEFAULT_MAX_KEYS);
    }

    /** Returns the value of the parameter, or an empty text. */
    public static String text(Query query, String name) {
        String value = query.first(name);
        return value == null ? "" : value;
    }

    private static OssException invalid(String name, String value) {
        return OssErrorCode.INVALID_ARGUMENT
                .error()
                .with("ArgumentName", name)
                .with("ArgumentValue", value)
                .toException();
    }
}
