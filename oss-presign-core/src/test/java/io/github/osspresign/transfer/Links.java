// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Links to a server of the test, and the shortest way to download them. */
public final class Links {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** The values that must show up nowhere. */
    public static final String SIGNATURE = "f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";

    public static final String TOKEN = "CAIS+tok/en==secret";

    public static final String QUERY = "x-oss-signature-version=OSS4-HMAC-SHA256"
            + "&x-oss-credential=LTAIexampleid%2F20260301%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
            + "&x-oss-date=20260301T115500Z&x-oss-expires=3600"
            + "&x-oss-security-token=CAIS%2Btok%2Fen%3D%3Dsecret"
            + "&x-oss-signature=" + SIGNATURE;

    private static final HostPolicy LOCAL = HostPolicy.STRICT
            .allowingHosts("127.0.0.1:*", "localhost:*")
            .allowingPrivateAddresses()
            .allowingHttp();

    /** Takes links to the servers of tests, does not wait long, and tries only once. */
    public static final TransferOptions OPTIONS = options(with -> with);

    private Links() {}

    /** Returns {@link #OPTIONS} with changes. */
    public static TransferOptions options(UnaryOperator<TransferOptions.Builder> changes) {
        return changes.apply(TransferOptions.builder()
                        .hostPolicy(LOCAL)
                        .stallTimeout(Duration.ofSeconds(5))
                        .retry(attempts(1)))
                .build();
    }

    public static RetryPolicy attempts(int number) {
        return new RetryPolicy(number, Duration.ofMillis(1), Duration.ofMinutes(1));
    }

    public static PresignedLink to(ScriptedServer server) {
        return to(server, "/dir/report.pdf");
    }

    public static PresignedLink to(ScriptedServer server, String path) {
        return PresignedLink.of("http://127.0.0.1:" + server.port() + path + "?" + QUERY);
    }

    public static PresignedLink withHeaders(PresignedLink link, Map<String, String> headers) {
        return PresignedLink.builder(link.url())
                .method(link.method())
                .requiredHeaders(headers)
                .build();
    }

    public static PresignedLink withMethod(PresignedLink link, String method) {
        return PresignedLink.builder(link.url()).method(method).build();
    }

    public static PresignedLink withExpiry(PresignedLink link, Instant expiresAt) {
        return PresignedLink.builder(link.url())
                .method(link.method())
                .expiresAt(expiresAt)
                .build();
    }

    public static PresignedLink withKey(PresignedLink link, String key) {
        return PresignedLink.builder(link.url()).method(link.method()).key(key).build();
    }

    public static PresignedLink withFacts(
            PresignedLink link, @Nullable Long size, @Nullable String etag, @Nullable String crc64) {
        return PresignedLink.builder(link.url())
                .method(link.method())
                .size(size)
                .etag(etag)
                .crc64(crc64)
                .build();
    }

    public static DownloadRequest request(PresignedLink link, Path directory) {
        return DownloadRequest.of(ObjectRequest.builder(link).build(), directory);
    }

    public static Downloaded download(PresignedLink link, Path directory) throws OssPresignException {
        return download(OPTIONS, link, directory);
    }

    public static Downloaded download(TransferOptions options, PresignedLink link, Path directory)
            throws OssPresignException {
        return (Downloaded) download(options, request(link, directory));
    }

    public static DownloadResult download(TransferOptions options, DownloadRequest request) throws OssPresignException {
        try (TransferClient client = TransferClient.builder()
                .options(options)
                .clock(InstantSource.fixed(NOW))
                .build()) {
            return client.download(request);
        }
    }
}
