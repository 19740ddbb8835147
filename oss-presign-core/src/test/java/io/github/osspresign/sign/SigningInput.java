// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.oss.ServiceEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Input of a signer in the caller's spelling. Our signer and the SDKs get the same input. */
record SigningInput(
        SignatureVersion version,
        HttpMethod method,
        Address address,
        String region,
        String bucket,
        String key,
        Map<String, String> query,
        Map<String, String> headers,
        List<String> additionalHeaders,
        OssCredentials credentials,
        Instant signedAt,
        Duration lifetime) {

    private static final Set<String> ALWAYS_SIGNED = Set.of("content-type", "content-md5");

    record Address(String endpoint, boolean cname, boolean pathStyle) {}

    /** Returns our URL, signed at another time and for another lifetime than those of this input. */
    PresignedUrl presign(Instant signTime, Duration lifetimeOfUrl) {
        return OssSigner.of(version).presign(request(lifetimeOfUrl), credentials, signTime);
    }

    PresignRequest request(Duration lifetimeOfUrl) {
        ServiceEndpoint endpoint =
                ServiceEndpoint.parse(address.endpoint(), Vectors.style(address.cname(), address.pathStyle()));
        PresignRequest.Builder request = PresignRequest.builder(method, endpoint, bucket, key)
                .region(region)
                .lifetime(lifetimeOfUrl)
                .additionalHeaders(additionalHeaders);
        query.forEach(request::query);
        headers.forEach(request::header);
        return request.build();
    }

    /** Returns the values of the headers that the signature covers, by lower-case name. */
    Map<String, String> signedHeaders() {
        Set<String> listed = additionalHeaders.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return headers.entrySet().stream()
                .filter(header -> {
                    String name = header.getKey().toLowerCase(Locale.ROOT);
                    return name.startsWith("x-oss-") || ALWAYS_SIGNED.contains(name) || listed.contains(name);
                })
                .collect(Collectors.toMap(header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    /** Returns the name of a header in the caller's spelling. */
    Optional<String> spelling(String lowerName) {
        return headers.keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).equals(lowerName))
                .findFirst();
    }
}
