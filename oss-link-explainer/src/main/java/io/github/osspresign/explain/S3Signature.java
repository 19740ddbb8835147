// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.explain.SignatureVerification.Verdict;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.Sha256;
import io.github.osspresign.sign.HttpMethod;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks the signature of a link of an S3 client with the secret (S3 API, "Authenticating requests: using query parameters",
 * "Signing and authenticating REST requests").
 */
record S3Signature(ParsedLink link, String secret) {

    /** Parameters that version 2 signs, in addition to those that begin with {@code response-}. */
    private static final Set<String> SUB_RESOURCES = Set.of(
            "acl",
            "cors",
            "delete",
            "lifecycle",
            "location",
            "logging",
            "notification",
            "partNumber",
            "policy",
            "requestPayment",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions",
            "website");

    private static final String TOKEN = "x-amz-security-token";

    static SignatureVerification verify(ParsedLink link, String secret, Findings findings) {
        try {
            return new S3Signature(link, secret).verify(findings);
        } catch (IllegalArgumentException e) {
            findings.add(FindingCode.SIGNATURE_NOT_CHECKED, "The signature cannot be checked: " + e.getMessage() + ".");
            return new SignatureVerification(Verdict.NOT_CHECKED, null, null);
        }
    }

    private SignatureVerification verify(Findings findings) {
        HttpMethod method = link.question().method();
        Optional<HttpMethod> signed = Arrays.stream(HttpMethod.values())
                .sorted((one, other) -> Boolean.compare(other == method, one == method))
                .filter(this::matches)
                .findFirst();
        if (signed.isPresent() && signed.get() != method) {
            findings.add(
                    FindingCode.SIGNED_FOR_OTHER_METHOD,
                    "The signature is correct for " + signed.get() + ", not for " + method + ". Send " + signed.get()
                            + ", or sign for " + method + ".");
        } else if (signed.isEmpty()) {
            findings.add(
                    FindingCode.SIGNATURE_MISMATCH,
                    "The signature does not match the secret for any method. The secret does not belong to the access"
                            + " key "
                            + LinkExplainer.shortened(link.signature().accessKeyId())
                            + ", or the URL was changed after signing, or headers were signed that are not given.");
        }
        return new SignatureVerification(
                signed.isPresent() && signed.get() == method ? Verdict.MATCHES : Verdict.DIFFERS,
                isV4() ? withoutToken(canonicalRequest(method)) : null,
                withoutToken(stringToSign(method)));
    }

    private boolean matches(HttpMethod method) {
        String computed = isV4()
                ? Hmac.sha256("AWS4", secret, scope(), stringToSign(method))
                : Hmac.sha1(secret, stringToSign(method));
        return computed.equals(link.signature().signature());
    }

    private boolean isV4() {
        return link.query().has("X-Amz-Signature");
    }

    private String stringToSign(HttpMethod method) {
        return isV4()
                ? String.join(
                        "\n", "AWS4-HMAC-SHA256", require("X-Amz-Date"), scope(), Sha256.hex(canonicalRequest(method)))
                : stringToSignOfV2(method);
    }

    private String scope() {
        return require("X-Amz-Credential").replaceFirst("^[^/]*/", "");
    }

    private String canonicalRequest(HttpMethod method) {
        Map<String, String> query = new TreeMap<>();
        link.query().values().forEach((name, value) -> {
            if (!name.equals("X-Amz-Signature")) {
                query.put(PercentCoding.PARAMETER.encode(name), PercentCoding.PARAMETER.encode(value));
            }
        });
        StringBuilder headers = new StringBuilder();
        link.signature()
                .additionalHeaders()
                .forEach(name ->
                        headers.append(name).append(':').append(header(name)).append('\n'));
        return String.join(
                "\n",
                method.name(),
                PercentCoding.PATH.encode(
                        PercentCoding.decodeLeniently(link.url().path())),
                query.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("&")),
                headers,
                String.join(";", link.signature().additionalHeaders()),
                Objects.requireNonNullElse(link.query().get("X-Amz-Content-Sha256"), "UNSIGNED-PAYLOAD"));
    }

    private String stringToSignOfV2(HttpMethod method) {
        Map<String, String> amazon = new TreeMap<>();
        link.question().headers().forEach((name, value) -> {
            if (name.regionMatches(true, 0, "x-amz-", 0, 6)) {
                amazon.put(name.toLowerCase(Locale.ROOT), value.strip());
            }
        });
        if (link.query().get(TOKEN) != null) {
            amazon.put(TOKEN, require(TOKEN));
        }
        StringBuilder headers = new StringBuilder();
        amazon.forEach(
                (name, value) -> headers.append(name).append(':').append(value).append('\n'));
        String resources = new TreeMap<>(link.query().values())
                .entrySet().stream()
                        .filter(each -> SUB_RESOURCES.contains(each.getKey())
                                || each.getKey().startsWith("response-"))
                        .map(each -> each.getValue().isEmpty() ? each.getKey() : each.toString())
                        .collect(Collectors.joining("&"));
        if (link.bucket() == null) {
            throw new IllegalArgumentException(
                    "the bucket is signed, but the host does not show it. Provide the bucket");
        }
        String bucket = ParsedLink.isPathStyle(link.host()) ? "" : "/" + link.bucket();
        return String.join(
                        "\n", method.name(), header("content-md5"), header("content-type"), require("Expires"), headers)
                + bucket
                + link.url().path()
                + (resources.isEmpty() ? "" : "?" + resources);
    }

    private String header(String name) {
        String given = link.question().header(name);
        if (given == null) {
            return name.equals("host") ? link.url().authority() : "";
        }
        return given.strip();
    }

    private String require(String name) {
        String value = link.query().get(name);
        if (value == null) {
            throw new IllegalArgumentException("the parameter " + name + " is missing");
        }
        return value;
    }

    private String withoutToken(String text) {
        String token = link.signature().token();
        return token == null
                ? text
                : text.replace(token, UrlMask.HIDDEN).replace(PercentCoding.PARAMETER.encode(token), UrlMask.HIDDEN);
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "S3Signature[" + link + "]";
    }
}
