// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The old and the new code of the page on migrating do the same. */
@Timeout(120)
class MigrationTest {

    @AutoClose
    private final DocsServer server = new DocsServer();

    @BeforeEach
    void start() throws Exception {
        server.stored("a.txt", "content");
        server.stored("incoming/b.txt", "more");
        server.start(new MigratedRoutes.Link(), new MigratedRoutes.Download(), new MigratedRoutes.Consume());
    }

    private String ours() {
        return (String) server.send("direct:link", "", Map.of()).get("CamelPresignUrl");
    }

    private void assertDownloads(String url) throws Exception {
        Files.deleteIfExists(Path.of("inbox", "a.txt"));
        server.send("direct:download", url, Map.of());
        assertThat(DocsServer.read("inbox", "a.txt")).isEqualTo("content");
    }

    private void assertIsOurs(String theirs) throws Exception {
        assertThat(stable(ours()).split("[?&]"))
                .containsExactlyInAnyOrder(stable(theirs).split("[?&]"));
        assertDownloads(theirs);
    }

    /** All of a link but time, life and signature. */
    private static String stable(String url) {
        return url.replaceAll("x-oss-(date|expires|signature)=[^&]*", "$1");
    }

    private OSS sdkV1() {
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(SignVersion.V4);
        return OSSClientBuilder.create()
                .endpoint(server.oss.endpoint().toString())
                .region(server.oss.region())
                .credentialsProvider(
                        new DefaultCredentialProvider(server.oss.accessKeyId(), server.oss.accessKeySecret()))
                .clientConfiguration(configuration)
                .build();
    }

    @Test
    void theLinkIsThatOfTheSdkV2() throws Exception {
        try (OSSClient client = OSSClient.newBuilder()
                .region(server.oss.region())
                .endpoint(server.oss.endpoint().toString())
                .credentialsProvider(
                        new StaticCredentialsProvider(server.oss.accessKeyId(), server.oss.accessKeySecret()))
                .build()) {
            String theirs = BeforeMigration.linkBySdkV2(client);

            assertIsOurs(theirs);
            assertDownloads(ours());
        }
    }

    @Test
    void theLinkIsThatOfTheSdkV1() throws Exception {
        OSS client = sdkV1();
        try {
            String theirs = BeforeMigration.linkBySdkV1(client);

            assertIsOurs(theirs);
            Files.delete(Path.of("inbox", "a.txt"));
            BeforeMigration.downloadBySdkV1(client, URI.create(ours()).toURL());
            assertThat(DocsServer.read("inbox", "a.txt")).isEqualTo("content");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aPrefixIsWorkedOff() throws Exception {
        server.awaitProcessed(1);
        assertThat(DocsServer.read("inbox", "b.txt")).isEqualTo("more");
    }
}
