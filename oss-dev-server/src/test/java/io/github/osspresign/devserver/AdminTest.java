// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.fault.FaultRuleFormat;
import io.github.osspresign.devserver.request.RecordedRequest;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults and requests over the admin port. */
class AdminTest {

    @AutoClose
    private static final OssDevServer server =
            OssDevServer.builder().bucket("demo").tls().adminPort(0).start();

    @AfterEach
    void clearFaults() {
        server.clearFaults();
    }

    private static Http.Response send(String method, String target) {
        return Http.send(method, URI.create(server.adminEndpoint() + target), BodyPublishers.noBody());
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                server.adminEndpoint().getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void injectsListsAndClearsFaults() {
        send("POST", "/faults?fault=CutBodyAfter&bytes=100&key=*.bin&nth=2&times=3")
                .assertStatus(200);
        Http.send(
                        "PUT",
                        URI.create(server.adminEndpoint() + "/faults"),
                        BodyPublishers.ofString(
                                "fault=StatusError&status=503&code=Busy&message=Too+busy.&headers=Retry-After:+2"
                                        + "&headers=x-one:1&method=get&times=always"))
                .assertStatus(200);
        FaultRule cut = FaultRule.of(new Fault.CutBodyAfter(100))
                .forKey("*.bin")
                .onNth(2)
                .times(3);
        FaultRule busy = FaultRule.of(
                        new Fault.StatusError(503, "Busy", "Too busy.", Map.of("Retry-After", "2", "x-one", "1")))
                .forMethod("GET")
                .always();
        assertThat(server.faults()).containsExactly(cut, busy);
        assertThat(send("GET", "/faults").text().lines())
                .hasSize(2)
                .startsWith("fault=CutBodyAfter&bytes=100&nth=2&key=*.bin&times=3");
        send("DELETE", "/faults").assertStatus(204);
        assertThat(server.faults()).isEmpty();
        assertThat(send("GET", "/faults").text()).isEmpty();
    }

    @Test
    void queryParametersAreConditions() {
        assertThat(send("POST", "/faults?fault=LostResponse&query=partNumber%3D3&query=uploads")
                        .text())
                .isEqualTo("fault=LostResponse&query=partNumber%3D3&query=uploads%3D*\n");
        assertThat(server.faults())
                .containsExactly(FaultRule.of(new Fault.LostResponse())
                        .forQuery("partNumber", "3")
                        .forQuery("uploads", "*"));
    }

    /** Returns the text form of every fault. */
    static List<String> everyFault() {
        List<String> forms = new ArrayList<>();
        collect(Fault.class, forms);
        return forms;
    }

    private static void collect(Class<?> type, List<String> forms) {
        if (!type.isRecord()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, forms);
            }
            return;
        }
        StringBuilder form = new StringBuilder("fault=" + type.getSimpleName());
        for (RecordComponent component : type.getRecordComponents()) {
            assertThat(FaultRuleFormat.RULE_PARAMETERS).doesNotContain(component.getName());
            String value = component.getType() == Duration.class ? "PT5S" : "503";
            form.append('&')
                    .append(component.getName())
                    .append('=')
                    .append(component.getType() == Map.class ? "x-a%3A+b" : value);
        }
        forms.add(form.toString());
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void everyFaultCanBeInjected(String form) {
        assertThat(everyFault()).hasSizeGreaterThanOrEqualTo(17);
        Http.Response response = send("POST", "/faults?" + form);
        assertThat(response.text()).isEqualTo(form + "\n");
        response.assertStatus(200);
        if (form.startsWith("fault=ConnectionRefused")) {
            assertThatThrownBy(() -> new RawConnection(server)).isInstanceOf(ConnectException.class);
        } else {
            assertThat(server.faults()).hasSize(1);
            assertThat(send("GET", "/faults").text()).isEqualTo(form + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fault=NoCrc | fault: must be one of ChangedObject, ConnectionRefused,",
                "bytes=1 | fault: must be one of ChangedObject, ConnectionRefused,",
                "fault=CutBodyAfter | bytes: must be a number, was missing",
                "fault=CutBodyAfter&bytes=many | bytes: must be a number, was many",
                "fault=CutBodyAfter&bytes=-1 | bytes: must be 0 or more, was -1",
                "fault=CutBodyAfter&bytes=1&bytes=2 | bytes: must be one value, was repeated",
                "fault=CutBodyAfter&byte=1 | parameter: must be one of fault, nth, key, method, query, times, bytes, was byte",
                "fault=StallAfter&bytes=1&pause=5s | pause: must be a duration like PT1.5S, was 5s",
                "fault=StatusError&status=99999999999&code=a&message=b |"
                        + " status: must be a number of 32 bits, was 99999999999",
                "fault=StatusError&status=503&code=a&message=b&headers=x |"
                        + " headers: must be a field like Retry-After: 2, was x",
                "fault=Redirect | location: must be a text, was missing",
                "fault=FlippedByte&offset=-1 | offset: must be 0 or more, was -1",
                "fault=StatusError&status=302&code=a&message=b | status: must be 400 to 599, was 302",
                "fault=LateStatusError&status=200&code=a&message=b | status: must be 400 to 599, was 200",
                "fault=StallAfter&bytes=-1&pause=PT0S | bytes: must be 0 or more, was -1",
                "fault=StallAfter&bytes=0&pause=PT-0.001S | pause in milliseconds: must be 0 or more, was -1",
                "fault=SlowDrip&bytesPerSecond=0 | bytesPerSecond: must be 1 or more, was 0",
                "fault=LyingLength&surplus=0 | surplus: must be a number other than 0, was 0",
                "fault=NoCrc64&times=0 | times: must be 1 or more, was 0",
                "fault=ConnectionRefused&pause=PT-1S | pause in milliseconds: must be 0 or more, was -1000",
                "fault=ConnectionRefused&pause=PT1S&times=2 |"
                        + " times: must be 1 for ConnectionRefused, which starts at once, was 2",
                "fault=NoCrc64&nth=0 | nth: must be 1 or more, was 0",
                "fault=NoCrc64&times=never | times: must be a number or always, was never",
                "fault=NoCrc64&method=G%20T | method: must be a name like GET, was G T",
                "fault=TlsFailure&query=a | query: must be absent for TlsFailure, which applies to connections, was {a=*}",
                "fault=TlsFailure&key=a | key: must be absent for TlsFailure, which applies to connections, was a",
                "fault=%zz | The request target contains a percent sign without two hexadecimal digits.",
            })
    void namesWrongParameterWithItsValueAndAllowedValues(String form, String message) throws Exception {
        String response = raw("POST /faults?" + form + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(response).startsWith("HTTP/1.1 400 ").contains("\r\n\r\n" + message);
        assertThat(server.faults()).isEmpty();
    }

    @Test
    void listsRequestsWithoutSecrets() throws Exception {
        try (OssDevServer plain =
                OssDevServer.builder().bucket("demo").adminPort(0).start()) {
            for (URI url : new URI[] {
                SignedUrl.of(plain, "GET", "demo", "k").token("CONFIDENTIAL").v4(),
                SignedUrl.of(plain, "GET", "demo", "k").token("CONFIDENTIAL").v1()
            }) {
                Http.get(
                        url,
                        "Authorization",
                        "OSS ak:CONFIDENTIAL",
                        "x-oss-security-token",
                        "CONFIDENTIAL",
                        "Referer",
                        "http://a/?Signature=CONFIDENTIAL",
                        "x-seen",
                        "yes");
            }
            String text =
                    Http.get(URI.create(plain.adminEndpoint() + "/requests")).text();
            assertThat(text)
                    .startsWith("GET /demo/k?")
                    .contains(" 400\n", "  x-seen: yes\n", "  Authorization: ***\n", "  x-oss-security-token: ***\n")
                    .doesNotContain("CONFIDENTIAL");
            for (RecordedRequest request : plain.requests()) {
                assertThat(text).doesNotContain(request.target().replaceFirst("(?i).*signature=([^&]*).*", "$1"));
            }
        }
    }

    @Test
    void rejectsOtherPathsMethodsAndWebPages() throws Exception {
        send("GET", "/other").assertStatus(404);
        send("POST", "/requests").assertStatus(405);
        assertThat(send("PATCH", "/faults").header("Allow")).isEqualTo("GET, POST, PUT, DELETE");
        String request = "POST /faults?fault=NoCrc64 HTTP/1.1\r\nConnection: close\r\n";
        assertThat(raw(request + "Host: rebound.example.com\r\n\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(raw(request + "Host: localhost\r\nOrigin: http://example.com\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(server.faults()).isEmpty();
        assertThat(raw(request + "Host: [::1]:9001\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void rejectsTooLargeForm() {
        Http.send("POST", URI.create(server.adminEndpoint() + "/faults"), BodyPublishers.ofByteArray(new byte[70_000]))
                .assertStatus(400);
    }

    @Test
    void adminPortIsOffByDefaultAndClosesWithServer() {
        try (OssDevServer plain = OssDevServer.builder().start()) {
            assertThatThrownBy(plain::adminEndpoint).isInstanceOf(IllegalStateException.class);
        }
        OssDevServer closed = OssDevServer.builder().adminPort(0).start();
        URI endpoint = closed.adminEndpoint();
        closed.close();
        assertThatThrownBy(() -> Http.get(endpoint)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void takenAdminPortStartsNoServer() {
        int taken = server.adminEndpoint().getPort();
        assertThatThrownBy(() -> OssDevServer.builder().adminPort(taken).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot start on admin port " + taken + ": ");
    }
}
