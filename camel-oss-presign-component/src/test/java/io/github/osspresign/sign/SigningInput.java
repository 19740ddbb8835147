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

/** What a caller gives a signer, spelled as the caller spells it; ours and the SDKs get the same. */
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

    /** Our URL, signed at another instant for another lifetime than this input names. */
    PresignedUrl presign(Instant at, Duration life) {
        return OssSigner.of(version).presign(request(life), credentials, at);
    }

    PresignRequest request(Duration life) {
        ServiceEndpoint endpoint = ServiceEndpoint.parse(address.endpoint(), address.cname(), address.pathStyle());
        PresignRequest.Builder request = PresignRequest.builder(method, endpoint, bucket, key)
                .region(region)
                .lifetime(life)
                .additionalHeaders(additionalHeaders);
        query.forEach(request::query);
        headers.forEach(request::header);
        return request.build();
    }

    /** The values of the headers that the signature covers, by lower-case name. */
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

    /** The name of a header as the caller spells it. */
    Optional<String> spelling(String lowerName) {
        return headers.keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).equals(lowerName))
                .findFirst();
    }
}
