package io.github.osspresign.camel;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.ServiceCallException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Details of a response that refuses a request, for the health check of a polling consumer. */
public final class ServiceErrorDetails {

    private ServiceErrorDetails() {}

    /** Returns the details by name; none if there was no response. */
    public static Map<String, Object> of(OssPresignException failure) {
        return of(failure.status(), failure.ossCode(), failure.ec(), failure.requestId());
    }

    /** Returns the details by name; none if there was no response. */
    public static Map<String, Object> of(ServiceCallException failure) {
        return of(failure.status(), failure.ossCode(), failure.ec(), failure.requestId());
    }

    private static Map<String, Object> of(
            int status, @Nullable String ossCode, @Nullable String ec, @Nullable String requestId) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (status != 0) {
            details.put("http.response.code", status);
            details.put("oss.code", String.valueOf(ossCode));
            details.put("oss.ec", String.valueOf(ec));
            details.put("oss.request.id", String.valueOf(requestId));
        }
        return details;
    }
}
