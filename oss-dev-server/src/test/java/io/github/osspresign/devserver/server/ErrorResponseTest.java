// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.RawConnection;
import io.github.osspresign.devserver.SettableClock;
import io.github.osspresign.devserver.SignedUrl;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The form of error responses, and the headers of every response. */
class ErrorResponseTest {

    private final SettableClock clock = new SettableClock("2025-02-03T02:55:25Z");

    @AutoClose
    private final OssDevServer server =
            OssDevServer.builder().bucket("demo").clock(clock).start();

    private URI url(String method, String key) {
        return SignedUrl.of(server, method, "demo", key)
                .signedAt(clock.instant())
                .v4();
    }

    private static List<String> elements(byte[] xml) throws Exception {
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement();
        List<String> names = new ArrayList<>(List.of(root.getNodeName()));
        NodeList children = root.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element child) {
                names.add(child.getNodeName());
            }
        }
        return names;
    }

    @Test
    void namesCodeMessageRequestHostAndEc() throws Exception {
        Http.Response response = Http.get(url("GET", "missing"));
        response.assertStatus(404);
        assertThat(response.header("Content-Type")).isEqualTo("application/xml");
        assertThat(elements(response.bytes()))
                .containsExactly("Error", "Code", "Message", "RequestId", "HostId", "Key", "EC", "RecommendDoc");
        assertThat(response.element("Code")).isEqualTo("NoSuchKey");
        assertThat(response.element("Message")).isEqualTo("The specified key does not exist.");
        assertThat(response.element("Key")).isEqualTo("missing");
        assertThat(response.element("HostId")).isEqualTo("127.0.0.1:" + server.port());
        assertThat(response.element("EC")).isEqualTo("0026-00000001").isEqualTo(response.header("x-oss-ec"));
        assertThat(response.element("RecommendDoc")).endsWith("?q=0026-00000001");
    }

    @Test
    void errorXmlHasBytesOfOss() {
        URI url = URI.create(SignedUrl.of(server, "GET", "demo", "a&b")
                .signedAt(clock.instant())
                .v1()
                .toString()
                .replaceFirst("Signature=[^&]*", "Signature=c2k%3D"));
        Http.Response response = Http.get(url);
        String expires = url.getQuery().replaceFirst(".*Expires=([0-9]+).*", "$1");
        assertThat(response.text()).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <Error>
                          <Code>SignatureDoesNotMatch</Code>
                          <Message>The request signature we calculated does not match the signature you provided. \
                        Check your key and signing method.</Message>
                          <RequestId>%s</RequestId>
                          <HostId>127.0.0.1:%d</HostId>
                          <OSSAccessKeyId>%s</OSSAccessKeyId>
                          <SignatureProvided>c2k=</SignatureProvided>
                          <StringToSign>GET


                        %s
                        /demo/a&amp;b</StringToSign>
                          <StringToSignBytes>%s </StringToSignBytes>
                          <EC>0002-00000040</EC>
                          <RecommendDoc>https://api.alibabacloud.com/troubleshoot?q=0002-00000040</RecommendDoc>
                        </Error>
                        """.formatted(
                        response.header("x-oss-request-id"),
                        server.port(),
                        server.accessKeyId(),
                        expires,
                        HexFormat.ofDelimiter(" ")
                                .withUpperCase()
                                .formatHex(("GET\n\n\n" + expires + "\n/demo/a&b").getBytes(UTF_8))));
    }

    @Test
    void escapesHostInErrorXml() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send("GET /demo/k HTTP/1.1\r\nHost: a<\u0001\u000b\r\nConnection: close\r\n\r\n")
                    .receiveAll();
            String xml = response.substring(response.indexOf("<?xml"));
            assertThat(elements(xml.getBytes(UTF_8))).contains("HostId");
            assertThat(Http.elementOf(xml, "HostId")).isEqualTo("a&lt;\uFFFD\uFFFD");
        }
    }

    @Test
    void escapesKeyInErrorXml() throws Exception {
        Http.Response response = Http.get(url("GET", "<a>&\"'\u0001\uD83D\uDE00"));
        assertThat(elements(response.bytes())).contains("Key");
        assertThat(response.element("Key")).isEqualTo("&lt;a&gt;&amp;\"'\uFFFD\uD83D\uDE00");
    }

    @Test
    void headResponseHasErrorInHeader() throws Exception {
        Http.Response response = Http.head(url("HEAD", "missing"));
        response.assertStatus(404);
        assertThat(response.bytes()).isEmpty();
        assertThat(response.header("x-oss-ec")).isEqualTo("0026-00000001");
        byte[] xml = Base64.getDecoder().decode(response.header("x-oss-err"));
        assertThat(elements(xml)).startsWith("Error", "Code");
        assertThat(Http.elementOf(new String(xml, UTF_8), "Key")).isEqualTo("missing");
    }

    @Test
    void everyResponseHasDateOfClockAndRequestId() {
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        for (String key : new String[] {"k", "missing"}) {
            Http.Response response = Http.get(url("GET", key));
            assertThat(response.header("Date")).isEqualTo("Mon, 03 Feb 2025 02:55:25 GMT");
            assertThat(response.header("Server")).isEqualTo("AliyunOSS");
            assertThat(response.header("Connection")).isEqualTo("keep-alive");
            assertThat(response.header("x-oss-server-time")).matches("[0-9]+");
            assertThat(response.header("x-oss-request-id")).matches("67A0301D[0-9A-F]{16}");
        }
        assertThat(Http.get(url("GET", "k")).header("x-oss-request-id"))
                .isNotEqualTo(Http.get(url("GET", "k")).header("x-oss-request-id"));
    }

    @Test
    void keepsConnectionOpenAfterError() throws Exception {
        URI missing = url("GET", "missing");
        String request = RawConnection.head("GET", missing);
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(request + "\r\n").receiveUntil("</Error>\n");
            assertThat(connection.send(request + "Connection: close\r\n\r\n").receiveAll())
                    .startsWith("HTTP/1.1 404 ")
                    .contains("Connection: close");
        }
    }

    @Test
    void responseOverrideCannotAddHeaderLine() {
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        Http.Response response = SignedUrl.of(server, "GET", "demo", "k")
                .signedAt(clock.instant())
                .parameter("response-content-type", "a\r\nSet-Cookie: b")
                .send();
        response.assertStatus(400);
        assertThat(response.header("Set-Cookie")).isEmpty();
    }
}
