// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.transfer;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.HttpDate;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditional headers of GetObject and HeadObject. They are checked independently, and 412 has priority over 304. */
public final class Preconditions {

    private static final String IF_MODIFIED_SINCE = "If-Modified-Since";
    private static final List<String> HEADERS =
            List.of("If-Match", "If-None-Match", IF_MODIFIED_SINCE, "If-Unmodified-Since");

    private Preconditions() {}

    /** Throws NotImplemented if an upload has a condition. */
    public static void refuse(OssRequest request) {
        refuse(request, "");
    }

    /** Throws NotImplemented if the start of a multipart upload has a condition other than a date, which OSS ignores. */
    public static void refuseAtStart(OssRequest request) {
        refuse(request, IF_MODIFIED_SINCE);
    }

    private static void refuse(OssRequest request, String ignored) {
        for (String name : HEADERS) {
            if (!name.equals(ignored) && request.headers().contains(name)) {
                throw OssErrorCode.CONDITIONAL_HEADER_NOT_IMPLEMENTED.error().with("Header", name);
            }
        }
    }

    /**
     * Checks the conditions. A date that cannot be parsed is ignored.
     *
     * @return true if the response is 304 Not Modified
     */
    public static boolean isNotModified(OssRequest request, ObjectInfo info) {
        return isNotModified(request, "", info);
    }

    /** Checks the conditions of a copy on its source, which have the prefix {@code x-oss-copy-source-}. */
    public static boolean isSourceNotModified(OssRequest request, ObjectInfo source) {
        return isNotModified(request, "x-oss-copy-source-", source);
    }

    private static boolean isNotModified(OssRequest request, String prefix, ObjectInfo info) {
        Headers headers = request.headers();
        Instant modified = info.lastModified();
        String ifMatch = headers.first(prefix + "If-Match");
        Instant unmodifiedSince = HttpDate.parse(headers.first(prefix + "If-Unmodified-Since"));
        if (ifMatch != null && !matches(ifMatch, info)) {
            throw failed("If-Match");
        }
        if (unmodifiedSince != null && unmodifiedSince.isBefore(modified)) {
            throw failed("If-Unmodified-Since");
        }
        String ifNoneMatch = headers.first(prefix + "If-None-Match");
        Instant modifiedSince = HttpDate.parse(headers.first(prefix + IF_MODIFIED_SINCE));
        return (ifNoneMatch != null && matches(ifNoneMatch, info))
                || (modifiedSince != null && !modifiedSince.isBefore(modified));
    }

    /** Returns the error, in which OSS names the condition without the prefix of a copy. */
    private static OssException failed(String condition) {
        return OssErrorCode.PRECONDITION_FAILED.error().with("Condition", condition);
    }

    /** Returns whether If-Range names the current state of the object, by its entity tag or its date. */
    public static boolean namesState(@Nullable String ifRange, ObjectInfo info) {
        return ifRange == null || matches(ifRange, info) || info.lastModified().equals(HttpDate.parse(ifRange));
    }

    /** Compares without quotes, because clients send entity tags with and without them. */
    private static boolean matches(String entityTags, ObjectInfo info) {
        String own = EntityTags.unquoted(info.entityTag());
        return Arrays.stream(entityTags.split(",", -1))
                .map(EntityTags::unquoted)
                .anyMatch(tag -> tag.equals("*") || tag.equals(own));
    }
}
