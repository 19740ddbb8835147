// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.TrafficLimit;
import io.github.osspresign.sign.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the request of the question, and the parameters that do not belong to the signature. */
record RequestCheck(ParsedLink link, Findings findings) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");
    private static final List<String> UPLOAD_PARAMETERS =
            List.of("uploadId", "partNumber", "uploads", "callback", "append", "position");

    private static final Pattern OSS_AUTHORIZATION = Pattern.compile("(?:OSS|AWS)[ 24].*");

    void check() {
        authorization();
        repeatedParameters();
        trafficLimit();
        headers();
        if (link.cdn() == null) {
            method();
        }
    }

    private void repeatedParameters() {
        for (String name : link.query().repeated()) {
            findings.add(
                    FindingCode.DUPLICATE_PARAMETER,
                    "The parameter " + Quoted.text(name)
                            + " occurs more than once, and it is not defined which value counts. Keep the signed one.");
        }
    }

    private void trafficLimit() {
        String limit = link.query().get("x-oss-traffic-limit");
        if (limit == null) {
            return;
        }
        try {
            if (NUMBER.matcher(limit).matches()) {
                new TrafficLimit(Long.parseLong(limit));
                return;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, like text that is not a number.
        }
        findings.add(
                FindingCode.TRAFFIC_LIMIT_OUT_OF_RANGE,
                "x-oss-traffic-limit must be 819200 (100 KB/s) to 838860800 (100 MB/s) bit/s, was '"
                        + Quoted.text(limit) + "'.");
    }

    private void headers() {
        Set<String> names = new TreeSet<>(link.signature().additionalHeaders());
        if (names.remove("host")) {
            findings.add(
                    FindingCode.HOST_BOUND,
                    "The host is signed. The link works only with the signed host, not through a CDN or proxy that"
                            + " changes it.");
        }
        if (!names.isEmpty()) {
            findings.add(
                    FindingCode.HEADERS_TO_SEND,
                    "The request must send these headers with the signed values: "
                            + Quoted.text(String.join(", ", names))
                            + ". A browser cannot send them from its address bar.");
        }
    }

    private void authorization() {
        String authorization = header("authorization");
        boolean signedUrl = link.signature().style() != SignatureStyle.NONE;
        if (authorization != null
                && (signedUrl || !OSS_AUTHORIZATION.matcher(authorization).matches())) {
            findings.add(
                    FindingCode.AUTHORIZATION_HEADER,
                    signedUrl
                            ? "The request has a header Authorization beside the signature in the URL, which OSS refuses."
                                    + " Remove the header that a client or proxy adds."
                            : "The request has a header Authorization that is not one of OSS, which OSS refuses.");
        }
    }

    private @Nullable String header(String lowerCaseName) {
        return link.question().headers().entrySet().stream()
                .filter(each -> each.getKey().toLowerCase(Locale.ROOT).equals(lowerCaseName))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private void method() {
        HttpMethod method = link.question().method();
        if (method == HttpMethod.HEAD) {
            findings.add(
                    FindingCode.HEAD_REQUEST,
                    "The method is signed, so HEAD works only with a link that was signed for HEAD. To probe a GET"
                            + " link, send GET with 'Range: bytes=0-0'.");
        }
        String contentType = header("content-type");
        boolean signed = link.signature().style() != SignatureStyle.NONE;
        boolean checked = link.question().accessKeySecret() != null || findings.has(FindingCode.CONTENT_TYPE_LIKELY);
        if (contentType != null && signed && !checked) {
            findings.add(
                    FindingCode.CONTENT_TYPE_SENT,
                    "The request has the header Content-Type " + Quoted.of(contentType)
                            + ". It works only if the link was signed with exactly this value, which is not seen without"
                            + " the secret."
                            + (contentType.startsWith("multipart/")
                                    ? " A PUT link takes the bytes of the file, not a multipart form."
                                    : ""));
        }
        if ((method == HttpMethod.PUT || method == HttpMethod.POST) && contentType == null) {
            findings.add(
                    FindingCode.UPLOAD_REQUEST,
                    "The Content-Type is part of the signature. Send exactly the signed one, or none if none was"
                            + " signed. Many clients add one by default.");
        }
        List<String> upload =
                UPLOAD_PARAMETERS.stream().filter(link.query()::has).toList();
        if (method == HttpMethod.GET && !upload.isEmpty()) {
            findings.add(
                    FindingCode.OTHER_METHOD_LIKELY,
                    "The parameters " + upload + " belong to an upload. The link was probably signed for PUT or POST,"
                            + " and OSS refuses GET.");
        }
    }
}
