// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An error document reads no file, calls nobody and grows no further than it is, whatever it says. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileErrorTest {

    private static final String SECRET = "what nobody may read";

    @TempDir
    Path directory;

    @Test
    void noEntityIsFetched() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), SECRET);
        try (ServerSocket elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            elsewhere.setSoTimeout(200);
            String address = "http://127.0.0.1:" + elsewhere.getLocalPort() + "/x";
            for (String external : new String[] {secret.toUri().toString(), address, "jar:" + address + "!/x"}) {
                for (String document : new String[] {
                    "<!DOCTYPE Error [<!ENTITY e SYSTEM '%s'>]><Error><Code>a</Code><Message>&e;</Message></Error>",
                    "<!DOCTYPE Error [<!ENTITY %% p SYSTEM '%s'> %%p;]><Error><Code>a</Code></Error>",
                    "<!DOCTYPE Error SYSTEM '%s'><Error><Code>a</Code></Error>",
                    "<!DOCTYPE Error PUBLIC 'x' '%s'><Error><Code>a</Code><Message>&x;</Message></Error>",
                    "<Error xmlns:xi='http://www.w3.org/2001/XInclude'><Code>a</Code><xi:include href='%s'/></Error>",
                    "<?xml-stylesheet href='%s'?><Error xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                            + " xsi:noNamespaceSchemaLocation='%<s'><Code>a</Code></Error>"
                }) {
                    LinkRejectedException refused =
                            refused(String.format(document, external).getBytes(UTF_8));
                    assertThat(refused.ossCode()).as(document).isEqualTo("a");
                    assertThat(refused).hasMessageNotContaining(SECRET);
                }
            }
            assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    static Stream<Arguments> documents() {
        String laughs = "<!DOCTYPE Error [<!ENTITY e0 'ha'>"
                + IntStream.range(1, 60)
                        .mapToObj(i -> "<!ENTITY e" + i + " '" + ("&e" + (i - 1) + ";").repeat(10) + "'>")
                        .collect(Collectors.joining())
                + "]><Error><Code>a</Code><Message>&e59;</Message></Error>";
        String attributes =
                IntStream.range(0, 5000).mapToObj(i -> "a" + i + "='' ").collect(Collectors.joining());
        return Stream.of(
                row("a billion laughs", laughs, "a"),
                row("levels", "<Error><Code>a</Code>" + "<X>".repeat(15_000), "a"),
                row("attributes", "<Error><Code>a</Code><X " + attributes + "/></Error>", "a"),
                row("an attribute", "<Error><Code>a</Code><X x='" + "x".repeat(60_000) + "'/></Error>", "a"),
                row("names", "<Error><Code>a</Code><" + "x".repeat(60_000) + "/></Error>", "a"),
                row("elements", "<Error><Code>a</Code>" + "<X/>".repeat(15_000) + "</Error>", "a"),
                row("a comment", "<Error><Code>a</Code><!--" + "x".repeat(60_000) + "--></Error>", "a"),
                row("the end of it cut off", "<Error><Code>a</Code><X>" + "x".repeat(1_000_000) + "</X></Error>", "a"),
                row(
                        "a code too long",
                        "<Error><Code>" + "x".repeat(60_000) + "</Code></Error>",
                        "x".repeat(180) + "… (60000 characters)"),
                row(
                        "another encoding named",
                        "<?xml version='1.0' encoding='UTF-7'?><Error><Code>a</Code></Error>",
                        "a"),
                row("EBCDIC named", "<?xml version='1.0' encoding='Cp037'?><Error><Code>a</Code></Error>", "a"),
                row("no encoding", "<?xml version='1.0' encoding='" + "x".repeat(9000) + "'?><Error/>", null),
                Arguments.of("no UTF-8", "<Error><Code>a\u00ff</Code></Error>".getBytes(ISO_8859_1), "a\uFFFD"),
                Arguments.of("UTF-16", "<Error><Code>a</Code></Error>".getBytes(UTF_16), null),
                Arguments.of("zeros", new byte[64 * 1024], null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void hostileErrorDocumentIsReadAsFarAsUseful(String reason, byte[] document, @Nullable String code)
            throws Exception {
        LinkRejectedException refused = refused(document);
        assertThat(refused.ossCode()).as(reason).isEqualTo(code);
        assertThat(refused.getMessage()).hasSizeLessThan(1500);
    }

    private LinkRejectedException refused(byte[] document) throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.status("403 Forbidden", document))) {
            return catchThrowableOfType(LinkRejectedException.class, () -> Links.download(Links.to(server), directory));
        }
    }

    private static Arguments row(String reason, String document, @Nullable String code) {
        return Arguments.of(reason, document.getBytes(UTF_8), code);
    }
}
