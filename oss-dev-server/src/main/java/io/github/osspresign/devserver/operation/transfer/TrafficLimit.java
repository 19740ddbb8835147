// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.transfer;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.RateLimiter;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The speed limit {@code x-oss-traffic-limit} of a request in bit/s, for uploads and downloads. */
public final class TrafficLimit {

    public static final String NAME = "x-oss-traffic-limit";

    private static final String DELAY = "x-oss-qos-delay-time";

    private static final long LOWEST = 819_200;
    private static final long LOWEST_OF_SDKS = 245_760;
    private static final long HIGHEST = 838_860_800;

    private TrafficLimit() {}

    /** Throws InvalidArgument if the limit is out of range, or given twice. */
    public static void check(OssRequest request, ServiceRules rules) {
        String header = request.header(NAME);
        String parameter = request.query().first(NAME);
        if (header != null && parameter != null) {
            throw refusal(parameter, "The traffic limit is either a header or a parameter.");
        }
        long lowest = rules.holds(Assumption.LOWEST_TRAFFIC_LIMIT_IS_819200) ? LOWEST : LOWEST_OF_SDKS;
        check(header, lowest);
        check(parameter, lowest);
    }

    /** Returns the content of an upload, limited to the speed. */
    public static InputStream apply(OssRequest request, InputStream content) {
        String limit = limit(request);
        return limit == null ? content : limiter(limit).limit(content);
    }

    /** Returns the response of a download, limited to the speed. */
    public static Response apply(OssRequest request, Response response) {
        String limit = limit(request);
        return limit == null
                ? response
                : addDelay(request, response, response.body().length())
                        .withBody(limiter(limit).limit(response.body()));
    }

    /** Adds the time in milliseconds that the content takes at least, if the request has a limit. */
    public static Response addDelay(OssRequest request, Response response, long bytes) {
        String limit = limit(request);
        return limit == null
                ? response
                : response.withHeader(DELAY, Long.toString(bytes * 8_000 / Long.parseLong(limit)));
    }

    private static RateLimiter limiter(String limit) {
        return new RateLimiter(Long.parseLong(limit) / 8);
    }

    private static @Nullable String limit(OssRequest request) {
        String header = request.header(NAME);
        return header == null ? request.query().first(NAME) : header;
    }

    private static void check(@Nullable String limit, long lowest) {
        if (limit != null
                && (!limit.matches("[0-9]{1,9}")
                        || Long.parseLong(limit) < lowest
                        || Long.parseLong(limit) > HIGHEST)) {
            throw refusal(limit, "The traffic limit must be between " + lowest + " and " + HIGHEST + " bit/s.");
        }
    }

    private static RuntimeException refusal(String value, String message) {
        return OssErrorCode.INVALID_ARGUMENT.error(message).argument(NAME, value);
    }
}
