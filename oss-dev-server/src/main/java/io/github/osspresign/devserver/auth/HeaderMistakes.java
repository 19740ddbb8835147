package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.request.OssRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Signed headers that a client adds, leaves out or sends with another value. */
final class HeaderMistakes {

    private static final int MAX_HEADERS = 12;

    private static final String CONTENT_TYPE = "content-type";

    /** Values of headers that clients often sign and then forget, or send with another value. */
    private static final Map<String, List<String>> USUAL_VALUES = Map.of(
            CONTENT_TYPE,
            List.of(
                    "application/octet-stream",
                    "application/json",
                    "application/json; charset=utf-8",
                    "application/pdf",
                    "application/x-www-form-urlencoded",
                    "application/xml",
                    "application/zip",
                    "binary/octet-stream",
                    "image/jpeg",
                    "image/png",
                    "text/html",
                    "text/plain",
                    "text/plain; charset=utf-8",
                    "text/plain;charset=UTF-8",
                    "video/mp4"),
            "x-oss-forbid-overwrite",
            List.of("true", "false"),
            "x-oss-object-acl",
            List.of("private", "public-read", "public-read-write", "default"),
            "x-oss-storage-class",
            List.of("Standard", "IA", "Archive"));

    private final OssRequest request;
    private final SignatureInput input;

    HeaderMistakes(OssRequest request, SignatureInput input) {
        this.request = request;
        this.input = input;
    }

    Stream<Hypothesis> all() {
        return Stream.of(
                        signedByDefault().map(name -> without(List.of(name))),
                        Stream.of(without(signedByDefault().toList())),
                        USUAL_VALUES.keySet().stream().sorted().flatMap(this::otherValues),
                        hosts())
                .flatMap(hypotheses -> hypotheses);
    }

    /** Returns the mistakes that often come together with a wrong method. */
    Stream<Hypothesis> withOtherMethod() {
        return Stream.concat(Stream.of(without(signedByDefault().toList())), otherValues(CONTENT_TYPE));
    }

    private Stream<String> signedByDefault() {
        return request.headers().joined().keySet().stream()
                .filter(ReferenceSigner::isSignedByDefaultV4)
                .limit(MAX_HEADERS);
    }

    private Hypothesis without(List<String> names) {
        Headers fewer = request.headers();
        for (String name : names) {
            fewer = fewer.without(name);
        }
        return Hypothesis.of(
                "The signature is correct without the header" + (names.size() == 1 ? " " : "s ")
                        + Hypothesis.quoted(String.join(", ", names))
                        + ", which OSS includes in the signature if it is sent. Do not send it (curl -d and browsers add a"
                        + " Content-Type), or sign again with it.",
                input,
                withHeaders(fewer));
    }

    private Stream<Hypothesis> otherValues(String name) {
        String cause = request.headers().contains(name) ? "The request has another value." : "The request lacks it.";
        return USUAL_VALUES.getOrDefault(name, List.of()).stream()
                .map(value -> Hypothesis.of(
                        "The signature is correct with the header '" + name + ": " + value + "'. " + cause
                                + " Send exactly the signed header.",
                        input,
                        withHeaders(request.headers().with(name, value))));
    }

    /** Returns other hosts, which matter only if the host is signed. */
    private Stream<Hypothesis> hosts() {
        String host = request.header("Host");
        if (host == null || !input.additionalHeaders().contains("host")) {
            return Stream.of();
        }
        String bucket = request.bucket() + ".";
        Set<String> others = new LinkedHashSet<>();
        for (String authority : List.of(host, host.replaceFirst(":[0-9]+$", ""))) {
            others.add(authority);
            others.add(bucket + authority);
            others.add(authority.startsWith(bucket) ? authority.substring(bucket.length()) : authority);
            others.add(authority.replaceFirst("localhost", "127.0.0.1"));
            others.add(authority.replaceFirst("127\\.0\\.0\\.1", "localhost"));
        }
        String forwarded = request.header("X-Forwarded-Host");
        if (forwarded != null) {
            others.add(forwarded);
        }
        return others.stream()
                .map(other -> Hypothesis.of(
                        "The signature is correct for the host " + Hypothesis.quoted(other) + ", but the request has "
                                + Hypothesis.quoted(host) + ". Use the signed host, or sign without the host.",
                        input,
                        withHeaders(request.headers().with("Host", other))));
    }

    private OssRequest withHeaders(Headers changed) {
        return request.withHttp(request.http().withHeaders(changed));
    }
}
