// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.HostileName;
import io.github.osspresign.test.InMemoryDirectory;
import io.github.osspresign.test.Sandbox;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file is to be called, it lands inside the directory or is refused, and nothing round it changes. */
class HostileNamesTest {

    @AutoClose
    private static TransferClient client;

    @AutoClose
    private static final ScriptedServer server = new ScriptedServer();

    @TempDir(factory = InMemoryDirectory.class)
    Path parent;

    private Sandbox sandbox;

    @BeforeAll
    static void open() {
        client = TransferClient.builder()
                .options(Links.OPTIONS)
                .clock(InstantSource.fixed(Links.NOW))
                .build();
    }

    @BeforeEach
    void makeSandbox() throws Exception {
        sandbox = new Sandbox(parent);
    }

    static List<HostileName> names() throws IOException {
        return HostileName.all("name");
    }

    static List<HostileName> dispositions() throws IOException {
        return HostileName.all("disposition");
    }

    static List<HostileName> paths() throws IOException {
        return HostileName.all("path");
    }

    @Test
    void theCorpusIsWellFormed() throws Exception {
        List<HostileName> all = HostileName.all("");
        assertThat(all).hasSizeGreaterThanOrEqualTo(250).doesNotHaveDuplicates();
        assertThat(all).extracting(HostileName::reason).doesNotHaveDuplicates().allMatch(reason -> !reason.isBlank());
        assertThat(all).extracting(HostileName::kind).containsOnly("name", "disposition", "path");
        assertThat(all).extracting(name -> name.kind() + name.line()).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void nameInKeyBecomesOneFile(HostileName hostile) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        lands(hostile, Links.withKey(Links.to(server), hostile.value(sandbox.outside())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void nameInContentDispositionBecomesOneFile(HostileName hostile) throws Exception {
        String name = hostile.value(sandbox.outside());
        String onWire = new String(name.getBytes(UTF_8), ISO_8859_1);
        String word = "=?UTF-8?B?" + Base64.getEncoder().encodeToString(name.getBytes(UTF_8)) + "?=";
        List<String> forms = List.of(
                // A header ends where its line does.
                "filename=\"" + onWire.replaceAll("[\r\n]", "").replace("\"", "\\\"") + "\"",
                "filename=" + onWire.replaceAll("[\r\n]", ""),
                "filename=\"" + percentEncoded(name) + "\"",
                "filename*=UTF-8''" + percentEncoded(name),
                "filename=\"" + word + "\"");
        for (String form : forms) {
            land(hostile, "attachment; " + form);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dispositions")
    void nameInBrokenContentDispositionBecomesOneFile(HostileName hostile) throws Exception {
        land(hostile, hostile.value(sandbox.outside()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void nameInUrlBecomesOneFile(HostileName hostile) throws Exception {
        String name = hostile.value(sandbox.outside());
        server.respond(ScriptedResponse.ok("abc"));
        lands(hostile, Links.to(server, "/" + percentEncoded(name)));
        lands(hostile, Links.to(server, "/" + percentEncoded(name).replace("%2F", "/")));
        lands(hostile, Links.to(server, "/" + percentEncoded(percentEncoded(name))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void nameInBrokenUrlBecomesOneFile(HostileName hostile) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        lands(hostile, Links.to(server, hostile.value(sandbox.outside())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void nameFromCallerStaysInsideOrIsRefused(HostileName hostile) throws Exception {
        String name = hostile.value(sandbox.outside());
        landsOrIsRefused(hostile, name, null);
        landsOrIsRefused(hostile, "sub/" + name, null);
        landsOrIsRefused(hostile, "a.txt", name);
        landsOrIsRefused(hostile, name, "sub");
    }

    private void land(HostileName hostile, String disposition) throws Exception {
        ScriptedResponse reply = ScriptedResponse.ok("abc").with("Content-Disposition", disposition);
        server.respond(reply);
        PresignedLink link = Links.to(server);
        if (disposition.indexOf('\0') >= 0) {
            assertThatThrownBy(() -> client.download(Links.request(link, sandbox.inside())))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageContaining("response is invalid HTTP");
        } else {
            lands(hostile, link);
        }
    }

    /** Straight in the directory, under a name that any system takes for one file and shows as it is. */
    private void lands(HostileName hostile, PresignedLink link) throws Exception {
        Path file = ((Downloaded) client.download(Links.request(link, sandbox.inside()))).file();
        String name = file.getFileName().toString();
        assertThat(file.getParent()).isEqualTo(sandbox.inside());
        assertThat(name)
                .doesNotContainPattern(
                        "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]")
                .doesNotContainPattern("[<>:\"/\\\\|?*]")
                .doesNotContainPattern("^[. ]|[. ]$")
                .doesNotContainPattern("(?i)^(?:CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9¹²³]) *(?:\\.|$)")
                .doesNotContainPattern("(?i)\\.part(?:\\.json)?$");
        assertThat(name.getBytes(UTF_8).length).isLessThanOrEqualTo(255);
        sandbox.assertHolds(hostile.reason(), file);
    }

    private void landsOrIsRefused(HostileName hostile, String fileName, @Nullable String folder) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        DownloadRequest request = DownloadRequest.builder(
                        ObjectRequest.builder(Links.to(server))
                                .fileName(fileName)
                                .build(),
                        sandbox.inside())
                .folder(folder)
                .build();
        Path file = null;
        try {
            file = ((Downloaded) client.download(request)).file();
        } catch (DownloadFailedException e) {
            assertThat(e)
                    .message()
                    .matches(
                            "(?s)((file name|directory)(: must be a path| .* cannot be used:)|file cannot be written:) .*");
            assertThat(e.isRetryable()).isFalse();
            assertThat(e.getMessage()).doesNotContainPattern("[\\p{Cc}\u202A-\u202E]");
            assertThat(server.requests()).as(hostile.reason()).isEmpty();
        }
        sandbox.assertHolds(hostile.reason(), file);
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            encoded.append(Character.isLetterOrDigit(b) && b > 0 ? String.valueOf((char) b) : "%" + hex(b));
        }
        return encoded.toString();
    }

    private static String hex(byte b) {
        return HexFormat.of().withUpperCase().toHexDigits(b);
    }
}
