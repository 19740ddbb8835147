// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.devserver.auth.ReferenceSigner;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.HeaderField;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** URL of the reference signer of the dev server, which shares no code with ours. */
final class ReferenceUrl {

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ReferenceUrl() {}

    /** Returns the URL of the input; {@code request} is the same request as our signer gets it. */
    static String of(SigningInput input, PresignRequest request) {
        List<Map.Entry<String, String>> query = new ArrayList<>(request.query().entrySet());
        return pathAndBefore(request) + "?"
                + (input.version() == SignatureVersion.V4
                        ? referenceV4(input, request, query)
                        : referenceV1(input, request, query));
    }

    private static String pathAndBefore(PresignRequest request) {
        ServiceEndpoint endpoint = request.endpoint();
        String path = (endpoint.style() == AddressStyle.PATH ? request.bucket() + "/" : "") + request.key();
        String bucketInHost = endpoint.style() == AddressStyle.VIRTUAL_HOSTED ? request.bucket() + "." : "";
        return endpoint.scheme() + "://" + bucketInHost + endpoint.authority() + "/"
                + ReferenceSigner.percentEncode(path).replace("%2F", "/");
    }

    private static String referenceV4(
            SigningInput input, PresignRequest request, List<Map.Entry<String, String>> query) {
        String date = DATE_TIME.format(input.signedAt());
        String scope = date.substring(0, 8) + "/" + input.region() + "/oss/aliyun_v4_request";
        query.add(Map.entry("x-oss-signature-version", "OSS4-HMAC-SHA256"));
        query.add(Map.entry("x-oss-credential", input.credentials().accessKeyId() + "/" + scope));
        query.add(Map.entry("x-oss-date", date));
        query.add(Map.entry("x-oss-expires", Long.toString(input.lifetime().toSeconds())));
        String token = input.credentials().securityToken();
        if (token != null) {
            query.add(Map.entry("x-oss-security-token", token));
        }
        String additional = input.additionalHeaders().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !HeaderField.isAlwaysSigned(name))
                .distinct()
                .sorted()
                .collect(Collectors.joining(";"));
        if (!additional.isEmpty()) {
            query.add(Map.entry("x-oss-additional-headers", additional));
        }
        String canonical = ReferenceSigner.canonicalRequestV4(
                input.method().name(),
                request.bucket(),
                request.key(),
                query,
                request.headers(),
                input.additionalHeaders());
        String signature = ReferenceSigner.signatureV4(
                input.credentials().accessKeySecret(), scope, ReferenceSigner.stringToSignV4(date, scope, canonical));
        return canonical.split("\n", -1)[2] + "&x-oss-signature=" + signature;
    }

    private static String referenceV1(
            SigningInput input, PresignRequest request, List<Map.Entry<String, String>> query) {
        String token = input.credentials().securityToken();
        if (token != null) {
            query.add(Map.entry("security-token", token));
        }
        String expires = Long.toString(input.signedAt().plus(input.lifetime()).getEpochSecond());
        String signature = ReferenceSigner.signatureV1(
                input.credentials().accessKeySecret(),
                ReferenceSigner.stringToSignV1(
                        input.method().name(), request.bucket(), request.key(), query, request.headers(), expires));
        query.add(Map.entry("OSSAccessKeyId", input.credentials().accessKeyId()));
        query.add(Map.entry("Expires", expires));
        query.add(Map.entry("Signature", signature));
        Map<String, String> encoded = new TreeMap<>();
        query.forEach(parameter -> encoded.put(
                ReferenceSigner.percentEncode(parameter.getKey()),
                ReferenceSigner.percentEncode(parameter.getValue())));
        return encoded.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + (parameter.getValue().isEmpty() ? "" : "=" + parameter.getValue()))
                .collect(Collectors.joining("&"));
    }
}
