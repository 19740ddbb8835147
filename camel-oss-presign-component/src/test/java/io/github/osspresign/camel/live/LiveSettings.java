// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.devserver.OssDevServer;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Bucket of a run, and the keys for it.
 *
 * @param endpoint null for the default domain of the region
 * @param domain custom domain of the bucket, or null
 * @param temporary credentials with a security token, or null to leave out what needs one
 * @param callbackUrl URL to which the service can post, or null to leave out what needs one
 * @param real whether the bucket is in OSS
 */
record LiveSettings(
        String bucket,
        String region,
        String endpoint,
        String domain,
        Keys keys,
        Keys temporary,
        String callbackUrl,
        boolean real) {

    /** @param token null for a long-term access key */
    record Keys(String id, String secret, String token) {

        @Override
        public String toString() {
            return "Keys";
        }
    }

    /** Reads the environment variables of a run against OSS. */
    static LiveSettings of(Map<String, String> environment) {
        String token = optional(environment, "OSS_SESSION_TOKEN");
        Keys keys = new Keys(
                required(environment, "OSS_ACCESS_KEY_ID"), required(environment, "OSS_ACCESS_KEY_SECRET"), token);
        return new LiveSettings(
                required(environment, "OSS_BUCKET"),
                required(environment, "OSS_REGION"),
                optional(environment, "OSS_ENDPOINT"),
                optional(environment, "OSS_DOMAIN"),
                keys,
                token == null ? null : keys,
                optional(environment, "OSS_CALLBACK_URL"),
                true);
    }

    static LiveSettings of(OssDevServer server, String bucket, Keys temporary, String callbackUrl) {
        return new LiveSettings(
                bucket,
                server.region(),
                server.endpoint().toString(),
                null,
                new Keys(server.accessKeyId(), server.accessKeySecret(), null),
                temporary,
                callbackUrl,
                false);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = optional(environment, name);
        if (value == null) {
            throw new IllegalStateException(name + ": must be set for a run against OSS, was empty");
        }
        return value;
    }

    private static String optional(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Returns the kind of address to which links point, without the name of the bucket. */
    String address() {
        if (domain != null) {
            return "custom domain";
        }
        return endpoint == null ? "default domain" : "other endpoint";
    }

    /** Returns the text without what identifies the account. */
    String masked(String text) {
        return new LiveMask(this).of(text);
    }

    /** Returns the value of the parameter {@code callback}, or null to leave out what needs one. */
    String callback() {
        return callbackUrl == null ? null : callback(callbackUrl);
    }

    static String callback(String url) {
        String json = "{\"callbackUrl\":\"" + url + "\",\"callbackBody\":\"size=${size}\"}";
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    /** Returns what identifies the account. */
    Stream<String> secrets() {
        return Stream.concat(
                        Stream.of(keys, temporary)
                                .filter(Objects::nonNull)
                                .flatMap(each ->
                                        Stream.of(each.id(), each.secret(), Objects.toString(each.token(), ""))),
                        Stream.of(endpoint, host(endpoint), domain, callbackUrl, callback(), bucket)
                                .map(value -> Objects.toString(value, "")))
                .filter(value -> !value.isEmpty());
    }

    /** Returns the part of an endpoint that a URL has behind the bucket. */
    private static String host(String endpoint) {
        return endpoint == null ? null : endpoint.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    }
}
