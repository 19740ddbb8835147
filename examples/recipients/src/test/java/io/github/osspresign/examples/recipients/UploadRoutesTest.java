// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes give links for the uploads that they have opened, and for nothing else. */
class UploadRoutesTest {

    @AutoClose
    private static OssDevServer server;

    @AutoClose
    private static UploadPage page;

    @BeforeAll
    static void start() throws Exception {
        server = OssDevServer.builder().bucket("demo").start();
        page = new UploadPage(server, Recipients.programs().resolve("browser"), FreePort.find());
    }

    private static HttpResponse<String> post(String path, String form) throws Exception {
        return Http.send(Http.request(page.origin() + path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                // A caller cannot choose what the route sets.
                .header("CamelPresignObjectKey", "secret.txt")
                .POST(BodyPublishers.ofString(form)));
    }

    @Test
    void planIsForAKeyThatNobodyCanGuessAndCanBeRenewed() throws Exception {
        HttpResponse<String> response = post("/uploads", "size=20000000");
        PresignedUpload plan = PresignedUpload.parse(response.body());
        PresignedUpload renewed = PresignedUpload.parse(
                post("/uploads/links", "size=20000000&key=" + plan.key() + "&uploadId=" + plan.uploadId())
                        .body());

        assertThat(plan.key()).matches("uploads/[0-9a-f-]{36}");
        assertThat(plan.parts()).hasSize(3);
        assertThat(renewed.uploadId()).isEqualTo(plan.uploadId());
        assertThat(renewed.key()).isEqualTo(plan.key());
        assertThat(response.headers().map()).doesNotContainKeys("size", "key", "uploadid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/uploads/links|size=5&key=secret.txt&uploadId=0004B9895DBBB6EC98E36",
                "/uploads/links|size=5&uploadId=0004B9895DBBB6EC98E36",
                "/uploads/links|size=5&key=uploads/a",
                "/uploads/links|size=5&key=uploads/a&uploadId=",
                "/uploads/links|size=abc&key=uploads/a&uploadId=0004B9895DBBB6EC98E36",
                "/uploads|size=abc",
                "/uploads|",
                "/uppy/sign|method=DELETE&key=uploads/a&partNumber=1",
                "/uppy/sign|method=PUT&key=uploads/a&partNumber=1",
                "/uppy/sign|method=GET&key=secret.txt&uploadId=0004B9895DBBB6EC98E36&partNumber=1",
                "/uppy/sign|method=PUT&key=uploads/a&uploadId=0004B9895DBBB6EC98E36&partNumber=10001",
                "/uppy/sign|method=HEAD&key=uploads/a&uploadId=0004B9895DBBB6EC98E36&partNumber=1",
                "/uppy/sign|key=uploads/a&uploadId=0004B9895DBBB6EC98E36&partNumber=1",
            })
    void otherRequestsGetNoLink(String request) throws Exception {
        HttpResponse<String> response =
                post(request.substring(0, request.indexOf('|')), request.substring(request.indexOf('|') + 1));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEmpty();
    }
}
