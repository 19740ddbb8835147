// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.paging;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
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

    private static final int DEFAULT_MAX_KEYS = 100;
    private static final int MAX_KEYS = 1000;

    public static ListParameters of(Query query) {
        return new ListParameters(
                ObjectKeys.parameter(query, "prefix"),
                ObjectKeys.parameter(query, "delimiter"),
                maxKeys(query),
                ObjectKeys.parameter(query, "start-after"),
                query.first("continuation-token"),
                ListEncoding.of(query));
    }

    /**
     * Reads the parameters of a listing with a marker. A marker that ends with the delimiter is a common prefix that
     * was listed before.
     */
    public static ListParameters ofMarker(Query query, String markerName) {
        String marker = ObjectKeys.parameter(query, markerName);
        String delimiter = ObjectKeys.parameter(query, "delimiter");
        boolean isCommonPrefix = !delimiter.isEmpty() && marker.endsWith(delimiter);
        return new ListParameters(
                ObjectKeys.parameter(query, "prefix"),
                delimiter,
                maxKeys(query),
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
            throw invalid("continuation-token", continuationToken);
        }
    }

    /** Returns the common prefix that replaces the key in the listing, or null. */
    public @Nullable String commonPrefix(String key) {
        return CommonPrefix.of(key, prefix, delimiter);
    }

    /** Returns the token for the page after this entry. */
    public static String tokenAfter(String lastEntry) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastEntry.getBytes(StandardCharsets.UTF_8));
    }

    private static int maxKeys(Query query) {
        return (int) NumberParameter.optional(query, "max-keys", 1, MAX_KEYS, DEFAULT_MAX_KEYS);
    }

    private static OssException invalid(String name, String value) {
        return OssErrorCode.INVALID_ARGUMENT.error().argument(name, value);
    }
}
