package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import org.jspecify.annotations.Nullable;

/** The speed limit {@code x-oss-traffic-limit} in bit/s; it is checked, but nothing is slowed down. */
final class TrafficLimit {

    static final String NAME = "x-oss-traffic-limit";

    private static final long LOWEST = 819_200;
    private static final long HIGHEST = 838_860_800;

    private TrafficLimit() {}

    static void check(OssCall call) {
        String header = call.header(NAME);
        String parameter = call.query().first(NAME);
        if (header != null && parameter != null) {
            throw refusal(parameter, "The traffic limit is either a header or a parameter.");
        }
        check(header);
        check(parameter);
    }

    private static void check(@Nullable String limit) {
        if (limit != null
                && (!limit.matches("[0-9]{1,9}")
                        || Long.parseLong(limit) < LOWEST
                        || Long.parseLong(limit) > HIGHEST)) {
            throw refusal(limit, "The traffic limit must be between " + LOWEST + " and " + HIGHEST + " bit/s.");
        }
    }

    private static RuntimeException refusal(String value, String message) {
        return OssErrorCode.INVALID_ARGUMENT
                .error(message)
                .with("ArgumentName", NAME)
                .with("ArgumentValue", value)
                .toException();
    }
}
