// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.AnonymousCredentialsProvider;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketVersioningRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.models.VersioningConfiguration;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerBuilder;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.link.PresignedLink;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code verifyObject} a link contains metadata of its object, or the exchange fails with the reason. */
class VerifyObjectTest extends CamelTestSupport {

    private static final String CRC64_OF_CONTENT = "8883282091546349020";

    @AutoClose
    private final OssDevServer server = start(OssDevServer.builder());

    @TempDir
    Path directory;

    private static OssDevServer start(OssDevServerBuilder builder) {
        OssDevServer server = builder.bucket("demo").start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        return server;
    }

    private String endpoint() {
        return "presign:demo?verifyObject=true&region=" + server.region() + "&endpoint=" + server.endpoint()
                + "&accessKey=" + server.accessKeyId() + "&secretKey=RAW(" + server.accessKeySecret() + ")";
    }

    private Message send(String uri, Map<String, Object> headers) throws Exception {
        Exchange result =
                template.send(uri, exchange -> exchange.getMessage().setHeaders(new java.util.HashMap<>(headers)));
        if (result.getException() != null) {
            throw result.getException();
        }
        return result.getMessage();
    }

    private PresignedLink link(String uri, Map<String, Object> headers) throws Exception {
        return send(uri, headers).getHeader(PresignConstants.LINK, PresignedLink.class);
    }

    private Throwable refusal(String uri) {
        return catchThrowable(() -> send(uri, Map.of(PresignConstants.OBJECT_KEY, "k")));
    }

    private OSSClient sdk() {
        return OSSClient.newBuilder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .usePathStyle(true)
                .credentialsProvider(new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret()))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V1"})
    void linkContainsMetadataAfterOneRequest(String version) throws Exception {
        PresignedLink link =
                link(endpoint() + "&signatureVersion=" + version, Map.of(PresignConstants.OBJECT_KEY, "k"));

        assertThat(link.size()).isEqualTo(7);
        assertThat(link.etag()).isEqualTo("9A0364B9E99BB480DD25E1F0284C8555");
        assertThat(link.crc64()).isEqualTo(CRC64_OF_CONTENT);
        assertThat(server.requests()).extracting(RecordedRequest::method).containsExactly("HEAD");
    }

    @Test
    void requesterAlsoPaysForTheVerification() throws Exception {
        PresignedLink link =
                link(endpoint() + "&query.x-oss-request-payer=requester", Map.of(PresignConstants.OBJECT_KEY, "k"));

        assertThat(link.url()).contains("x-oss-request-payer=requester");
        assertThat(server.requests())
                .singleElement()
                .extracting(request -> request.headers().get("x-oss-request-payer"))
                .isEqualTo(List.of("requester"));
    }

    /** Its content is computed for each request, and is not that of the stored object. */
    @Test
    void linkToObjectFcAccessPointContainsNoMetadata() throws Exception {
        String alias = "fc-ap-01-opapalias";
        try (OssDevServer computing = OssDevServer.builder().bucket(alias).start()) {
            computing.putObject(alias, "k", "content".getBytes(UTF_8));
            String presign = endpoint()
                    .replace("presign:demo", "presign:" + alias)
                    .replace(server.endpoint().toString(), computing.endpoint().toString());

            PresignedLink link = link(presign, Map.of(PresignConstants.OBJECT_KEY, "k"));

            assertThat(computing.requests()).hasSize(1);
            assertThat(link.size()).isNull();
            assertThat(link.etag()).isNull();
            assertThat(link.crc64()).isNull();
        }
    }

