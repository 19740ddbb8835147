package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.TextValue;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.PostPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what a browser form may upload from the values of one form and the options. */
final class PostPolicyReader {

    private static final String CALLBACK = "callback";
    private static final String CALLBACK_VARIABLE = "x:";

    private final PresignConfiguration options;
    private final RequestReader requests;

    PostPolicyReader(PresignConfiguration options, RequestReader requests) {
        this.options = options;
        this.requests = requests;
    }

    /** What the options alone ask for. */
    PostPolicy sample(String key) {
        requireOptionsOfForms();
        String optionKey = options.getObjectKey();
        return policy(
                requests.bucket(), optionKey == null ? key : optionKey, Map.of(), Map.of(), options.getExpiration());
    }

    PostPolicy read(LinkValues values, Duration lifetime) {
        return policy(requests.bucket(values), requests.key(values), values.query(), values.headers(), lifetime);
    }

    private PostPolicy policy(
            String bucket, String key, Map<String, String> query, Map<String, String> headers, Duration lifetime) {
        ServiceEndpoint endpoint = requests.endpoint();
        String region = options.getRegion();
        return new PostPolicy(
                endpoint,
                region == null ? endpoint.region().orElse(null) : region,
                bucket,
                key,
                contentTypes(options.getContentTypes()),
                Objects.requireNonNullElse(options.getMinContentLength(), 0L),
                Objects.requireNonNullElse(options.getMaxContentLength(), PostPolicy.LARGEST_FILE),
                fields(query, headers),
                lifetime);
    }

    /** What would be a parameter or a header of an upload by PUT is a field of a form. */
    private Map<String, String> fields(Map<String, String> query, Map<String, String> headers) {
        Map<String, String> fields = new LinkedHashMap<>(requests.headers(headers));
        options.getQuery().forEach((name, value) -> fields.put(name, TextValue.of("query." + name, value)));
        fields.putAll(query);
        if (options.getSuccessStatus() != null) {
            fields.put("success_action_status", options.getSuccessStatus());
        }
        if (options.getSuccessRedirect() != null) {
            fields.put("success_action_redirect", options.getSuccessRedirect());
        }
        return fields;
    }

    /** A restriction that a form cannot carry must not be dropped in silence. */
    private void requireOptionsOfForms() {
        List<String> others = requests.parameterNames().stream()
                .filter(name -> !name.equals(CALLBACK) && !name.startsWith(CALLBACK_VARIABLE))
                .toList();
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("operation: expected none of the options that add a parameter to a URL,"
                    + " but callback and x:NAME, with postPolicy, but was " + others);
        }
        if (options.getAdditionalHeaders() != null) {
            throw new IllegalArgumentException("additionalHeaders: expected none with operation postPolicy but was "
                    + Quoted.of(options.getAdditionalHeaders()));
        }
    }

    private static List<String> contentTypes(@Nullable String commaSeparated) {
        return commaSeparated == null
                ? List.of()
                : Arrays.stream(commaSeparated.split(",", -1))
                        .map(String::strip)
                        .toList();
    }
}
