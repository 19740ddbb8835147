// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.RecordedExchange;
import io.github.osspresign.test.RecordedExchanges;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class LiveExchangesTest {

    private static final String BUCKET = "private-bucket";
    private static final LiveSettings.Keys TEMPORARY =
            new LiveSettings.Keys("STS.secretKeyId", "secretOfTheKey", "secret/token+=");
    private static final String RECEIVER = "http://receiver.invalid/secret";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-F]{2}(?: [0-9A-F]{2}){8,}");

    private final OssDevServer server = OssDevServer.builder()
            .bucket(BUCKET)
            .accessLog(line -> {})
            .securityToken(
                    TEMPORARY.id(),
                    TEMPORARY.secret(),
                    TEMPORARY.token(),
                    Instant.now().plusSeconds(3600))
            .start();
    private final LiveSettings settings = LiveSettings.of(server, BUCKET, TEMPORARY, RECEIVER);
    private final LiveExchanges exchanges = new LiveExchanges(settings);
    private final LiveReport report = new LiveReport(settings, "4", exchanges);
    private LiveBucket bucket;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        bucket = new LiveBucket(settings, exchanges);
    }

    @AfterEach
    void close() throws Exception {
        bucket.close();
        server.close();
    }

    /** Returns the exchange that a check leaves, and fails if a file shows a secret, however it is encoded. */
    private RecordedExchange recorded(Observation observation) throws Exception {
        report.assumption("check", "done", () -> {
            observation.make();
            return "done";
        });
        exchanges.write(folder);
        List<RecordedExchange> read = RecordedExchanges.read(folder);
        assertThat(read).hasSize(1);
        String text = Files.readString(folder.resolve(read.get(0).id() + ".json"));
        StringBuilder all = new StringBuilder(text).append(URLDecoder.decode(text.replace("%", "%25"), UTF_8));
        all.append(URLDecoder.decode(text.replaceAll("%(?![0-9A-F]{2})", "%25").replace("+", "%2B"), UTF_8));
        BASE64.matcher(text).results().forEach(run -> all.append(ofBase64(run.group())));
        HEXADECIMAL
                .matcher(text)
                .results()
                .forEach(run -> all.append(new String(HexFormat.ofDelimiter(" ").parseHex(run.group()), UTF_8)));
        assertThat(all)
                .doesNotContain(settings.secrets().toArray(String[]::new))
                .doesNotContainPattern("(?<![A-Za-z-])(x-oss-s|S)ignature=(?!\\*)");
        return read.get(0);
    }

    private static String ofBase64(String run) {
        try {
            return new String(Base64.getDecoder().decode(run), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private interface Observation {
        void make() throws Exception;
    }

    private static String otherSignature(String url) {
        return url.replaceFirst("Signature=[^&]*", "Signature=c2lnbmF0dXJl")
                .replaceFirst("x-oss-signature=[^&]*", "x-oss-signature=" + "0".repeat(64));
    }

    @Test
    void refusedLinkOfVersion1HasItsTextAndBytesWithMasks() throws Exception {
        String options = "signatureVersion=V1&query.callback=RAW(" + settings.callback() + ")";
        RecordedExchange exchange = recorded(() -> bucket.request(
                "PUT",
                otherSignature(bucket.link(LiveBucket.TEMPORARY, "PUT", "发票.pdf", options)
                        .url())));

        assertThat(exchange.source().origin()).isEqualTo("dev-server");
        assertThat(exchange.request().signature()).isEqualTo("V1");
        assertThat(exchange.request().place()).isEqualTo("query");
        assertThat(exchange.request().url()).contains("OSSAccessKeyId=***", "security-token=***", "&callback=***");
        assertThat(exchange.response().status()).isEqualTo(403);
        assertThat(exchange.response().rawDocument()).startsWith("<?xml").contains("<HostId>***</HostId>");
        String text = exchange.response().error().get("StringToSign");
        assertThat(text).startsWith("PUT\n").contains("/***/camel-oss-presign-live/", "发票.pdf?callback=***");
        assertThat(new String(
                        HexFormat.ofDelimiter(" ")
                                .parseHex(exchange.response()
                                        .error()
                                        .get("StringToSignBytes")
                                        .strip()),
                        UTF_8))
                .isEqualTo(text);
    }

    @Test
    void refusedLinkOfVersion4HasItsCanonicalRequestWithMasks() throws Exception {
        RecordedExchange exchange = recorded(() -> bucket.request(
                "GET",
                otherSignature(
                        bucket.link(LiveBucket.TEMPORARY, "GET", "a b.pdf", "").url())));

        assertThat(exchange.request().signature()).isEqualTo("V4");
        assertThat(exchange.request().url()).contains("x-oss-credential=***%2F", "x-oss-signature=***");
        assertThat(exchange.response().error().get("CanonicalRequest"))
                .startsWith("GET\n/***/camel-oss-presign-live/")
                .contains("a%20b.pdf\nx-oss-credential=***%2F", "&x-oss-security-token=***");
    }

    @Test
    void responseToHeadHasItsErrorInTheHeaderWithMasks() throws Exception {
        RecordedExchange exchange = recorded(() ->
                bucket.request("HEAD", otherSignature(bucket.link("HEAD", "a").url())));

        assertThat(exchange.response().headers()).containsKey("x-oss-err");
        assertThat(exchange.response().error()).containsEntry("Code", "SignatureDoesNotMatch");
    }

    @Test
    void refusedFormHasItsFieldsAndItsPolicyDecoded() throws Exception {
        RecordedExchange exchange = recorded(() -> {
            Message form = bucket.signed(
                    bucket.uri(LiveBucket.TEMPORARY, "operation=postPolicy&method=POST&expiration=5m"),
                    null,
                    "form.txt");
            Map<?, ?> signed = form.getHeader(PresignConstants.FORM_FIELDS, Map.class);
            Map<String, String> fields = new LinkedHashMap<>();
            signed.forEach((name, value) -> fields.put((String) name, (String) value));
            fields.put("callback", settings.callback());
            fields.put("x-oss-object-acl", "public-read");
            bucket.exchange(Http.form(form.getHeader(PresignConstants.URL, String.class), fields, "text"), fields);
        });

        assertThat(exchange.request().signature()).isEqualTo("form-V4");
        assertThat(exchange.request().place()).isEqualTo("form");
        assertThat(exchange.request().body())
                .containsEntry("x-oss-signature", "***")
                .containsEntry("x-oss-security-token", "***")
                .containsEntry("callback", "***")
                .hasEntrySatisfying(
                        "policy", policy -> assertThat(policy).startsWith("{").contains("conditions"));
        assertThat(exchange.response().error()).containsEntry("Code", "AccessDenied");
    }

    @Test
    void authorizationOfAnotherServiceIsMasked() throws Exception {
        RecordedExchange exchange = recorded(() -> bucket.exchange(
                HttpRequest.newBuilder(URI.create(bucket.link("GET", "a").url().replaceFirst("\\?.*", "")))
                        .header("Authorization", "Bearer other")));

        assertThat(exchange.request().place()).isEqualTo("header");
        assertThat(exchange.request().headers()).containsEntry("Authorization", "***");
    }
}
