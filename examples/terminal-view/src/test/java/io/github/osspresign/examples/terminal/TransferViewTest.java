// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.camel.listener.TransferredObject;
import io.github.osspresign.examples.terminal.Terminal.Size;
import io.github.osspresign.test.PrintedText;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferViewTest {

    private static final long MIB = 1024 * 1024;
    private static final String SECRET = "f2f5cd2abafee71bb61c399d66696b04";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-27T12:00:00Z"));
    private final PrintedText printed = new PrintedText();
    private final TransferView plain = new TransferView(printed, Terminal.NONE, clock);
    private final VirtualTerminal terminal = new VirtualTerminal(80, 24);
    private final TransferView view = view(terminal);

    // Plain lines

    @Test
    void plainTransferHasOneLineAtItsStartAndOneAtItsEnd() {
        TransferStart start = start("%E6%8A%A5%E5%91%8A%20Q1.pdf");

        plain.started(start);
        plain.progress(progress(start, "报告 Q1.pdf", MIB));
        plain.progress(progress(start, "报告 Q1.pdf", 3 * MIB));
        plain.finished(downloaded(start, "报告 Q1.pdf"));

        assertThat(printed())
                .containsExactly(
                        "   报告 Q1.pdf  started, https://bucket…/报告 Q1.pdf?…",
                        "   报告 Q1.pdf  downloaded, 5.2 MB in 2.0 s, verified by crc64, 2.6 MB/s");
    }

    @Test
    void plainStatusIsPrintedWhenItHasChangedEveryTenSecondsAndAtTheEnd() {
        plain.status(List.of("lag 3"));
        clock.advance(Duration.ofSeconds(9));
        plain.status(List.of("lag 2"));
        clock.advance(Duration.ofSeconds(2));
        plain.status(List.of("lag 2", "rate 5/s"));
        clock.advance(Duration.ofSeconds(11));
        plain.status(List.of("lag 2", "rate 5/s"));
        plain.status(List.of("lag 0"));
        clock.advance(Duration.ofSeconds(1));
        plain.status(List.of("end"));
        plain.close();

        assertThat(printed()).containsExactly("lag 3", "lag 2", "rate 5/s", "lag 0", "end");
    }

    // On a terminal

    @Test
    void transferFillsOneLineThatItsEndReplaces() {
        TransferStart start = start("report.pdf");

        view.note("1. Download");
        view.started(start);
        assertThat(terminal.lines()).containsExactly("1. Download", "   report.pdf            waiting for data");
        clock.advance(Duration.ofSeconds(1));
        view.progress(progress(start, "report.pdf", 3 * MIB));
        assertThat(terminal.lines())
                .containsExactly(
                        "1. Download",
                        "   report.pdf            [#######....]  60%    3.1 MB    1.6 MB/s     0:02 left");
        view.finished(downloaded(start, "report.pdf"));
        assertThat(terminal.lines())
                .containsExactly(
                        "1. Download", "   report.pdf  downloaded, 5.2 MB in 2.0 s, verified by crc64, 2.6 MB/s");
    }

    @Test
    void severalTransfersHaveAlignedLines() {
        VirtualTerminal terminal = new VirtualTerminal(100, 24);
        TransferView view = view(terminal);
        List<TransferStart> starts = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            starts.add(start("file-" + i + ".pdf"));
            view.started(starts.get(i));
        }
        clock.advance(Duration.ofSeconds(1));
        view.progress(progress(starts.get(0), "报告报告报告报告报告报告报告报告报告报告报告报告报告报告报告报告.pdf", MIB));
        clock.advance(Duration.ofSeconds(1));
        view.progress(progress(starts.get(1), "b.pdf", 5 * MIB));

        List<String> lines = terminal.lines();
        assertThat(lines).hasSize(9);
        assertThat(lines.get(0)).contains("   报告报告报告报告…报告报告报告.pdf  ").contains("[###..............]  20%");
        assertThat(width(lines.get(0))).isEqualTo(width(lines.get(1)));
        assertThat(lines.get(8)).isEqualTo("   and 3 more");
        view.close();
        assertThat(terminal.lines()).isEmpty();
    }

    @Test
    void framesFollowAtMostEveryTenthOfASecond() {

        view.status(List.of("lag 3"));
        view.status(List.of("lag 2"));
        assertThat(terminal.lines()).containsExactly("lag 3");
        clock.advance(Duration.ofMillis(101));
        view.status(List.of("lag 1"));
        assertThat(terminal.lines()).containsExactly("lag 1");
        view.status(List.of("lag 0"));
        view.close();
        assertThat(terminal.lines()).containsExactly("lag 0");
        view.note("end");
        assertThat(terminal.lines()).containsExactly("lag 0", "end");
    }

    @Test
    void notesAndErrorsAppearAboveTheLiveLines() {
        view.status(List.of("lag 3", "rate 5/s"));
        view.note("note " + "x".repeat(90));
        view.printError(terminal.stream(), "[WARN] log\n".getBytes(StandardCharsets.UTF_8));

        assertThat(terminal.lines())
                .containsExactly("note " + "x".repeat(75), "x".repeat(15), "[WARN] log", "lag 3", "rate 5/s");
    }

    @Test
    void liveLinesFitTheScreen() {
        VirtualTerminal terminal = new VirtualTerminal(60, 5);
        TransferView view = view(terminal);
        List<String> status = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            status.add("line " + i + " " + "报".repeat(40));
        }
        view.status(status);
        view.note("note");

        assertThat(terminal.lines())
                .hasSize(5)
                .startsWith("note")
                .last()
                .asString()
                .startsWith("line 8")
                .endsWith("报…");
    }

    @Test
    void narrowTerminalLeavesOutSizeAndSpeed() {
        assertThat(liveLine(200))
                .isEqualTo("   a-rather-long-name-of-a-report.pdf        [###########################.]  99%"
                        + "  999.9 MB  999.9 MB/s  9:09:09 left");
        assertThat(liveLine(80))
                .isEqualTo("   a-rather-l…eport.pdf  [##########.]  99%  999.9 MB  999.9 MB/s  9:09:09 left");
        assertThat(liveLine(60)).isEqualTo("   a-rathe…rt.pdf  [######.]  99%  999.9 MB/s  9:09:09 left");
        assertThat(liveLine(50)).isEqualTo("   a-rathe…ort.pdf  [#######.]  99%  9:09:09 left");
        assertThat(liveLine(20)).isEqualTo("   a-rath…t.pdf  [##");
    }

    private String liveLine(int columns) {
        VirtualTerminal terminal = new VirtualTerminal(columns, 24);
        TransferView view = view(terminal);
        TransferStart start = start("a-rather-long-name-of-a-report.pdf");
        view.started(start);
        clock.advance(Duration.ofSeconds(1));
        view.progress(new TransferStatus(
                start,
                "a-rather-long-name-of-a-report.pdf",
                999_900_000,
                1_000_000_000,
                999_900_000,
                Duration.ofHours(9).plusMinutes(9).plusSeconds(9)));
        assertThat(terminal.lines()).hasSize(1);
        return terminal.lines().get(0);
    }

    @Test
    void coloursAreUsedUnlessTheyAreTurnedOff() {
        VirtualTerminal coloured = new VirtualTerminal(80, 24);
        VirtualTerminal uncoloured = new VirtualTerminal(80, 24);
        for (VirtualTerminal terminal : List.of(coloured, uncoloured)) {
            Map<String, String> environment = terminal == coloured
                    ? Map.of("TERM", "xterm", "NO_COLOR", "")
                    : Map.of("TERM", "xterm", "NO_COLOR", "0");
            TransferView view =
                    new TransferView(terminal.stream(), Terminal.of(environment, true, () -> new Size(80, 24)), clock);
            TransferStart start = start("report.pdf");
            view.started(start);
            clock.advance(Duration.ofSeconds(1));
            view.progress(progress(start, "report.pdf", 3 * MIB));
            view.finished(downloaded(start, "report.pdf"));
            view.table(List.of("a"), List.of());
        }

        assertThat(coloured.styles()).contains("42", "100", "32", "1");
        assertThat(uncoloured.styles()).isEmpty();
        assertThat(coloured.lines()).isEqualTo(uncoloured.lines());
    }

    @Test
    void terminalsThatCannotMoveTheCursorGetPlainLines() {
        for (Map<String, String> environment :
                List.of(Map.of("TERM", "dumb"), Map.<String, String>of(), Map.of("TERM", "xterm", "CI", "true"))) {
            assertThat(isLive(environment, true)).as(environment::toString).isFalse();
        }
        assertThat(isLive(Map.of("TERM", "xterm"), false)).isFalse();
        assertThat(isLive(Map.of("TERM", "xterm"), true)).isTrue();
        assertThat(isLive(Map.of("WT_SESSION", "1"), true)).isTrue();
    }

    private static boolean isLive(Map<String, String> environment, boolean interactive) {
        return Terminal.of(environment, interactive, () -> new Size(80, 24)).isLive();
    }

    // Names and links from outside

    @Test
    void namesCannotControlTheTerminalOrForgeText() {
        String name = "a\033[2J\rb\u202Efdp.exe\u0007\n\u2028\ud800c.pdf";
        for (TransferView view : List.of(plain, view)) {
            TransferStart start = start("%1B%5B2J%0D%E2%80%AEfdp.exe");
            view.started(start);
            clock.advance(Duration.ofSeconds(1));
            view.progress(progress(start, name, MIB));
            view.finished(downloaded(start, name));
            view.note(name);
            view.status(List.of(name));
            view.table(List.of(name), List.of(List.of(name)));
        }

        assertThat(terminal.lines()).contains("a�[2J�b�fdp.exe����c.pdf");
        assertThat(printed())
                .contains("a�[2J�b�fdp.exe����c.pdf", "   �[2J��fdp.exe  started, https://bucket…/�[2J��fdp.exe?…");
    }

    @Test
    void linksAreShort() {
        assertThat(TransferView.shortLink(
                        "https://bucket.oss-cn-hangzhou.aliyuncs.com/a/b/name.pdf?x-oss-signature=xxxxxx"))
                .isEqualTo("https://bucket…/name.pdf?…");
        assertThat(TransferView.shortLink("http://127.0.0.1:8080/demo/a%20%E6%8A%A5.pdf?Expires=1"))
                .isEqualTo("http://127.0.0.1:8080/…/a 报.pdf?…");
        assertThat(TransferView.shortLink("https://[::1]:8080/k")).isEqualTo("https://[::1]:8080/k");
        assertThat(TransferView.shortLink("http://localhost:8080/demo/k?")).isEqualTo("http://localhost:8080/…/k?…");
        assertThat(TransferView.shortLink("https://files.example.com/" + "x".repeat(500)))
                .hasSizeLessThan(100)
                .startsWith("https://files…/xxx");
        assertThat(TransferView.shortLink("xxxxxx")).isEqualTo("xxxxxx");
    }

    @Test
    void failuresOfOtherLibrariesAreShownWithoutTheirMessage() {
        TransferStart start = start("report.pdf");
        plain.started(start);
        plain.finished(new TransferEnd(
                start, Outcome.FAILED, null, new IllegalStateException("Signature=" + SECRET), clock.instant()));

        assertThat(printed()).last().isEqualTo("   report.pdf  failed, IllegalStateException");
    }

    // Counts and tables

    @Test
    void manyTransfersAreCountedInOneLine() {
        VirtualTerminal terminal = new VirtualTerminal(100, 24);
        TransferView view = view(terminal);
        TransferListener counting = view.counting(1000);
        for (int i = 0; i < 1000; i++) {
            clock.advance(Duration.ofMillis(20));
            TransferStart start = start("k" + i);
            counting.started(start);
            counting.finished(
                    new TransferEnd(start, i < 10 ? Outcome.FAILED : Outcome.DOWNLOADED, null, null, clock.instant()));
            if (i == 497) {
                assertThat(terminal.lines())
                        .containsExactly("   [########........]  49%  498 of 1,000 links, 0:10 left, 10 failed, 50/s");
            }
        }
        counting.batchFinished("id", new LinkSummary(1000, 985, 5, new TreeMap<>(Map.of("LinkExpiredException", 10))));

        assertThat(terminal.lines())
                .containsExactly(
                        "   [################] 100%  1,000 of 1,000 links in 20 s, 10 failed, 50/s",
                        "",
                        "   outcome               links",
                        "   downloaded              985",
                        "   duplicates                5",
                        "   LinkExpiredException     10",
                        "   total                  1000",
                        "");
    }

    @Test
    void barIsFullOnlyAtTheEnd() {
        assertThat(TransferView.bar(0, 1000)).isEqualTo("[................]   0%");
        assertThat(TransferView.bar(999, 1000)).isEqualTo("[###############.]  99%");
        assertThat(TransferView.bar(1000, 1000)).isEqualTo("[################] 100%");
        assertThat(TransferView.bar(0, 0)).isEqualTo("[################] 100%");
    }

    @Test
    void tableHasAlignedColumnsAlsoWithWideCharacters() {
        plain.table(
                List.of("file", "end", "size"),
                List.of(List.of("报告.pdf", "inbox", "5.0 MB"), List.of("a.txt", "links.dead", "12 B")));

        assertThat(printed())
                .containsExactly(
                        "   file      end           size",
                        "   报告.pdf  inbox       5.0 MB",
                        "   a.txt     links.dead    12 B");
    }

    @Test
    void tableThatIsTooWideShortensItsWidestColumn() {
        VirtualTerminal terminal = new VirtualTerminal(40, 24);
        view(terminal).table(List.of("name", "result"), List.of(List.of("x".repeat(50) + ".pdf", "saved unchanged")));

        assertThat(terminal.lines()).last().isEqualTo("   xxxxxxxxx…xxxxx.pdf  saved unchanged");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 60, 40})
    void lastColumnOfATableIsNeverShortened(int columns) {
        VirtualTerminal terminal = new VirtualTerminal(columns, 24);
        String hint = "skipped, needs gobjc, gnustep-make, libgnustep-base-dev";
        view(terminal).table(List.of("recipient", "result"), List.of(List.of("java-httpurlconnection", hint)));

        assertThat(String.join("", terminal.lines())).endsWith(hint);
    }

    @Test
    void tableRefusesRowsOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.table(List.of("a", "b"), List.of(List.of("1"))))
                .withMessage("row: must have 2 cells, was [1]");
    }

    private TransferView view(VirtualTerminal terminal) {
        Terminal described = Terminal.of(
                Map.of("TERM", "xterm", "NO_COLOR", "1"), true, () -> new Size(terminal.columns(), terminal.rows()));
        return new TransferView(terminal.stream(), described, clock);
    }

    private List<String> printed() {
        return printed.toString().lines().toList();
    }

    private static int width(String line) {
        return line.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum();
    }

    private TransferStart start(String key) {
        return new TransferStart(
                "https://bucket.oss-cn-hangzhou.aliyuncs.com/a/" + key + "?x-oss-signature=xxxxxx",
                "route",
                "exchange",
                clock.instant(),
                null);
    }

    private static TransferStatus progress(TransferStart start, String name, long bytes) {
        return new TransferStatus(start, name, bytes, 5 * MIB, 3 * MIB / 2, Duration.ofSeconds(2));
    }

    private static TransferEnd downloaded(TransferStart start, String name) {
        TransferredObject object = new TransferredObject(name, 5 * MIB, VerifiedBy.crc64, 1, 0);
        return new TransferEnd(
                start, Outcome.DOWNLOADED, object, null, start.startedAt().plusSeconds(2));
    }
}
