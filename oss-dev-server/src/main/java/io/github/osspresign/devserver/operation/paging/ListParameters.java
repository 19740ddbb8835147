// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.paging;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The parameters of a listing. A missing parameter is empty. */
public record ListParameters(
        String prefix,
        String delimiter,
        int maxKeys,
        String startAfter,
        @Nullable String continuationToken,
        ListEncoding encoding) {

    private static final int MOST = 1000;
    private static final int DEFAULT_MAX_KEYS = 100;

    public static ListParameters of(Query query) {
        return new ListParameters(
                ObjectKeys.parameter(query, "prefix"),
                ObjectKeys.parameter(query, "delimiter"),
                most(query, "max-keys", DEFAULT_MAX_KEYS),
                ObjectKeys.parameter(query, "start-after"),
                query.first("continuation-token"),
                ListEncoding.of(query));
    }

    /**
     * Reads the parameters of a listing with a marker. A marker that ends with the delimiter is a common prefix that
     * was listed before.
     */
    public static ListParameters ofMarker(Query query, String markerName) {
        return of(query, markerName, most(query, "max-keys", DEFAULT_MAX_KEYS));
    }

    /** Reads the parameters of a listing of uploads, which has all of them on a page by default. */
    public static ListParameters ofUploads(Query query) {
        return of(query, "key-marker", most(query, "max-uploads", MOST));
    }

    private static ListParameters of(Query query, String markerName, int maxKeys) {
        String marker = ObjectKeys.parameter(query, markerName);
        String delimiter = ObjectKeys.parameter(query, "delimiter");
        boolean isCommonPrefix = !delimiter.isEmpty() && marker.endsWith(delimiter);
        return new ListParameters(
                ObjectKeys.parameter(query, "prefix"),
                delimiter,
                maxKeys,
                marker,
                isCommonPrefix ? tokenAfter(marker) : null,
                ListEncoding.of(query));
    }

    /** Returns the last entry of the previous page, or null for the first page. */
    public @Nullable String lastEntry() {
        if (continuationToken == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(continuationToken), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument("continuation-token", continuationToken);
        }
    }

    /** Returns the common prefix that replaces the key in the listing, or null. */
    public @Nullable String commonPrefix(String key) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return at < 0 ? null : key.substring(0, at + delimiter.length());
    }

    /** Returns the token for the page after this entry. */
    public static String tokenAfter(String lastEntry) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastEntry.getBytes(StandardCharsets.UTF_8));
    }

    private static int most(Query query, String name, int byDefault) {
        return (int) NumberParameter.optional(query, name, 1, MOST, byDefault);
    }
}
