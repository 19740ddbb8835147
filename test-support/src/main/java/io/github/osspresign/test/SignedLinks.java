// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Presigned URLs of a bucket of a dev server. The dev server's own signer makes them, so that a test does not depend on
 * ours.
 */
public final class SignedLinks {

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final OssDevServer server;
    private final String bucket;
    private final InstantSource clock;

    public SignedLinks(OssDevServer server, String bucket, InstantSource clock) {
        this.server = server;
        this.bucket = bucket;
        this.clock = clock;
    }

    /** Returns a URL that reads an object during the next hour. */
    public String get(String key) {
        return url("GET", key, Map.of(), Duration.ofHours(1));
    }

    /** Returns a URL for a request with further parameters. */
    public String url(String method, String key, Map<String, String> query, Duration lifetime) {
        return url(method, key, query, Map.of(), lifetime);
    }

    /** Returns a URL for a request with further parameters and with these headers, in lower case. */
    public String url(
            String method, String key, Map<String, String> query, Map<String, String> headers, Duration lifetime) {
        Instant now = clock.instant();
        String date = DATE_TIME.format(now);
        String scope = date.substring(0, 8) + "/" + server.region() + "/oss/aliyun_v4_request";
        Map<String, String> parameters = new TreeMap<>(query);
        parameters.put("x-oss-credential", server.accessKeyId() + "/" + scope);
        parameters.put("x-oss-date", date);
        parameters.put("x-oss-expires", String.valueOf(lifetime.toSeconds()));
        parameters.put("x-oss-signature-version", "OSS4-HMAC-SHA256");
        String request = ReferenceSigner.canonicalRequestV4(
                method, bucket, key, List.copyOf(parameters.entrySet()), headers, List.of());
        String signature = ReferenceSigner.signatureV4(
                server.accessKeySecret(), scope, ReferenceSigner.stringToSignV4(date, scope, request));
        // Path and parameters of the URL are those of the canonical request.
        String[] lines = request.split("\n", 4);
        return server.endpoint() + lines[1] + "?" + lines[2] + "&x-oss-signature=" + signature;
    }
}