    @Test
    void sendsNoRequestWithoutTheOption() throws Exception {
        PresignedLink link =
                link(endpoint().replace("verifyObject=true&", ""), Map.of(PresignConstants.OBJECT_KEY, "missing"));

        assertThat(link.size()).isNull();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void missingObjectIsNotFound() {
        assertThatThrownBy(() -> send(endpoint(), Map.of(PresignConstants.OBJECT_KEY, "missing")))
                .isInstanceOfSatisfying(ObjectNotFoundException.class, missing -> {
                    assertThat(missing.ossCode()).isEqualTo("NoSuchKey");
                    assertThat(missing.ec()).isEqualTo("0026-00000001");
                    assertThat(missing.requestId()).hasSize(24);
                })
                .hasMessageStartingWith("object does not exist (HTTP 404, code NoSuchKey, EC 0026-00000001, "
                        + server.endpoint() + "/demo/missing");
    }

    @Test
    void requestsTheVersionOfTheLink() throws Exception {
        try (OSSClient sdk = sdk()) {
            sdk.putBucketVersioning(PutBucketVersioningRequest.newBuilder()
                    .bucket("demo")
                    .versioningConfiguration(VersioningConfiguration.newBuilder()
                            .status("Enabled")
                            .build())
                    .build());
            String first = put(sdk, "one");
            String second = put(sdk, "second");

            PresignedLink newest = link(endpoint(), Map.of(PresignConstants.OBJECT_KEY, "v"));
            PresignedLink older =
                    link(endpoint(), Map.of(PresignConstants.OBJECT_KEY, "v", PresignConstants.VERSION_ID, first));
            assertThat(newest.versionId()).isEqualTo(second);
            assertThat(newest.size()).isEqualTo(6);
            assertThat(newest.url()).doesNotContain("versionId");
            assertThat(older.versionId()).isEqualTo(first);
            assertThat(older.size()).isEqualTo(3);

            assertThatThrownBy(() -> send(
                            endpoint(),
                            Map.of(
                                    PresignConstants.OBJECT_KEY,
                                    "v",
                                    PresignConstants.VERSION_ID,
                                    first.replaceFirst("....$", "AAAA"))))
                    .isInstanceOf(ObjectNotFoundException.class);
            sdk.deleteObject(
                    DeleteObjectRequest.newBuilder().bucket("demo").key("v").build());
            assertThatThrownBy(() -> send(endpoint(), Map.of(PresignConstants.OBJECT_KEY, "v")))
                    .isInstanceOf(ObjectNotFoundException.class);
        }
    }

    private static String put(OSSClient sdk, String content) {
        return sdk.putObject(PutObjectRequest.newBuilder()
                        .bucket("demo")
                        .key("v")
                        .body(BinaryData.fromString(content))
                        .build())
                .versionId();
    }

    @Test
    void reportsWhyTheServiceRefusesTheRequest() {
        assertRefused(refusal(endpoint().replace("presign:demo", "presign:absent")), "NoSuchBucket")
                .contains("the bucket does not exist");
        assertRefused(refusal(endpoint().replace(server.region(), "cn-beijing")), "InvalidArgument")
                .contains("the option region is not the region of the bucket", "EC 0002-00000226");
        assertRefused(refusal(endpoint().replace(server.accessKeySecret(), "another-secret")), "SignatureDoesNotMatch")
                .contains("the access key secret does not belong to the access key id");
        assertRefused(refusal(endpoint().replace(server.accessKeyId(), "unknown-id")), "InvalidAccessKeyId")
                .contains("the access key id does not exist or is disabled");
    }

    @Test
    void reportsWrongClock() {
        try (OssDevServer ahead =
                start(OssDevServer.builder().clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(1))))) {
            assertRefused(
                            refusal(endpoint()
                                    .replace(
                                            server.endpoint().toString(),
                                            ahead.endpoint().toString())),
                            "RequestTimeTooSkewed")
                    .contains("the local clock and the clock of the service differ by more than 15 minutes");
        }
    }

    @Test
    void usesClientOfTheUserAndReportsItsMissingPermission() throws Exception {
        try (OSSClient anonymous = OSSClient.newBuilder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .usePathStyle(true)
                .credentialsProvider(new AnonymousCredentialsProvider())
                .build()) {
            context.getRegistry().bind("anonymous", anonymous);

            assertRefused(refusal(endpoint() + "&ossClient=#anonymous"), "AccessDenied")
                    .contains("the credentials lack the permission");
        }
    }

    @Test
    void reportsUnreachableService() {
        server.close();

        assertThat(refusal(endpoint()))
                .isInstanceOfSatisfying(
                        ServiceCallException.class,
                        failure -> assertThat(failure.status()).isZero())
                .hasMessageContaining("failed: no response: ");
    }

    @Test
    void refusesOtherOperationsThanSign() {
        assertThatThrownBy(() -> send(
                        endpoint() + "&operation=postPolicy&method=POST", Map.of(PresignConstants.OBJECT_KEY, "k")))
                .hasStackTraceContaining("verifyObject: must be used with operation=sign, was used without");
    }

    @Test
    void downloadDetectsObjectThatChangedAfterSigning() throws Exception {
        String presign = endpoint();
        String download =
                "osspresigned:" + directory + "?allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true";
        RouteBuilder.addRoutes(context, routes -> {
            routes.from("direct:in").to(presign).to("direct:between").to(download);
            routes.from("direct:between")
                    .filter(routes.header("changed").isNotNull())
                    .process(exchange -> server.putObject(
                            "demo",
                            "k",
                            exchange.getMessage()
                                    .getHeader("changed", String.class)
                                    .getBytes(UTF_8)));
        });
        Map<String, Object> unchanged = Map.of(PresignConstants.OBJECT_KEY, "k");

        assertThat(send("direct:in", unchanged).getBody(String.class)).isEqualTo("content");
        for (String changed : List.of("longer content", "CONTENT")) {
            server.putObject("demo", "k", "content".getBytes(UTF_8));
            assertThatThrownBy(() -> send("direct:in", Map.of(PresignConstants.OBJECT_KEY, "k", "changed", changed)))
                    .isInstanceOf(ObjectChangedException.class);
        }
    }

    /** Checks that values and message of a refusal contain its details and no secret. */
    private org.assertj.core.api.AbstractStringAssert<?> assertRefused(Throwable refusal, String code) {
        assertThat(refusal).isInstanceOfSatisfying(ServiceCallException.class, failure -> {
            assertThat(failure.ossCode()).isEqualTo(code);
            assertThat(failure.requestId()).hasSize(24);
            assertThat(failure.getMessage())
                    .startsWith("verifyObject of " + server.endpoint().getScheme())
                    .contains("code " + code, "EC ", "request id " + failure.requestId());
        });
        assertThat(Throwables.getStackTrace(refusal))
                .doesNotContain(server.accessKeySecret(), "another-secret")
                .doesNotContainPattern("(?i)signature=(?!xxxxxx)");
        return assertThat(refusal.getMessage());
    }
}
