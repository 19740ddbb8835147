// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.Http;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;

/** Context whose {@code presign:} component uses a running server and a clock that advances. */
abstract class PresignServerTestSupport extends PresignTestSupport {

    @AutoClose
    OssDevServer server;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        server = OssDevServer.builder().bucket("demo").bucket("other").start();
        CamelContext context = super.createCamelContext();
        context.getComponent("presign", PresignComponent.class).setClock(Clock.systemUTC());
        return context;
    }

    /** Returns an endpoint URI for the bucket of the server, to which options can be appended. */
    String bucketUri() {
        return "presign:demo?region=" + server.region() + "&endpoint=" + server.endpoint() + "&accessKey="
                + server.accessKeyId() + "&secretKey=RAW(" + server.accessKeySecret() + ")";
    }

    /** Returns a client of the SDK for the server. */
    OSSClient client() {
        return OSSClient.newBuilder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .credentialsProvider(new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret()))
                .build();
    }

    void put(String key) {
        put(key, key);
    }

    void put(String key, String content) {
        server.putObject("demo", key, content.getBytes(UTF_8));
    }

    static void addRoute(CamelContext context, String from, String to) throws Exception {
        RouteBuilder.addRoutes(
                context, routes -> routes.from(from).routeId("watch").to(to));
    }

    /** Long enough for a busy machine. */
    static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60));
    }

    /** Waits until the server has received this many further requests. */
    void awaitFurtherRequests(int number) {
        int before = server.requests().size();
        patiently().until(() -> server.requests().size() >= before + number);
    }

    /** Returns the key of the object that a consumer has found. */
    static String key(Exchange exchange) {
        return exchange.getMessage().getHeader(PresignConstants.SOURCE_OBJECT_KEY, String.class);
    }

    static String download(PresignedLink link) throws Exception {
        HttpResponse<String> answer = Http.get(link.url());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
