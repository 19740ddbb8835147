// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.teaopenapi.models.Config;
import io.github.osspresign.test.Http;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends links to chat groups and by SMS. */
@Timeout(120)
class ChatRoutesTest {

    /** The code samples of both services, in Python, sign this time as expected here. */
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @AutoClose
    private final DocsServer server = new DocsServer();

    @AutoClose
    private final ChatReceiver receiver = new ChatReceiver();

    private void startGroups(String secret) throws Exception {
        String address = "http://127.0.0.1:" + receiver.port();
        server.property("dingtalk", address + "/robot/send")
                .property("dingtalk.token", ChatReceiver.TOKEN)
                .property("dingtalk.secret", secret)
                .property("wecom", address + "/cgi-bin/webhook/send")
                .property("wecom.key", secret.equals(ChatReceiver.SECRET) ? ChatReceiver.TOKEN : "another")
                .property("feishu", address + "/open-apis/bot/v2/hook/" + ChatReceiver.TOKEN)
                .property("feishu.secret", secret)
                .start(new ChatRoutes.Groups());
        server.oss.putObject(DocsServer.BUCKET, "报告.pdf", "content".getBytes(UTF_8));
    }

    private Exchange send(String uri) {
        return server.context()
                .createProducerTemplate()
                .request(
                        uri,
                        exchange -> exchange.getMessage()
                                .setHeaders(
                                        Map.of("CamelPresignObjectKey", "报告.pdf", "CamelFileName", "报告 \"1\".pdf")));
    }

    static Stream<Arguments> groups() {
        return Stream.of(
                arguments("dingtalk", "link", "title", "messageUrl"),
                arguments("wecom", "news", "title", "url"),
                arguments("feishu", "content", "title", "href"));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void groupGetsAMessageWithALinkThatWorks(String group, String content, String title, String link) throws Exception {
        startGroups(ChatReceiver.SECRET);

        assertThat(send("direct:" + group).getException()).isNull();

        Object message = receiver.accepted.get(0).get(content);
        assertThat(value(message, title)).hasValue("报告 \"1\".pdf");
        assertThat(Http.get(value(message, link).orElseThrow()).body()).isEqualTo("content");
    }

    /** Returns the only value of this name, at any depth. */
    private static Optional<String> value(Object json, String name) {
        if (json instanceof Map<?, ?> map) {
            return map.containsKey(name)
                    ? Optional.of((String) map.get(name))
                    : map.values().stream()
                            .flatMap(child -> value(child, name).stream())
                            .findFirst();
        }
        return json instanceof List<?> list
                ? list.stream().flatMap(child -> value(child, name).stream()).findFirst()
                : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dingtalk", "wecom", "feishu"})
    void refusalWithStatus200FailsTheExchange(String group) throws Exception {
        startGroups("wrong");

        assertThat(send("direct:" + group).getException())
                .hasMessageContaining("The group gets no message")
                .hasMessageNotContaining("x-oss-signature");
        assertThat(receiver.accepted).isEmpty();
    }

    @Test
    void signaturesAreThoseOfTheCodeSamples() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage()
                    .setHeaders(Map.of("CamelPresignUrl", "https://example.com", "CamelFileName", "a.pdf"));

            GroupMessages.dingTalk(exchange, "token", ChatReceiver.SECRET, NOW);
            assertThat(exchange.getMessage().getHeader("CamelHttpQuery"))
                    .isEqualTo(
                            "access_token=token&timestamp=1767225600000&sign=3D%2FOhDOUnapuhHwC7jtOeefQzW1hnJeoJ8gblXDMtZQ%3D");

            GroupMessages.feishu(exchange, ChatReceiver.SECRET, NOW);
            JsonObject body = Jsoner.deserialize(exchange.getMessage().getBody(String.class), new JsonObject());
            assertThat(body)
                    .containsEntry("timestamp", "1767225600")
                    .containsEntry("sign", "ofx0PDZM7oV8ljs70ZSyWmwLX09igS3uKjXPtBXbm5Q=");
        }
    }

    @Test
    void smsHasACodeWhoseAddressLeadsToTheFile() throws Exception {
        int port = server.withWebServer();
        server.start(new ChatRoutes.Sms(client(ChatReceiver.SECRET)), new TaskRoutes.LinkAtTheClick());

        Exchange exchange = invoice();
        assertThat(exchange.getException()).isNull();

        JsonObject sms = receiver.accepted.get(0);
        assertThat(sms)
                .containsEntry("PhoneNumbers", "13800000000")
                .containsEntry("SignName", "Example")
                .containsEntry("TemplateCode", "SMS_100000001");
        String code = Jsoner.deserialize(sms.getString("TemplateParam"), new JsonObject())
                .getString("code");
        assertThat(code).matches("[0-9a-z]{12,19}");
        HttpResponse<String> redirect = Http.get("http://127.0.0.1:" + port + "/files/" + code + ".pdf");
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(Http.get(redirect.headers().firstValue("Location").orElseThrow())
                        .body())
                .isEqualTo("invoice");
    }

    @Test
    void refusedSmsFailsTheExchange() throws Exception {
        server.start(new ChatRoutes.Sms(client("wrong")));

        assertThat(invoice().getException()).hasMessageContaining("No SMS is sent: SignatureDoesNotMatch");
        assertThat(receiver.accepted).isEmpty();
    }

    private Client client(String secret) throws Exception {
        return new Client(new Config()
                .setAccessKeyId(ChatReceiver.TOKEN)
                .setAccessKeySecret(secret)
                .setProtocol("http")
                .setEndpoint("127.0.0.1:" + receiver.port()));
    }

    private Exchange invoice() {
        return server.context().createProducerTemplate().request("direct:invoice", exchange -> {
            exchange.getMessage().setBody("invoice");
            exchange.getMessage().setHeader("phone", "13800000000");
        });
    }
}
